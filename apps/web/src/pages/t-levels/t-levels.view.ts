import { paths } from '@app/kernel';
import { coveredBy, type PublishedMap, type TLevel } from '@app/occupational-map';
import { entryOf } from '../maps/words';

/** A version of a T Level: the year in which its students first start, and where it is read. */
type Version = { href: string; reference: string; startYear: number | null };

const versionOf = ({ reference, startYear }: TLevel): Version => ({
  href: paths.tLevel(reference),
  reference,
  startYear,
});

/** All T Levels by route, in order of name; several start years of one are its versions and stand together. */
export function tLevelsView(map: PublishedMap) {
  const titled = (tLevels: readonly TLevel[]) =>
    tLevels
      .filter((tLevel) => map.versionsOf(tLevel)[0] === tLevel)
      .map((newest) => ({
        title: newest.title,
        href: paths.tLevel(newest.reference),
        versions: map.versionsOf(newest).map(versionOf),
        specialisms: newest.specialisms.length,
        occupations: coveredBy(newest).length,
      }));
  const routes = map.routes.map(({ slug, name }) => ({
    name,
    slug,
    href: paths.map(slug),
    tLevels: titled(map.tLevels.filter(({ route }) => route === slug)),
  }));
  const elsewhere = titled(map.tLevels.filter(({ route }) => route === null || map.route(route) === null));
  return {
    title: 'T Levels',
    section: 'maps',
    total: titled(map.tLevels).length,
    routes: routes.filter(({ tLevels }) => tLevels.length > 0),
    without: routes.filter(({ tLevels }) => tLevels.length === 0).map(({ name }) => name),
    elsewhere,
  };
}

/** One T Level: its facts, its other versions, and what each of its specialisms covers. */
export function tLevelView(map: PublishedMap, tLevel: TLevel) {
  const route = tLevel.route === null ? null : map.route(tLevel.route);
  return {
    title: tLevel.title,
    section: 'maps',
    tLevel,
    route: route && { name: route.name, href: paths.map(route.slug) },
    others: map
      .versionsOf(tLevel)
      .filter((one) => one !== tLevel)
      .map(versionOf),
    specialisms: tLevel.specialisms.map(({ reference, name, covers }) => ({
      reference,
      name,
      occupations: covers.flatMap((one) => map.occupation(one)?.occupation ?? []).map(entryOf),
    })),
  };
}
