import type { Tx } from '@app/platform';
import { placesChanged } from './domain/drafting';
import type { Proposal } from './proposal.entity';

/** So many changes of others are looked through; a page that is older has to be read again. */
const most = 100;

/**
 * The places of a draft that were changed after this version of it was read. Null where something else was done to it
 * since, or nobody can tell.
 */
export async function changedSince(tx: Tx, { id, version }: Proposal, readVersion: number): Promise<string[] | null> {
  const steps = version - readVersion;
  if (steps === 0) return [];
  if (steps < 0 || steps > most) return null;
  const events = await tx.rows<{ content: string }>(
    `select content from event where subject_kind = 'proposal' and subject_id = $1 and type = 'proposal.amended'
       and (content::jsonb ->> 'version')::int > $2 order by subject_no`,
    [id, readVersion],
  );
  if (events.length !== steps) return null;
  return events.flatMap(({ content }) => {
    const { before, after } = JSON.parse(content) as { before: object; after: object };
    return placesChanged(before, after);
  });
}

/** Whether an addition with this id was made to the draft, be it by the same form that is sent a second time. */
export async function isAdded(tx: Tx, id: string, addition: string): Promise<boolean> {
  const found = await tx.one(
    `select 1 from event where subject_kind = 'proposal' and subject_id = $1 and type = 'proposal.amended'
       and content::jsonb ->> 'addition' = $2 limit 1`,
    [id, addition],
  );
  return found !== null;
}
