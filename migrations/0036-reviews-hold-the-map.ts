import type { MigrationInterface, QueryRunner } from 'typeorm';

const guards = `
  -- What is under procedural review may be decided afresh: it is not taken into a map revision, nor put on the map.
  create function proposal_review_guard() returns trigger language plpgsql as $$
  begin
    if exists (select 1 from procedural_review v where v.proposal_id = new.id and v.state in ('asked','considered')) then
      raise exception 'a proposal under procedural review waits for its outcome' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
  create trigger proposal_review_guard before update of state on proposal for each row
    when (old.state <> new.state and new.state in ('in-revision','on-map')) execute function proposal_review_guard();

  -- No plan is approved while a request in it is under review.
  create function revision_review_guard() returns trigger language plpgsql as $$
  begin
    if exists (select 1 from revision_operation o join procedural_review v
        on v.proposal_id = (o.authority ->> 'proposalId')::uuid and v.state in ('asked','considered')
        where o.revision_id = new.id) then
      raise exception 'a map revision waits for the procedural review of what it holds' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
  create trigger revision_review_guard before update of approved_by on revision for each row
    when (new.approved_by is not null and new.approved_by is distinct from old.approved_by)
    execute function revision_review_guard();

  create index procedural_review_under_way on procedural_review (proposal_id) where state in ('asked','considered')`;

/** A procedural review keeps its request from the map until it has ended. */
export class ReviewsHoldTheMap1700000000036 implements MigrationInterface {
  name = 'ReviewsHoldTheMap1700000000036';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(guards);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
