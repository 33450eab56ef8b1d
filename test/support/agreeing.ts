import { newId } from '@app/kernel';
import type { Tx } from '@app/platform';

/**
 * The rows of a ballot of the committee, or of the panel of its route, that approved the last version of a request: for
 * tests of what follows, where nobody votes. The request itself is moved on by the test.
 */
export async function approvedBy(tx: Tx, stage: 'committee' | 'panel', proposalId: string): Promise<void> {
  const [panelId, rulesId, person, ballot] = [newId(), newId(), newId(), newId()];
  await tx.rows(
    `insert into person (id, email, email_normal, name) values ($1::uuid, $1::uuid || '@example.test', $1::uuid || '@example.test', 'A member')`,
    [person],
  );
  const route = stage === 'committee' ? 'null' : `(select route from proposal where id = '${proposalId}')`;
  await tx.rows(
    `insert into panel (id, slug, name, route) select $1::uuid, $1::uuid, 'For a test', ${route}
     where not exists (select 1 from panel where route is not distinct from ${route})`,
    [panelId],
  );
  await tx.rows(
    `insert into panel_rules (id, panel_id, no, quorum_percent, quorum_floor, threshold_percent, blocking_rejects,
       chair_blocks, casting_vote)
     select $1, p.id, 1 + coalesce((select max(no) from panel_rules r where r.panel_id = p.id), 0), 50, 1, 50, 0, false, false
     from panel p where p.route is not distinct from ${route}`,
    [rulesId],
  );
  await tx.rows(
    `insert into ballot (id, panel_id, stage, subject_kind, subject_id, version_id, content_hash, subject_reference,
       subject_title, version_no, rules_id, electors, opening_key, opened_by, opened_at, closes_at)
     select $1, r.panel_id, $2, 'proposal', v.proposal_id, v.id, v.content_hash, 'For a test', 'For a test', v.no, r.id, 1,
       $1, $3, waymark_now(), waymark_now() + interval '1 day'
     from proposal_version v, panel_rules r where r.id = $4 and v.proposal_id = $5 order by v.no desc limit 1`,
    [ballot, stage, person, rulesId, proposalId],
  );
  await tx.rows(`insert into ballot_elector (ballot_id, person_id, chair) values ($1, $2, true)`, [ballot, person]);
  await tx.rows(
    `update ballot set closed_at = waymark_now(), closed_by = $2, closing_key = $1, outcome = 'approve' where id = $1`,
    [ballot, person],
  );
  await tx.rows(
    `insert into decision (id, ballot_id, kind, subject_kind, subject_id, content_hash, outcome, reasons, rules, tally, decided_by)
     select gen_random_uuid(), id, case stage when 'panel' then 'recommendation' else 'decision' end, subject_kind, subject_id,
       content_hash, outcome, 'Yes.', '{}', '{}', closed_by from ballot where id = $1`,
    [ballot],
  );
}

/** What a test may say of an operation: that the panels of these routes agreed to it in their minutes. */
export type AgreedMinutes = { by: 'minutes'; items: { meetingId: string; itemId: string }[] };

/** The same as a form sends it. */
export const asTyped = ({ by, items }: AgreedMinutes): { by: string; items: string[] } => ({
  by,
  items: items.map(({ meetingId, itemId }) => `${meetingId}/${itemId}`),
});

/** The rows of one meeting of the panel of each route, whose agreed minutes say that it agreed to a change of its map. */
export async function agreedMinutes(tx: Tx, routes: readonly string[]): Promise<AgreedMinutes> {
  const person = newId();
  await tx.rows(
    `insert into person (id, email, email_normal, name)
     values ($1::uuid, $1::uuid || '@example.test', $1::uuid || '@example.test', 'A chair')`,
    [person],
  );
  await tx.rows(
    `insert into panel (id, slug, name, route) select gen_random_uuid(), of.slug, 'Panel of ' || of.slug, of.slug
     from unnest($1::text[]) as of (slug) where not exists (select 1 from panel p where p.route = of.slug)`,
    [routes],
  );
  const items = await tx.rows<{ meetingId: string; itemId: string }>(
    `insert into meeting (id, panel_id, no, starts_at, place, link, version)
     select gen_random_uuid(), p.id, 1 + coalesce((select max(no) from meeting m where m.panel_id = p.id), 0),
       waymark_now() - interval '1 hour', 'Here', '', 1
     from panel p where p.route = any($1::text[])
     returning id as "meetingId", gen_random_uuid() as "itemId"`,
    [routes],
  );
  for (const { meetingId, itemId } of items) {
    const entries = [{ item: itemId, text: 'The panel agreed.', outcome: 'Agreed', deferred: false, agreed: true }];
    await tx.rows(
      `insert into meeting_item (id, meeting_id, position, section, subject_kind, subject_id, reference, title, note)
       values ($1, $2, 1, 'business', 'business', $1, '', 'A change of the map', '')`,
      [itemId, meetingId],
    );
    await tx.rows(`insert into meeting_minutes (meeting_id, no, entries, written_by) values ($1, 1, $2, $3)`, [
      meetingId,
      JSON.stringify(entries),
      person,
    ]);
    await tx.rows(
      `update meeting set minutes_no = 1, minutes_agreed_at = waymark_now(), minutes_agreed_by = $2 where id = $1`,
      [meetingId, person],
    );
  }
  return { by: 'minutes', items: items.map(({ meetingId, itemId }) => ({ meetingId, itemId })) };
}
