import { NotFound, paths } from '@app/kernel';
import type { TLevel } from '@app/occupational-map';
import type { Links, Made, Reading } from './answers';
import { partOf } from './cursor';
import { briefOf } from './occupations.view';
import type { tLevelItself, tLevels } from './t-levels.schema';

/** A page of the T Levels. */
export function tLevelList(reading: Reading<typeof tLevels.params, typeof tLevels.query>): Made<typeof tLevels.answer> {
  const { map, query } = reading;
  const all = map.tLevels.filter(({ route }) => query.route === undefined || route === query.route);
  const { items, next } = partOf(all, query, ({ reference }) => reference);
  return { said: { total: all.length, items: items.map((one) => tLevelBrief(reading, one)) }, next };
}

function tLevelBrief({ at, page }: Links, { reference, title, startYear, route, awardingOrganisation }: TLevel) {
  return {
    reference,
    title,
    startYear,
    route,
    awardingOrganisation: awardingOrganisation ?? null,
    href: at(`/t-levels/${reference}`),
    page: page(paths.tLevel(reference)),
  };
}

/** One T Level with what its specialisms cover. @throws NotFound */
export function tLevelAnswer(
  reading: Reading<typeof tLevelItself.params, typeof tLevelItself.query>,
): Made<typeof tLevelItself.answer> {
  const { map, params } = reading;
  const tLevel = map.tLevel(params.reference);
  if (!tLevel) throw new NotFound('This T Level');
  const specialisms = tLevel.specialisms.map(({ reference, name, covers }) => ({
    reference,
    name,
    covers: covers.flatMap((one) => {
      const found = map.occupation(one);
      return found ? [briefOf(map, reading, found.occupation)] : [];
    }),
  }));
  return { said: { item: { ...tLevelBrief(reading, tLevel), specialisms } } };
}
