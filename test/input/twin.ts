import type { Name } from '../leak/people';

/** A CHECK that an input can reach, a form that brings what it refuses, and what is said beside which field. */
export type Twin = {
  check: string;
  who: Name | 'anonymous';
  /** The route of the form; `set` goes over what stands in it as its page shows it. */
  route: string;
  set: Readonly<Record<string, string>>;
  field: string;
  says: string;
};

export const key = '01890000-0000-7000-8000-000000000000';
/** What forms carry that this world shows to nobody just now: their schema is asked before the state of the thing. */
export const carried = {
  key,
  version: '1',
  seen: '0',
  contentHash: 'a',
  day: '31',
  month: '3',
  year: '2027',
  time: '17:00',
};

type Row = readonly [check: string, set: Readonly<Record<string, string>>, field: string, says: string];
/** The twins of one form, as one person sends it. */
export const on = (who: Twin['who'], route: string, ...rows: readonly Row[]): Twin[] =>
  rows.map(([check, set, field, says]) => ({ check, who, route, set, field, says }));
