import {
  cleanList,
  isListOfLines,
  type Longest,
  longestOf,
  losesMarks,
  newId,
  type Reason,
  Refused,
  Stale,
} from '@app/kernel';
import { OnlyShown, shownBecause, TooLarge } from '@app/platform';
import { z } from 'zod';
import type { Answer } from './answers';
import { databaseRefusal } from './database-refusal';
import { dateOf, twice } from './fields';

type Values = Readonly<Record<string, unknown>>;

/** The items that a pasted list becomes, and the field that it was pasted into. */
export type PastedList = { field: string; items: readonly string[] };

/** What a form is beside its values, where it comes back or is shown for the first time. */
type Shown = {
  errors?: readonly Reason[];
  /** Somebody changed the thing meanwhile: the page keeps both texts. */
  stale?: boolean;
  /** Lists that were pasted with their marks: what they become is shown before anything is stored. */
  pasted?: readonly PastedList[];
  /** Why the form comes back although nothing is wrong with it. */
  notice?: string;
  /** What reads it: it knows how long each text may be. */
  schema?: z.ZodType;
  isFirst?: boolean;
};

/** A form as a page shows it: what was typed, and what is wrong with it. Templates ask `error`, `value` and `longest`. */
export class Form {
  constructor(
    readonly values: Values,
    private readonly shown: Shown = {},
  ) {}

  /** Whether nobody has sent it yet. */
  get isFirst(): boolean {
    return this.shown.isFirst ?? false;
  }

  get errors(): readonly Reason[] {
    return this.shown.errors ?? [];
  }

  get stale(): boolean {
    return this.shown.stale ?? false;
  }

  get pasted(): readonly PastedList[] {
    return this.shown.pasted ?? [];
  }

  get notice(): string | null {
    return this.shown.notice ?? null;
  }

  /** The form of a page that is opened: with the key of its one use. */
  static first(schema: z.ZodType): Form {
    return new Form({ key: newId() }, { schema, isFirst: true });
  }

  /** The same form with other values in it. */
  with(values: Values): Form {
    return new Form(values, this.shown);
  }

  /** The same form with nothing typed, for its twins on a page that has one for each row. */
  get blank(): Form {
    return new Form({}, { schema: this.shown.schema });
  }

  /** The same form with what stands there now, unless it was sent already: then what was typed stays. */
  beginning(values: Values): Form {
    return this.isFirst ? this.with({ ...this.values, ...values }) : this;
  }

  /** The message beside a field, as govuk macros take it. */
  error(field: string): { text: string } | undefined {
    const found = this.errors.find((reason) => reason.field === field);
    return found === undefined ? undefined : { text: found.text };
  }

  /** What was typed into a field, or what stands there now. */
  value(field: string): unknown {
    return this.values[field];
  }

  /** How many characters a text may have, or each of the lines of a list; null where nothing is counted. */
  longest(field: string): Longest | null {
    return longestOf(this.shown.schema, field);
  }

  /** The two instants that a typed time may mean in the hour that the clocks repeat, as choices; else none. */
  twice(time: string, day: string | { day: string; month: string; year: string }): ReturnType<typeof twice> {
    const typed = (field: string): string => {
      const value = this.values[field];
      return typeof value === 'string' ? value.trim() : '';
    };
    const date =
      typeof day === 'string'
        ? typed(day)
        : dateOf({ day: typed(day.day), month: typed(day.month), year: typed(day.year) });
    return twice(date, typed(time).padStart(5, '0'));
  }

  /** Whether a checkbox or radio of that value is chosen. */
  has(field: string, value: string): boolean {
    const chosen = this.values[field];
    return Array.isArray(chosen) ? chosen.includes(value) : chosen === value;
  }

  /** The error summary's list: each entry leads to its field. */
  get summary(): { text: string; href?: string }[] {
    return this.errors.map(({ field, text }) => (field === undefined ? { text } : { text, href: `#${field}` }));
  }
}

/**
 * Answers a submitted form: reads it by its schema, acts, and on any refusal shows the form again with what was typed:
 * 422 for what the schema or the rules refuse (413 for a file that is too large), 409 when somebody else was faster.
 * What has expired, or comes after its session, is shown again and not done. What only the database refuses is shown the same way, and logged: the schema lacks a twin of that rule.
 */
export async function answer<S extends z.ZodType>(
  body: unknown,
  schema: S,
  act: (input: z.infer<S>) => Promise<Answer>,
  show: (form: Form) => Answer | Promise<Answer>,
): Promise<Answer> {
  const values = (body ?? {}) as Values;
  const notice = shownBecause();
  if (notice !== null) {
    const shown = await again(show, new Form(values, { schema, notice }), 422);
    // Where its page leads on, since there is nothing to fill in any more, the text would be lost.
    return shown.kind === 'page' ? shown : Promise.reject(new OnlyShown(notice));
  }
  const parsed = schema.safeParse(values, { error: inWords });
  if (!parsed.success) return again(show, new Form(values, { schema, errors: reasonsOf(parsed.error) }), 422);
  const pasted = pastedInto(schema, values);
  if (pasted.length > 0) return again(show, withItems(schema, values, pasted), 200);
  try {
    return await act(parsed.data);
  } catch (error) {
    if (error instanceof Refused) {
      return again(show, new Form(values, { schema, errors: error.reasons }), error instanceof TooLarge ? 413 : 422);
    }
    if (error instanceof Stale)
      return again(show, new Form(values, { schema, errors: [{ text: error.message }], stale: true }), 409);
    const refusal = databaseRefusal(error);
    if (refusal === null) throw error;
    const shown = await again(show, new Form(values, { schema, errors: [{ text: refusal.text }] }), refusal.status);
    if (shown.kind !== 'page') throw error;
    return { ...shown, fault: refusal.fault };
  }
}

/** The lists of a form whose lines lose marks: shown without them, they are saved when the form is sent again. */
function pastedInto(schema: z.ZodType, values: Values): PastedList[] {
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape).flatMap(([field, of]): PastedList[] => {
    const given = values[field];
    if (typeof given !== 'string' || !isListOfLines(of) || !losesMarks(given)) return [];
    return [{ field, items: cleanList(given) }];
  });
}

function withItems(schema: z.ZodType, values: Values, pasted: readonly PastedList[]): Form {
  const texts = pasted.map(({ field, items }): [string, string] => [field, items.join('\n')]);
  return new Form({ ...values, ...Object.fromEntries(texts) }, { schema, pasted });
}

async function again(show: (form: Form) => Answer | Promise<Answer>, form: Form, status: number): Promise<Answer> {
  const shown = await show(form);
  return shown.kind === 'page' ? { ...shown, status } : shown;
}

/** What is said where a schema has no words of its own: of a field that no page sends so. */
export function inWords(issue: z.core.$ZodRawIssue): string {
  if (issue.code === 'too_big' && issue.origin === 'string') return `Enter ${issue.maximum} characters or fewer`;
  return 'Enter or choose this again: it could not be read';
}

/** One reason per field, the first that zod found; the field is the path's first part. */
function reasonsOf(error: z.ZodError): Reason[] {
  const reasons = new Map<string, Reason>();
  for (const issue of error.issues) {
    const field = issue.path.length === 0 ? '' : String(issue.path[0]);
    if (!reasons.has(field))
      reasons.set(field, field === '' ? { text: issue.message } : { field, text: issue.message });
  }
  return [...reasons.values()];
}
