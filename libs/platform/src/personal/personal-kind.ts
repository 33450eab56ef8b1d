import type { Actor } from '@app/kernel';
import type { Reader } from '../database/reader';
import type { Tx } from '../database/tx';

/** Whose data: an address in its normal form (`normalEmail`), and the account that has it, where there is one. */
export type DataSubject = { address: string; personId: string | null };

/** Why personal data may be kept at all: Article 6 of the UK GDPR, as far as it applies here. */
export const lawfulBases = {
  consent: 'Consent: the person asked for it and can stop it',
  'public-task': 'Public task: the maps and the decisions on them are kept under the law',
  'legitimate-interests': 'Legitimate interests: the service is kept safe and its users are told what concerns them',
} as const;
export type LawfulBasis = keyof typeof lawfulBases;

/**
 * How long: so many days after something, after which it is erased (the setting RETENTION_DAYS gives other numbers);
 * until something that happens anyway; or for good, as part of the record, and why.
 */
export type Kept = { days: number; after: string } | { until: string } | { record: string };

/**
 * A row that is held on somebody: what it is erased by, and what it says, as an export hands it out. `thing`: what it is
 * about, where people may have to take no part in that, and then don't read this either.
 */
export type HeldRow = {
  id: string;
  thing: { kind: string; id: string } | null;
  says: Readonly<Record<string, unknown>>;
};

/**
 * One kind of personal data, as the privacy notice tells it and as it is found, erased and swept. `columns` are those of
 * the database that hold it: a spec sees to it that each column with text belongs to a kind.
 */
export type PersonalKind = {
  /** Its name: unique, and how RETENTION_DAYS calls it. */
  key: string;
  what: string;
  whose: string;
  why: string;
  basis: LawfulBasis;
  seenBy: string;
  kept: Kept;
  columns: readonly string[];
  /** What is held of this kind on somebody. */
  held: (reader: Reader, subject: DataSubject) => Promise<HeldRow[]>;
  /** Erases these rows, or takes out of them who it was; null where they stay as part of the record. */
  erase: ((tx: Tx, actor: Actor, ids: readonly string[]) => Promise<void>) | null;
  /** Some of the rows whose time is over: `after` lies before this. Null where no number of days ends them. */
  due: ((reader: Reader, before: Date, limit: number) => Promise<string[]>) | null;
};

type Row = { id: string; thingKind?: string | null; thingId?: string | null } & Record<string, unknown>;

/**
 * The rows of a query as what is held: its column `id` is what they are erased by, `thingKind` and `thingId` are what
 * they are about, the others are what they say.
 */
export async function heldRows(reader: Reader, sql: string, params: readonly unknown[]): Promise<HeldRow[]> {
  const rows = await reader.rows<Row>(sql, params);
  return rows.map(({ id, thingKind, thingId, ...says }) => ({
    id,
    thing: thingKind && thingId ? { kind: thingKind, id: thingId } : null,
    says,
  }));
}

/** `due` by a query that takes the instant and how many rows, and gives their ids. */
export function dueBy(sql: string): NonNullable<PersonalKind['due']> {
  return async (reader, before, limit) => {
    const rows = await reader.rows<{ id: string }>(sql, [before, limit]);
    return rows.map(({ id }) => id);
  };
}

/** `erase` by one statement that takes the ids. */
export function eraseBy(sql: string): NonNullable<PersonalKind['erase']> {
  return async (tx, _actor, ids) => {
    await tx.rows(sql, [ids]);
  };
}
