import { londonDate } from '@app/kernel';

/** What happened on one day in London, in the order given. */
export type Day<T> = { day: string; rows: readonly T[] };

/** Things that happened one after the other, by their day in London: a long history is read day by day. */
export function byDay<T extends { at: Date }>(rows: readonly T[]): Day<T>[] {
  const days: { day: string; rows: T[] }[] = [];
  for (const row of rows) {
    const day = londonDate(row.at);
    const last = days.at(-1);
    if (last?.day === day) last.rows.push(row);
    else days.push({ day, rows: [row] });
  }
  return days;
}
