import { differenceOfTexts, type Piece } from '@app/proposals';
import { Form } from '../../http/forms';

/**
 * One field of a page that edits a draft: its name in the form, what it is called, what stands there now, and how a
 * value of it reads where that is not the value itself. `told` is not in the form: it only stands on the page.
 */
export type DraftField = {
  name: string;
  label: string;
  now: unknown;
  says?: (value: string) => string;
  told?: true;
};

/** One field after a stale save: what somebody else did there, and what differs between their text and what was typed. */
export type BothTexts = {
  label: string;
  is: 'theirs' | 'both';
  now: string;
  difference: readonly Piece[];
};

/** What a page of a draft needs so that nobody's text is lost: the form, the fields that meet, and what it was read as. */
export type Met = { form: Form; met: BothTexts[] | null; was: string };

/** What a form is read as: it carries this, to tell what somebody else changed since. */
export const valuesOf = (fields: readonly DraftField[]): string =>
  JSON.stringify(Object.fromEntries(fields.map(({ name, now }) => [name, now])));

/**
 * After a stale save both texts are kept, field by field: what only the other person changed is taken over, what only
 * this one changed stays typed, and where both changed the same, what was typed stays in the form beside the difference.
 * The form carries what it was read as; without that, every field that differs counts as changed by both.
 */
export function bothTexts(form: Form, fields: readonly DraftField[]): Met {
  const was = valuesOf(fields);
  if (!form.stale) return { form, met: null, was: textOf(form.value('was')) || was };
  const before = valuesRead(form.value('was'));
  const values: Record<string, unknown> = { ...form.values };
  const met = fields.flatMap((field): BothTexts[] => {
    const { name, label, now } = field;
    const [theirs, typed, began] = [now, field.told ? before?.[name] : form.value(name), before?.[name]];
    if (reads(field, theirs) === reads(field, typed)) return [];
    const known = before !== null && name in before;
    if (known && reads(field, began) === reads(field, theirs)) return [];
    const only = known && reads(field, began) === reads(field, typed);
    if (only) values[name] = theirs;
    const difference = differenceOfTexts(reads(field, theirs), reads(field, typed));
    const changed = differenceOfTexts(reads(field, began), reads(field, theirs));
    return [
      { label, is: only ? 'theirs' : 'both', now: reads(field, theirs), difference: only ? changed : difference },
    ];
  });
  return { form: form.with(values), met, was };
}

/** A value as a reader sees it; line ends as browsers send them are line ends. */
function reads({ says = (value) => value }: DraftField, value: unknown): string {
  const list = [value ?? []].flat().map((one) => textOf(one).replaceAll('\r\n', '\n').trim());
  return list
    .filter((one) => one !== '')
    .map(says)
    .join(', ');
}

/** A form holds texts and numbers; whatever else is sent says nothing. */
const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** What the form says it was read as; null where it does not say so. */
function valuesRead(was: unknown): Readonly<Record<string, unknown>> | null {
  try {
    const read: unknown = JSON.parse(textOf(was));
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
