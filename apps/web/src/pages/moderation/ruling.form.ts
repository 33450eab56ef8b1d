import { longText, type Reason, refuse, refuseIf } from '@app/kernel';
import {
  type Ground,
  groundsOf,
  markGaps,
  mostPassages,
  outcomes,
  type Passage,
  passagesIn,
  type Ruling,
} from '@app/responses';
import { z } from 'zod';

const keep = 'keep';
const choice = z.enum([keep, ...groundsOf('passage')] as [string, ...string[]]).or(z.literal(''));
const numbers = Array.from({ length: mostPassages }, (_, at) => `ground${at + 1}`);

/** What a moderator sends: what becomes of a text, with its passages marked in it and a ground for each. */
export const rulingForm = z.object({
  outcome: z.enum([...outcomes, 'passed-on'], { error: 'Choose what becomes of the text' }).optional(),
  /** The text with marks round what is to be left out, and as it was marked when the grounds were chosen. */
  marked: longText(12_000).default(''),
  was: longText(12_000).default(''),
  ...Object.fromEntries(numbers.map((name) => [name, choice.default('')])),
  ground: z
    .enum(groundsOf('text') as [Ground, ...Ground[]])
    .or(z.literal(''))
    .default(''),
  reason: longText(1000).default(''),
  seen: z.coerce.number().int(),
  /** `marked` where the page is to be shown as it is marked now, and nothing is decided. */
  show: z.enum(['', 'marked']).default(''),
});
export type RulingGiven = z.infer<typeof rulingForm>;

/** A passage that is marked, and what was chosen for it: a ground, `keep`, or nothing yet. */
export type Marked = { from: number; to: number; choice: string };

/**
 * The passages as they are marked now. A ground stays with the passage that it was chosen for, wherever that stands in the
 * list by now. Null where the marked text is not the text.
 */
export function markedIn(text: string, values: Readonly<Record<string, unknown>>): Marked[] | null {
  const typed = (name: string): string => {
    const value = values[name];
    return typeof value === 'string' ? value.replaceAll('\r\n', '\n') : '';
  };
  const before = passagesIn(text, typed('was')) ?? [];
  const now = passagesIn(text, typed('marked'));
  return (
    now?.map(({ from, to }) => {
      const at = before.findIndex((one) => one.from === from && one.to === to);
      return { from, to, choice: at === -1 ? '' : typed(`ground${at + 1}`) };
    }) ?? null
  );
}

/** The ruling that was sent. @throws Refused with what is missing, beside its field */
export function rulingIn(text: string, given: RulingGiven): Ruling {
  const { outcome, reason, ground } = given;
  if (outcome === 'published') return { outcome, reason };
  if (outcome === 'rejected') {
    return { outcome, reason, ground: ground === '' ? refuse('Choose why it is not published', 'ground') : ground };
  }
  if (outcome !== 'redacted') refuse('Choose what becomes of the text', 'outcome');
  const found = markedIn(text, given);
  refuseIf(markGaps(found));
  const missing = (found ?? []).flatMap(({ choice: chosen }, at): Reason[] =>
    chosen === '' ? [{ field: `ground${at + 1}`, text: `Choose why passage ${at + 1} is left out, or keep it` }] : [],
  );
  refuseIf(missing);
  const passages = (found ?? []).flatMap(({ from, to, choice: chosen }): Passage[] =>
    chosen === keep ? [] : [{ from, to, ground: chosen as Ground }],
  );
  if (passages.length === 0) refuse('You keep every passage: publish the text as it was sent', 'outcome');
  return { outcome, passages, reason };
}
