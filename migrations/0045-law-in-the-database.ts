import type { MigrationInterface, QueryRunner } from 'typeorm';
import { publication } from './0045-editions';
import { timesOfLaw } from './0045-times';
import { trees } from './0045-trees';

const agreement = `
  -- Whether somebody who decides on this request agreed to it, on the version that was submitted last: the committee, both
  -- panels' recommendation on an adjustment, or, on a correction, the officer who accepts it in this transaction.
  create function is_agreed_by_right(request proposal) returns boolean language sql stable as $$
    select exists (
      select 1 from decision d join ballot b on b.id = d.ballot_id
      where b.proposal_id = request.id and d.outcome in ('approve', 'approve-with-conditions')
        and b.version_no = (select max(no) from proposal_version where proposal_id = request.id)
        and not exists (select 1 from decision_reopening r where r.decision_id = d.id)
        and case when request.change_kind = 'adjustment' and d.kind = 'recommendation' then panels_agree(d.id)
                 else d.kind = 'decision' end
        and (request.state <> 'agreed' or d.kind <> 'decision' or not exists
              (select 1 from condition c where c.decision_id = d.id and c.state <> 'discharged'))
        and (request.state <> 'conditions' or d.outcome = 'approve-with-conditions'))
    or (request.state = 'agreed' and request.change_kind = 'correction' and exists (
      select 1 from event e where e.subject_kind = 'proposal' and e.subject_id = request.id
        and e.type = 'proposal.accepted' and e.actor_kind = 'person' and e.xid = pg_current_xact_id()
        and recusal_of('proposal', request.id, e.actor_id) is null)) $$;

  create function proposal_is_agreed_by_right() returns trigger language plpgsql as $$
  begin
    if not is_agreed_by_right(new) then
      raise exception 'proposal % is % without a decision', new.reference, new.state
        using errcode = 'restrict_violation', constraint = 'proposal_is_agreed_by_right';
    end if;
    return null;
  end $$;
  create constraint trigger proposal_is_agreed_by_right after update of state on proposal
    deferrable initially deferred for each row
    when (new.state in ('conditions','agreed') and old.state not in (new.state, 'in-revision'))
    execute function proposal_is_agreed_by_right();

  create function proposal_goes_its_way() returns trigger language plpgsql as $$
  begin
    raise exception 'a proposal cannot become %', new.state using errcode = 'restrict_violation';
  end $$;
  create trigger proposal_begins_as_draft before insert on proposal for each row
    when (new.state <> 'draft') execute function proposal_goes_its_way();
  create trigger proposal_goes_its_way before update of state on proposal for each row
    when ((new.state = 'in-revision' and old.state not in ('agreed', 'in-revision'))
       or (new.state = 'on-map' and old.state not in ('in-revision', 'on-map')))
    execute function proposal_goes_its_way()`;

// What every kind of request has to say at the least; `submissionGaps` says in words what else is missing.
const submitted = `
  create function is_blank(given text) returns boolean language sql immutable as $$
    select regexp_replace(coalesce(given, ''),
      '[\\u0001-\\u0020\\u007F-\\u00A0\\u00AD\\u034F\\u061C\\u115F\\u1160\\u1680\\u17B4\\u17B5\\u180B-\\u180F\\u2000-\\u200F\\u2028-\\u202F\\u205F-\\u206F\\u2800\\u3000\\u3164\\uFE00-\\uFE0F\\uFEFF\\uFFA0\\uFFF9-\\uFFFB\\U000E0000-\\U000E0FFF]',
      '', 'g') = '' $$;

  create function submitted_version_says_something() returns trigger language plpgsql as $$
  declare
    kind constant text := (select p.kind from proposal p where p.id = new.proposal_id);
    said constant jsonb := new.content::jsonb;
  begin
    if is_blank(said ->> 'title')
       or (kind = 'occupation' and is_blank(said ->> 'route'))
       or (kind in ('occupation','standard') and coalesce(jsonb_array_length(said -> 'duties'), 0) = 0)
       or (kind in ('change','option','retirement','dispensation') and is_blank(said #>> '{grounds,explanation}'))
       or (kind = 'dispensation' and is_blank(said ->> 'instead')) then
      raise exception 'a submitted version is not empty' using errcode = 'check_violation';
    end if;
    return new;
  end $$;
  create trigger submitted_version_says_something before insert on proposal_version
    for each row execute function submitted_version_says_something()`;

// Which editions the worker has rebuilt from their operations, and in a sentence how one differs from what is stored.
const verified = `
  create table edition_check (
    edition_no int primary key references edition,
    root_hash text not null,
    fault text check (fault <> ''),
    checked_at timestamptz(3) not null
  );
  create index edition_check_fault on edition_check (edition_no) where fault is not null;
  create trigger at_waymark_now before insert or update on edition_check
    for each row execute function waymark_sets_time('checked_at')`;

/**
 * What the law asks for, held by the database for every new row: times that it sets itself, agreements that somebody
 * decided, versions that say something, editions that are trees and belong to a revision. Rows of before stand.
 */
export class LawInTheDatabase1700000000045 implements MigrationInterface {
  name = 'LawInTheDatabase1700000000045';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [...timesOfLaw, publication, ...trees, agreement, submitted, verified]) await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
