import type { Reason } from '@app/kernel';
import { type Ground, grounds } from './grounds';

/** A passage of a text, in characters as JavaScript counts them: from the first to before the last. */
type Span = { from: number; to: number };
/** A passage that is left out, and why. */
export type Passage = Span & { ground: Ground };

const [open, close] = ['[[', ']]'];

/** So many passages of one text are left out at most: who wants more rejects it. */
export const mostPassages = 20;

/** A text as a moderator marks it: with `[[` and `]]` round what is to be left out. */
export function marked(text: string, passages: readonly Span[]): string {
  return inOrder(passages).reduceRight(
    (so, { from, to }) => `${so.slice(0, from)}${open}${so.slice(from, to)}${close}${so.slice(to)}`,
    text,
  );
}

/**
 * The passages that somebody marked in a text. Marks that stand in the text itself are part of it. Null where the marked
 * text, without its marks, is not the text; marks that are empty, nested or have no end are no marks.
 */
export function passagesIn(text: string, markedText: string): Span[] | null {
  const spans: Span[] = [];
  let [at, begun]: [number, number | null] = [0, null];
  for (let read = 0; read < markedText.length;) {
    const sign = markedText.slice(read, read + 2);
    const isMark = (begun === null ? sign === open : sign === close) && !goesOn(text, at, markedText, read);
    if (!isMark) {
      if (text[at] !== markedText[read]) return null;
      at += 1;
      read += 1;
      continue;
    }
    if (begun === null) begun = at;
    else {
      if (at === begun) return null;
      spans.push({ from: begun, to: at });
      begun = null;
    }
    read += 2;
  }
  return at === text.length && begun === null ? spans : null;
}

/** Whether the text itself has these two signs here, with what follows them. */
function goesOn(text: string, at: number, markedText: string, read: number): boolean {
  const some = 8;
  const rest = markedText.slice(read, read + some);
  return text.slice(at, at + rest.length) === rest;
}

/** The text that is published in the place of one: where words were left out it says so, and why. */
export function withoutPassages(text: string, passages: readonly Passage[]): string {
  return inOrder(passages).reduceRight(
    (so, { from, to, ground }) => `${so.slice(0, from)}[removed: ${grounds[ground].removed}]${so.slice(to)}`,
    text,
  );
}

/** What is wrong with marks: beside the field that holds the marked text. */
export function markGaps(spans: readonly Span[] | null): Reason[] {
  const field = 'marked';
  if (spans === null) {
    const said = `Change nothing but the marks: put ${open} before and ${close} after each passage to leave out`;
    return [{ field, text: said }];
  }
  if (spans.length === 0) return [{ field, text: `Put ${open} and ${close} round what to leave out` }];
  if (spans.length > mostPassages)
    return [{ field, text: `Mark ${mostPassages} passages or fewer, or do not publish` }];
  return [];
}

const inOrder = <S extends Span>(passages: readonly S[]): S[] => [...passages].sort((a, b) => a.from - b.from);
