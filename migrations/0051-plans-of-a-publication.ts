import type { MigrationInterface, QueryRunner } from 'typeorm';

// Nearly all placements opened at one instant, that of the first edition, so the planner takes any instant for one at which
// all of them did, and would read the whole table to find those few that an edition opened. Every table here has a key.
const fault = `alter function edition_fault(edition) set enable_seqscan = off`;

/**
 * What was agreed on a request: by the decision, or, on an adjustment, by the ballot of the panels. It stands while it is
 * not taken afresh and no later version went to a ballot.
 */
const agreed = (by: 'decision' | 'ballot', kind: string, carries: string): string => `
    select '${by}' as by, d.id, null::uuid as beside,
      array(select r.route::text from recommendation r where r.version_id = b.version_id and r.standing order by 1) as routes,
      p.id as proposal_id,
      jsonb_build_object('kind', p.kind, 'changeKind', p.change_kind,
        'act', v.content::json #>> '{option,act}', 'about', v.content::json #>> '{basis,reference}') as request,
      b.subject_reference || ', ' || b.subject_title as title, d.reasons as text, d.decided_at as dated,
      d.outcome in ('approve','approve-with-conditions') and p.state in ('agreed','in-revision','on-map')
        and b.version_no = (select max(no) from proposal_version where proposal_id = p.id)
        and not exists (select 1 from decision_reopening o where o.decision_id = d.id)
        and ${carries}
        and (p.kind <> 'retirement' or retirement_is_consulted(p.id)) as stands,
      null::text as slug, null::int as no, exists (select 1 from public_decision o where o.id = d.id) as is_public
    from decision d join ballot b on b.id = d.ballot_id join proposal p on p.id = b.proposal_id
      join proposal_version v on v.id = b.version_id
    where d.kind = '${kind}'`;

/** The rows of authority of each kind. Together they were one view until now, and who asked for one kind had all planned. */
const kinds = {
  decision: agreed('decision', 'decision', 'true'),
  ballot: agreed('ballot', 'recommendation', `p.change_kind = 'adjustment' and panels_agree(d.id)`),
  minutes: `
    select 'minutes' as by, m.item_id as id, m.meeting_id as beside, array[m.route::text] as routes, null::uuid as proposal_id,
      null::jsonb as request, p.name || ': ' || m.title as title, m.text, m.agreed_at as dated, true as stands,
      p.slug::text, e.no, e.minutes_published_at is not null as is_public
    from agreed_minute m join panel p on p.id = m.panel_id join meeting e on e.id = m.meeting_id`,
  direction: `
    select 'direction' as by, id, null::uuid as beside, routes::text[], null::uuid as proposal_id, null::jsonb as request,
      'Ministerial direction ' || no || ': ' || title as title, text, dated_on::timestamp at time zone 'Europe/London' as dated,
      true as stands, null::text as slug, no, true as is_public
    from ministerial_direction`,
  correction: `
    select 'correction' as by, id, null::uuid as beside, null::text[] as routes, proposal_id, null::jsonb as request,
      'Correction of wording' as title, why as text, recorded_at as dated, true as stands, null::text as slug, null::int as no,
      false as is_public
    from wording_correction`,
  undo: `
    select 'undo' as by, id, null::uuid as beside, null::text[] as routes, null::uuid as proposal_id,
      null::jsonb as request, 'Map revision ' || no || ': ' || title as title, note as text, published_at as dated,
      edition_no > 1 as stands, null::text as slug, edition_no as no, true as is_public
    from revision where state = 'published'`,
};

const viewOf = (kind: string): string => `authority_row_${kind}`;
const columns = 'by, id, beside, routes, proposal_id, request, title, text, dated, stands, slug, no, is_public';
const all = Object.keys(kinds).map((kind) => `select ${columns} from ${viewOf(kind)}`);
const rows = [
  ...Object.entries(kinds).map(([kind, sql]) => `create view ${viewOf(kind)} as ${sql}`),
  `create or replace view authority_row as ${all.join(' union all ')}`,
];

/** A publication finds what it changes, and not the whole map. No rule of it is another than before. */
export class PlansOfAPublication1700000000051 implements MigrationInterface {
  name = 'PlansOfAPublication1700000000051';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [fault, ...rows]) await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
