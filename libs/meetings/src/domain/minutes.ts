/** What the minutes say of one item: a text, the line of its outcome, and whether a later meeting takes it up again. */
export type MinutesEntry = { item: string; text: string; outcome: string; deferred: boolean };

/** The next version of the minutes: what the writer could not see stays as it stands. */
export function nextEntries(
  standing: readonly MinutesEntry[],
  written: readonly MinutesEntry[],
  unseen: ReadonlySet<string>,
): MinutesEntry[] {
  return [...written.filter(({ item }) => !unseen.has(item)), ...standing.filter(({ item }) => unseen.has(item))];
}

/** The items that the minutes say nothing of yet: they keep the minutes from being agreed. */
export function unminuted(items: readonly { id: string; title: string }[], entries: readonly MinutesEntry[]): string[] {
  const said = new Set(entries.filter(({ text, outcome }) => text !== '' || outcome !== '').map(({ item }) => item));
  return items.filter(({ id }) => !said.has(id)).map(({ title }) => title);
}
