import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnly } from './append-only';
import { operationGuard } from './0047-operation-guard';

const corrections = `
  create table wording_correction (
    id uuid primary key,
    why text not null check (why <> ''),
    proposal_id uuid references proposal,
    recorded_by uuid not null references person,
    recorded_at timestamptz(3) not null
  );
  create trigger at_waymark_now before insert on wording_correction
    for each row execute function waymark_sets_time('recorded_at')`;

// A decision stands while it is not taken afresh and no later version went to a ballot; of an adjustment the panels' one.
const rows = `
  create view authority_row as
    select case d.kind when 'decision' then 'decision' else 'ballot' end as by, d.id, null::uuid as beside,
      array(select r.route::text from recommendation r where r.version_id = b.version_id and r.standing order by 1) as routes,
      p.id as proposal_id,
      jsonb_build_object('kind', p.kind, 'changeKind', p.change_kind,
        'act', v.content::json #>> '{option,act}', 'about', v.content::json #>> '{basis,reference}') as request,
      b.subject_reference || ', ' || b.subject_title as title, d.reasons as text, d.decided_at as dated,
      d.outcome in ('approve','approve-with-conditions') and p.state in ('agreed','in-revision','on-map')
        and b.version_no = (select max(no) from proposal_version where proposal_id = p.id)
        and not exists (select 1 from decision_reopening o where o.decision_id = d.id)
        and (d.kind = 'decision' or (p.change_kind = 'adjustment' and panels_agree(d.id)))
        and (p.kind <> 'retirement' or retirement_is_consulted(p.id)) as stands,
      null::text as slug, null::int as no, exists (select 1 from public_decision o where o.id = d.id) as is_public
    from decision d join ballot b on b.id = d.ballot_id join proposal p on p.id = b.proposal_id
      join proposal_version v on v.id = b.version_id
    union all
    select 'minutes', m.item_id, m.meeting_id, array[m.route::text], null, null, p.name || ': ' || m.title, m.text, m.agreed_at, true,
      p.slug::text, e.no, e.minutes_published_at is not null
    from agreed_minute m join panel p on p.id = m.panel_id join meeting e on e.id = m.meeting_id
    union all
    select 'direction', id, null, routes::text[], null, null, 'Ministerial direction ' || no || ': ' || title, text,
      dated_on::timestamp at time zone 'Europe/London', true, null, no, true
    from ministerial_direction
    union all
    select 'correction', id, null, null, proposal_id, null, 'Correction of wording', why, recorded_at, true, null, null, false
    from wording_correction
    union all
    select 'undo', id, null, null, null, null, 'Map revision ' || no || ': ' || title, note, published_at, edition_no > 1, null, edition_no, true
    from revision where state = 'published'`;

// A foreign key for each row that an operation names by itself; agreed items are looked up by the guard.
const keys = `
  alter table revision_operation
    add column decision_id uuid generated always as ((authority ->> 'decisionId')::uuid) stored references decision,
    add column direction_id uuid generated always as ((authority ->> 'directionId')::uuid) stored references ministerial_direction,
    add column correction_id uuid generated always as ((authority ->> 'correctionId')::uuid) stored references wording_correction,
    add column undone_id uuid generated always as ((authority ->> 'revisionId')::uuid) stored references revision;
  create index revision_operation_decision on revision_operation (decision_id) where decision_id is not null;
  create index revision_operation_direction on revision_operation (direction_id) where direction_id is not null`;

// The sentences of an edition's note are made from its operations, in their order.
const changes = `
  create view edition_change_authority as
    select e.no as edition_no, o.place as position, o.authority
    from edition e cross join lateral (
      select row_number() over (order by position) as place, authority from revision_operation
      where revision_id = e.revision_id) as o`;

/** On whose word an operation stands is a row that exists and carries it. What stands in words from before stays readable. */
export class AuthorityIsARow1700000000047 implements MigrationInterface {
  name = 'AuthorityIsARow1700000000047';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [corrections, rows, keys, operationGuard, changes]) await runner.query(sql);
    await appendOnly(runner, 'wording_correction');
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
