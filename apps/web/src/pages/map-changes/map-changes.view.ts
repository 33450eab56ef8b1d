import { paths } from '@app/kernel';
import type { EditionKind, EditionWithChanges } from '@app/occupational-map';
import { addressOf } from '../maps/map-pages';

/** How an edition came about, in words. */
export const kindWords: Readonly<Record<EditionKind, string>> = {
  'day-to-day': 'Day-to-day change',
  'route-review': 'Route review',
};

/** A page of the list of editions; `editions` holds one more where older ones follow. */
export function changesView(editions: readonly EditionWithChanges[], below: number | null, perPage: number) {
  const shown = editions.slice(0, perPage);
  const last = shown.at(-1);
  return {
    title: 'Changes to the maps',
    section: 'changes',
    editions: shown.map((edition) => ({
      ...edition,
      kindText: kindWords[edition.kind],
      first: edition.changes.slice(0, 10),
      more: edition.changes.slice(10),
      untold: edition.changeCount - edition.changes.length,
    })),
    older: editions.length > perPage && last ? addressOf(paths.mapChanges(), { below: last.no }) : null,
    newest: below === null ? null : paths.mapChanges(),
  };
}
