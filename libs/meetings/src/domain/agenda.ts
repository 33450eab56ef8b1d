/** The parts of an agenda, in their order. Consent items are agreed together, without discussion. */
export const sections = ['consent', 'deferred', 'returning', 'ready', 'business'] as const;
export type Section = (typeof sections)[number];

/** What an item is about, by kind and id. */
export type ItemSubject = { kind: string; id: string };

/** An item that could be put on an agenda. */
export type NewItem = ItemSubject & { section: Section; reference: string; title: string; versionNo: number | null };

type Found = ItemSubject & { reference: string; title: string; versionNo: number; returning: boolean };

const same = (a: ItemSubject, b: ItemSubject): boolean => a.kind === b.kind && a.id === b.id;

/**
 * What is to be added to an agenda: what lies before the panel and is not on it yet. What a meeting before deferred is
 * deferred; what came back after a vote of the panel is returning; the rest is ready.
 */
export function toAdd(
  before: readonly Found[],
  deferred: readonly ItemSubject[],
  standing: readonly ItemSubject[],
): NewItem[] {
  return before
    .filter((item) => !standing.some((one) => same(one, item)))
    .map(({ returning, ...item }) => ({
      ...item,
      section: deferred.some((one) => same(one, item)) ? 'deferred' : returning ? 'returning' : 'ready',
    }));
}

/** The agenda with a further item: after the last of its part or of an earlier one, so that nothing else moves. */
export function placed<T extends { section: Section }>(agenda: readonly T[], item: T): T[] {
  const rank = (one: T) => sections.indexOf(one.section);
  const after = agenda.findLastIndex((one) => rank(one) <= rank(item)) + 1;
  return [...agenda.slice(0, after), item, ...agenda.slice(after)];
}

/** The agenda with one item a place earlier or later; the first stays first, and the last last. */
export function moved<T extends { id: string }>(agenda: readonly T[], id: string, way: 'up' | 'down'): T[] {
  const from = agenda.findIndex((one) => one.id === id);
  const to = way === 'up' ? from - 1 : from + 1;
  const [item, other] = [agenda[from], agenda[to]];
  if (item === undefined || other === undefined) return [...agenda];
  return agenda.map((one, index) => (index === from ? other : index === to ? item : one));
}
