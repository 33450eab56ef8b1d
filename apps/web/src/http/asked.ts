import { cleanText, oneLine, type Reason, Refused, shortText } from '@app/kernel';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Form } from './forms';

/**
 * The filters of a list, file or feed: what may stand after the `?` of its address, by name, each with its schema. Such
 * a schema reads a text that is not empty, and its messages say what to enter; one of `several` reads a list of them.
 */
export type Filters = Readonly<Record<string, z.ZodType<unknown, string>>>;

/** What an address asks for; null where it does not name the filter, or leaves it empty. */
export type AskedOf<F extends Filters> = { [K in keyof F]: z.output<F[K]> | null };

/** What an address asks for, for a list with a form: what could not be read is open, and said beside its field. */
export type AskedBesideOf<F extends Filters> = { asked: AskedOf<F>; form: Form };

/** An address asks for something that cannot be read. It is refused by the names of the filters: never "everything". */
export class NotUnderstood extends Refused {}

/** The filters of this request, for a controller. @throws NotUnderstood. Names that are not declared count for nothing. */
export const Asked = createParamDecorator((filters: Filters, context: ExecutionContext) =>
  asked(filters, queryOf(context)),
);

/** The same, for a page that shows its form with what is wrong beside each field: it answers 422 then. */
export const AskedBeside = createParamDecorator((filters: Filters, context: ExecutionContext) => {
  const query = queryOf(context);
  const { values, reasons } = read(filters, query);
  const typed = Object.keys(filters).map((name) => [name, typeof query[name] === 'string' ? query[name] : '']);
  return { asked: values, form: new Form(Object.fromEntries(typed) as Record<string, string>, { errors: reasons }) };
});

/** Reads a query by its filters. @throws NotUnderstood naming every filter that cannot be read */
export function asked<F extends Filters>(filters: F, query: Readonly<Record<string, unknown>>): AskedOf<F> {
  const { values, reasons } = read(filters, query);
  if (reasons.length > 0) throw new NotUnderstood(reasons);
  return values;
}

/** Throws for a filter that can be read, and names nothing that there is. */
export function notOnList(name: string, text = 'Choose one of the list'): never {
  throw new NotUnderstood([{ field: name, text }]);
}

const queryOf = (context: ExecutionContext): Readonly<Record<string, unknown>> =>
  (context.switchToHttp().getRequest<FastifyRequest>().query ?? {}) as Record<string, unknown>;

function read<F extends Filters>(filters: F, query: Readonly<Record<string, unknown>>) {
  const [values, reasons] = [{} as Record<string, unknown>, [] as Reason[]];
  for (const [name, schema] of Object.entries(filters)) {
    const found = readOne(schema, query[name]);
    values[name] = 'wrong' in found ? null : found.value;
    if ('wrong' in found) reasons.push({ field: name, text: found.wrong });
  }
  return { values: values as AskedOf<F>, reasons };
}

type One = { value: unknown } | { wrong: string };

function readOne(schema: z.ZodType<unknown, string>, given: unknown): One {
  if (given === undefined) return { value: null };
  const list = severals.get(schema);
  if (list !== undefined) return readSeveral(list, Array.isArray(given) ? given : [given]);
  if (typeof given !== 'string') return { wrong: 'Give it once' };
  if (/\p{Cc}/u.test(given)) return { wrong: 'Leave out what is no letter, number or sign' };
  const text = cleanText(given, 'one-line');
  if (text === '') return { value: null };
  const found = schema.safeParse(text);
  return found.success ? { value: found.data } : { wrong: found.error.issues[0]?.message ?? 'Enter something else' };
}

type Several = { one: z.ZodType<unknown, string>; most: number; text: string };
const severals = new WeakMap<z.ZodType, Several>();

/**
 * What may stand in an address as often as it is wanted under one name: each is read by `one`, in the order of the
 * address. @param text what is said where there are more than `most` that differ
 */
export function several<T extends z.ZodType<unknown, string>>(one: T, most: number, text: string) {
  const list = shortText().transform((): z.output<T>[] => []);
  severals.set(list, { one, most, text });
  return list;
}

function readSeveral({ one, most, text }: Several, given: readonly unknown[]): One {
  const read = given.map((each) => readOne(one, each));
  const wrong = read.find((each) => 'wrong' in each);
  if (wrong !== undefined) return wrong;
  const values = read.flatMap((each) => ('value' in each && each.value !== null ? [each.value] : []));
  // Whoever repeats one thing a thousand times is told the same.
  if (new Set(values).size > most || values.length > 2 * most) return { wrong: text };
  return { value: values.length === 0 ? null : values };
}

/** One of these values, as the select of the form has them. */
export const choice = <const T extends string>(values: readonly T[], text = 'Choose one of the list') =>
  z.enum(values as readonly [T, ...T[]], text);

/** Words to look for. */
export const words = (most = 100) => oneLine(most);

/** A short name in an address, like that of a route. */
export const slug = shortText().regex(/^[a-z0-9-]{1,60}$/, 'Choose one of the list');

/** A whole number between two others. */
export const whole = (least: number, most: number, text = `Enter a whole number from ${least} to ${most}`) =>
  shortText()
    .regex(/^\d{1,10}$/, text)
    .transform(Number)
    .pipe(z.number().min(least, text).max(most, text));

/** The reference of an occupation, in any case. */
export const occupationReference = shortText()
  .regex(/^occ\w{1,12}$/i, 'Enter the reference of an occupation, like OCC0116')
  .transform((given) => given.toUpperCase());

/** What is said of a place in a list that cannot be read. */
export const placeText = 'Follow the link of the page before, or leave it out';

/** Where a page of a list begins: the id that the link of the page before it ends with. */
export const placeById = z.uuid(placeText).transform((id) => id.toLowerCase());

/** The same, by a number. */
export const placeByNumber = whole(1, 2_000_000_000, placeText);

/** What a day in London, `2026-11-24`, stands for, as a function of ours has it. It may throw Refused. */
export const dayAs = <T>(read: (day: string) => T) =>
  shortText().transform((day, context): T => {
    try {
      return read(day);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      context.addIssue(error.message);
      return z.NEVER;
    }
  });

/** Whether it is a day that there is, as 2026-11-24. */
export const isDay = (text: string): boolean => z.iso.date().safeParse(text).success;

/** The same, of a form of its own. */
export const placeLike = (form: RegExp) => shortText().regex(form, placeText);

/** The instant part of such a place. */
export const placeInTime = z.iso.datetime({ error: placeText }).transform((given) => new Date(given));

/**
 * What an address carries along and filters nothing: the way back after saving, what a form is filled in with. By its
 * name, or all of it; what stands there twice, or is no text, is not there.
 */
export const Carried = createParamDecorator((name: string | undefined, context: ExecutionContext) => {
  const texts = Object.entries(queryOf(context)).filter(
    ([, value]) => typeof value === 'string' && !/\p{Cc}/u.test(value),
  );
  const carried = Object.fromEntries(texts) as Readonly<Record<string, string>>;
  return name === undefined ? carried : carried[name];
});

/** A place that an address names in two parts; null where it names neither. @throws NotUnderstood for one without the other */
export function placeInTwo<A, B>(first: [string, A | null], second: [string, B | null]): [A, B] | null {
  if (first[1] !== null && second[1] !== null) return [first[1], second[1]];
  if (first[1] === null && second[1] === null) return null;
  return notOnList(first[1] === null ? first[0] : second[0], placeText);
}
