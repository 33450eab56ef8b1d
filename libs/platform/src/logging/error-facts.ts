import { NotFound, Refused } from '@app/kernel';

/**
 * What may be told of an error in a log: its kind, its codes, the names of what it happened to in the database, and
 * where in the code. Never its message: that of PostgreSQL holds rows and parameters, that of a mail server addresses.
 */
export type ErrorFacts = {
  type: string;
  /** Only of mistakes in the code (TypeError, ReferenceError), without what they quote. */
  message?: string;
  code?: string;
  syscall?: string;
  constraint?: string;
  table?: string;
  column?: string;
  routine?: string;
  statusCode?: number;
  /** What a mail server answered. */
  responseCode?: number;
  stack?: string;
  cause?: ErrorFacts;
};

const names = ['code', 'syscall', 'constraint', 'table', 'column', 'routine'] as const;
const numbers = ['statusCode', 'responseCode'] as const;
const mistakes: readonly unknown[] = [TypeError, ReferenceError];
const mostCauses = 3;

/** The facts of an error, and of what caused it. */
export function factsOf(error: unknown, depth = 0): ErrorFacts {
  if (!(error instanceof Error)) return { type: typeof error };
  const given = error as unknown as Readonly<Record<string, unknown>>;
  const facts: ErrorFacts = { type: nameIn(error.name) ?? 'Error' };
  for (const name of names) {
    const value = nameIn(given[name]);
    if (value !== undefined) facts[name] = value;
  }
  for (const name of numbers) if (typeof given[name] === 'number') facts[name] = given[name];
  if (mistakes.includes(error.constructor) && facts.code === undefined) facts.message = withoutQuotes(error.message);
  facts.stack = framesOf(error.stack, error.message);
  if (error.cause !== undefined && depth < mostCauses) facts.cause = factsOf(error.cause, depth + 1);
  return facts;
}

/** The same in a few words, for where it stands beside a row: `QueryFailedError 23514 (person_name_check of person)`. */
export function inShort(error: unknown): string {
  // These say in our own words what the rules refuse: they are made to be read by people.
  if (error instanceof Refused || error instanceof NotFound) return error.message;
  const { type, code, responseCode, constraint, table } = factsOf(error);
  const place = [constraint, table].filter((name) => name !== undefined).join(' of ');
  return [type, code, responseCode, place === '' ? undefined : `(${place})`]
    .filter((part) => part !== undefined)
    .join(' ');
}

/** The sentence with which a program ends: our own as they are, what the database says in short. */
export function lastSentence(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as { code?: unknown };
  const ofDatabase = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && /\d/.test(code);
  return ofDatabase ? inShort(error) : error.message || error.name;
}

/** Where in the code, without the message, which may look like that itself. */
export function framesOf(stack: string | undefined, message = ''): string {
  const from = message === '' ? 0 : (stack?.indexOf(message) ?? -1);
  const frames = (stack ?? '').slice(from === -1 ? 0 : from + message.length).split('\n');
  return frames
    .filter((line) => /^ {4}at (?:[\w$.<>#[\] ]+ \()?(?:file:\/\/|node:|\/|[A-Z]:\\)[^()\s]+:\d+:\d+\)?$/.test(line))
    .join('\n');
}

const nameIn = (value: unknown): string | undefined =>
  typeof value === 'string' && /^[\w$. -]{1,80}$/.test(value) ? value : undefined;

const withoutQuotes = (message: string): string =>
  message
    .replaceAll(/(["'`]).*?\1/gs, '…')
    .replaceAll(/reading .*\)/gs, 'reading …)')
    .slice(0, 200);
