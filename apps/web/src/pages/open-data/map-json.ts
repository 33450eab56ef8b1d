import { canonicalJson } from '@app/kernel';
import type { PublishedMap } from '@app/occupational-map';
import { licence } from './licence';
import { occupationsOf } from './occupations.table';

/**
 * The whole map of an edition as JSON: the routes down to their clusters, and every occupation with its place. Members
 * stand in the order of the alphabet: a state has no order of its own, and the bytes must be the same in every process.
 */
export function mapJson(map: PublishedMap): string {
  const { no, publishedAt, kind, note, rootHash } = map.edition;
  const said = {
    licence,
    edition: { no, publishedAt: publishedAt.toISOString(), kind, note, hash: rootHash },
    routes: map.routes.map((route) => ({
      ...route,
      pathways: map.pathwaysOf(route.slug).map(({ slug, name }) => ({
        slug,
        name,
        clusters: map.clustersOf(slug).map(({ slug: of, name: called, level }) => ({ slug: of, name: called, level })),
      })),
    })),
    occupations: occupationsOf(map).map((occupation) => ({
      ...occupation,
      placement: map.occupation(occupation.reference)?.placement ?? null,
    })),
    progression: Object.keys(map.state.progression)
      .sort()
      .map((key) => map.state.progression[key]),
    tLevels: map.tLevels,
  };
  return `${JSON.stringify(JSON.parse(canonicalJson(said)), null, 2)}\n`;
}
