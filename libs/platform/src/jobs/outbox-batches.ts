/** A row that is to be looked at: what reacts to which kind of event, and how many times it was taken up. */
export type OpenRow = { id: string; type: string; reaction: string; attempt: number };

/**
 * Rows that are run together, one batch after the other: those of one reaction to one kind of event, as many as it takes
 * at once. What was taken up before goes by itself, so that a row which fails again and again keeps no other from going
 * with its kind.
 */
export function batchesOf<R extends OpenRow>(rows: readonly R[], most: (row: R) => number): R[][] {
  const batches: R[][] = [];
  const open = new Map<string, R[]>();
  for (const row of rows) {
    const kind = `${row.type} ${row.reaction}`;
    const batch = row.attempt > 1 ? undefined : open.get(kind);
    if (batch !== undefined && batch.length < most(row)) {
      batch.push(row);
      continue;
    }
    const begun = [row];
    batches.push(begun);
    if (row.attempt <= 1) open.set(kind, begun);
  }
  return batches;
}
