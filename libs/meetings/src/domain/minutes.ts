import type { Reason } from '@app/kernel';

/**
 * What the minutes say of one item: a text, the line of its outcome, and whether a later meeting takes it up again.
 * `agreed`: the panel agreed to a change of its map, which an operation of a map revision can stand on; absent otherwise.
 */
export type MinutesEntry = { item: string; text: string; outcome: string; deferred: boolean; agreed?: true };

/** The next version of the minutes: what the writer could not see stays as it stands. */
export function nextEntries(
  standing: readonly MinutesEntry[],
  written: readonly MinutesEntry[],
  unseen: ReadonlySet<string>,
): MinutesEntry[] {
  return [...written.filter(({ item }) => !unseen.has(item)), ...standing.filter(({ item }) => unseen.has(item))];
}

/** Whether minutes can say of an item that the panel agreed to a change of its map: a case has its ballot for that. */
export function canBeAgreed(route: string | null, kind: string): boolean {
  return route !== null && kind === 'business';
}

/** What keeps entries from saying that the panel agreed to a change of its map; `agreed_minute` asks the same in SQL. */
export function agreementGaps(
  route: string | null,
  items: readonly { id: string; subjectKind: string }[],
  entries: readonly MinutesEntry[],
): Reason[] {
  const kinds = new Map(items.map(({ id, subjectKind }) => [id, subjectKind]));
  return entries.flatMap(({ item, text, deferred, agreed }): Reason[] => {
    if (agreed === undefined) return [];
    if (!canBeAgreed(route, kinds.get(item) ?? ''))
      return [
        {
          field: `agreed-${item}`,
          text: 'Only a route panel agrees to a change, of its own map, and a case by its ballot',
        },
      ];
    if (deferred) return [{ field: `agreed-${item}`, text: 'What is deferred is not agreed yet' }];
    return text === '' ? [{ field: `text-${item}`, text: 'Say what the panel agreed to' }] : [];
  });
}

/** The items that the minutes say nothing of yet: they keep the minutes from being agreed. */
export function unminuted(items: readonly { id: string; title: string }[], entries: readonly MinutesEntry[]): string[] {
  const said = new Set(entries.filter(({ text, outcome }) => text !== '' || outcome !== '').map(({ item }) => item));
  return items.filter(({ id }) => !said.has(id)).map(({ title }) => title);
}
