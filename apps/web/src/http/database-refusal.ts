/** What the database refused of what a form brought, as the person reads it and as the log tells it to us. */
export type DatabaseRefusal = {
  status: 409 | 422;
  text: string;
  /** The name of the rule, never a value: a rule that the form's schema should have known. */
  fault: { sqlState: string; rule: string };
};

const taken = 'This is there already: it may have been sent twice, or somebody was faster. Check what is there now';
const unreadable = 'Something in it contains a character that cannot be stored. Type that part again';
const outside = 'A number or date in it is too large or too small. Check what you entered';
const against = 'Something in it cannot be stored. Check what you entered, and change it';

/** SQLSTATEs by which PostgreSQL says that values are wrong, not that it is unwell. */
const said: Readonly<Record<string, string>> = {
  '22001': against,
  '22003': outside,
  '22007': outside,
  '22008': outside,
  '22021': unreadable,
  '22P05': unreadable,
  '23001': against,
  '23502': against,
  '23503': against,
  '23505': taken,
  '23514': against,
  '23P01': taken,
};

/**
 * The net under all forms: a rule of the database that no schema or rule of ours refused first is refused to the person,
 * with the form as it was typed, and is a fault of ours in the log. Null for every other error.
 */
export function databaseRefusal(error: unknown): DatabaseRefusal | null {
  const { code, constraint, where, column, table } = (error ?? {}) as Partial<Record<string, string>>;
  const text = said[code ?? ''];
  if (text === undefined) return null;
  // A trigger's RAISE names no constraint; what PostgreSQL says beside the name of the function may hold values.
  const [, trigger] = /PL\/pgSQL function (?:\w+\.)?(\w+)\(/.exec(where ?? '') ?? [];
  const rule = constraint ?? trigger ?? [table, column].filter(Boolean).join('.');
  return { status: text === taken ? 409 : 422, text, fault: { sqlState: code ?? '', rule } };
}
