import { refuse } from '@app/kernel';

/** A part of a list, and the cursor of the part that follows; null at the end. */
export type Part<T> = { items: T[]; next: string | null };

/** The cursor that begins after the item with this key. Clients send it back as they got it. */
export const cursorOf = (key: string): string => Buffer.from(key).toString('base64url');

/** The key that a cursor stands for. @throws Refused for what we never gave out */
export function keyOf(cursor: string): string {
  const key = Buffer.from(cursor, 'base64url').toString();
  return cursorOf(key) === cursor ? key : unknownCursor();
}

/**
 * The items after the one that the cursor names, at most `limit`. The list is in the same order each time: it is that
 * of one edition.
 * @throws Refused for a cursor of another list
 */
export function partOf<T>(
  list: readonly T[],
  { after, limit }: { after?: string; limit: number },
  keyIn: (item: T) => string,
): Part<T> {
  const key = after === undefined ? null : keyOf(after);
  const last = key === null ? -1 : list.findIndex((item) => keyIn(item) === key);
  if (key !== null && last === -1) return unknownCursor();
  const items = list.slice(last + 1, last + 1 + limit);
  const end = items.at(-1);
  return { items, next: end !== undefined && last + 1 + limit < list.length ? cursorOf(keyIn(end)) : null };
}

/** The number that a cursor of a list by number stands for. @throws Refused */
export function numberAfter(cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  const key = keyOf(cursor);
  return /^[1-9]\d{0,8}$/.test(key) ? Number(key) : unknownCursor();
}

function unknownCursor(): never {
  return refuse('after is not a cursor of this list: take it from the next link', 'after');
}
