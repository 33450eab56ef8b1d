import type { SimilarOccupation } from '@app/alignment';
import { paths } from '@app/kernel';
import type { PublishedMap } from '@app/occupational-map';

const mostPairs = 6;

/** The similar occupations as the page of one prints them: each with the statements that both have. */
export function similarView(map: PublishedMap, similar: readonly SimilarOccupation[]) {
  return similar.map(({ occupation, comparison }) => {
    const { reference, title, level, status } = occupation;
    const place = map.occupation(reference)?.placement ?? null;
    const route = place && map.route(place.route);
    return {
      href: paths.occupation(reference),
      title,
      level,
      status,
      routeId: route?.officialId ?? null,
      routeName: place === null ? 'retired' : (route?.name ?? place.route),
      pairs: comparison.pairs.slice(0, mostPairs),
      onlyHere: comparison.onlyOne.length,
      onlyThere: comparison.onlyOther.length,
    };
  });
}
