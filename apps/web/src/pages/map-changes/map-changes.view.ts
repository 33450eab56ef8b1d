import { paths } from '@app/kernel';
import type { EditionKind, EditionWithChanges, PublishedMap, Touched } from '@app/occupational-map';
import type { AuthorityWords } from '@app/revisions';
import { addressOf } from '../maps/map-pages';
import { authorityLines } from '../revisions/authority-links';

/** How an edition came about, in words. */
export const kindWords: Readonly<Record<EditionKind, string>> = {
  'day-to-day': 'Day-to-day change',
  'route-review': 'Route review',
};
export const editionKinds = Object.keys(kindWords) as EditionKind[];

const listWords = { new: 'New', changed: 'Changed', off: 'Retired or taken off' } as const;
const longestList = 200;

type Shown = {
  map: PublishedMap;
  editions: readonly EditionWithChanges[];
  touched: readonly Touched[];
  /** On whose word the changes of an edition stand, by its number. */
  authorities: ReadonlyMap<number, readonly AuthorityWords[]>;
};
type Part = { below: number | null; kind: EditionKind | null; perPage: number };

/** A page of the list of editions; `editions` holds one more where older ones follow. */
export function changesView({ map, editions, touched, authorities }: Shown, { below, kind, perPage }: Part) {
  const shown = editions.slice(0, perPage);
  const last = shown.at(-1);
  const at = (one: EditionKind | null) => addressOf(paths.mapChanges(), { kind: one });
  return {
    title: 'Changes to the maps',
    section: 'changes',
    kinds: [
      { text: 'All', href: at(null), chosen: kind === null },
      { text: 'Day-to-day changes', href: at('day-to-day'), chosen: kind === 'day-to-day' },
      { text: 'Route reviews', href: at('route-review'), chosen: kind === 'route-review' },
    ],
    editions: shown.map((edition) => ({
      ...edition,
      kindText: kindWords[edition.kind],
      authority: authorityLines(authorities.get(edition.no)),
      lists: listsOf(map, edition.no, touched),
      first: edition.changes.slice(0, 10),
      more: edition.changes.slice(10),
      untold: edition.changeCount - edition.changes.length,
    })),
    older: editions.length > perPage && last ? addressOf(paths.mapChanges(), { kind, below: last.no }) : null,
    newest: below === null ? null : at(kind),
  };
}

/** The occupations that an edition put on the maps, changed, and retired; each with its page before and after. */
function listsOf(map: PublishedMap, no: number, touched: readonly Touched[]) {
  return (['new', 'changed', 'off'] as const)
    .map((how) => {
      const all = touched.filter((one) => one.no === no && one.how === how);
      const items = all.slice(0, longestList).map(({ reference }) => itemOf(map, no, reference, how));
      return { how, name: listWords[how], count: all.length, more: all.length - items.length, items };
    })
    .filter(({ count }) => count > 0);
}

function itemOf(map: PublishedMap, no: number, reference: string, how: Touched['how']) {
  const occupation = map.occupation(reference)?.occupation;
  const at = (edition: number) => `${paths.occupation(reference)}?edition=${edition}`;
  const next = how === 'off' && occupation ? (occupation.successors ?? [occupation.successor]) : [];
  const isGone = how === 'off' && !occupation;
  return {
    reference,
    title: occupation?.title ?? reference,
    before: how === 'new' ? null : at(no - 1),
    after: isGone ? null : at(no),
    successors: next.flatMap((one) => {
      const found = one === null ? null : map.occupation(one);
      return found ? [{ title: found.occupation.title, href: paths.occupation(found.occupation.reference) }] : [];
    }),
  };
}
