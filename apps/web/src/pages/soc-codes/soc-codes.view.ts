import { paths } from '@app/kernel';
import type { Occupation, PublishedMap } from '@app/occupational-map';
import { addressOf } from '../maps/map-pages';
import { entryOf } from '../maps/words';

const confidenceWords = { high: 'Close match', medium: 'Fair match', low: 'Weak match' } as const;

/** The codes of one route, or how many are known on each. */
export function socCodesView(map: PublishedMap, slug: string | null) {
  const known = (list: readonly Occupation[]) => list.filter((occupation) => occupation.soc2020).length;
  const route = slug === null ? null : map.route(slug);
  return {
    title: route ? `SOC codes: ${route.name}` : 'SOC codes',
    section: 'soc-codes',
    route,
    total: map.occupations.length,
    known: known(map.occupations),
    routes: map.routes.map(({ slug: of, name }) => {
      const list = map.occupationsOn(of);
      return { name, href: addressOf(paths.socCodes(), { route: of }), total: list.length, known: known(list) };
    }),
    rows: slug === null ? [] : map.occupationsOn(slug).map(rowOf),
  };
}

const rowOf = (occupation: Occupation) => ({
  ...entryOf(occupation),
  soc2020: occupation.soc2020,
  soc2010: occupation.soc2010,
  confidence: occupation.soc2020 && confidenceWords[occupation.soc2020.confidence],
});
