import type { PlaceProposal } from '@app/alignment';
import type { MapState, PublishedMap } from '@app/occupational-map';

/** How many occupations one page shows. */
export const placementsPerPage = 50;

/** Which occupations are asked for: of one route or all, only those that alignment is sure of, from a position on. */
export type PlacementFilter = { route: string | null; sure: boolean; tick: boolean; from: number };

/** What the page of occupations awaiting placement prints. `inDrafts`: those that an open map revision places already. */
export function placementView(
  map: PublishedMap,
  proposals: readonly PlaceProposal[],
  inDrafts: ReadonlyMap<string, number>,
  filter: PlacementFilter,
) {
  const open = proposals.filter(({ occupation }) => !inDrafts.has(occupation.reference));
  const kept = filter.sure ? open.filter(({ sure }) => sure) : open;
  const shown = kept.slice(filter.from, filter.from + placementsPerPage);
  const onRoute = filter.route === null ? map.occupations : map.occupationsOn(filter.route);
  return {
    counts: {
      live: onRoute.length,
      placed: onRoute.filter(({ reference }) => map.state.placements[reference].cluster !== null).length,
      awaiting: open.length,
      sure: open.filter(({ sure }) => sure).length,
      placeless: open.filter(({ places }) => places.length === 0).length,
      inDrafts: inDrafts.size,
    },
    rows: shown.map((proposal) => rowOf(proposal, map.state, filter.tick)),
    first: kept.length === 0 ? 0 : filter.from + 1,
    last: filter.from + shown.length,
    kept: kept.length,
  };
}

function rowOf({ occupation, route, places, sure }: PlaceProposal, state: MapState, tick: boolean) {
  const { reference, title, level } = occupation;
  const titles = (references: readonly string[]) => references.map((one) => state.occupations[one]?.title ?? one);
  const [best] = places;
  return {
    reference,
    title,
    level,
    routeName: state.routes[route]?.name ?? route,
    sure,
    ticked: tick && sure,
    places: places.map(({ pathway, cluster }) => ({
      value: [route, pathway, ...(cluster === null ? [] : [cluster])].join('/'),
      text: [
        state.pathways[pathway]?.name ?? pathway,
        ...(cluster === null ? [] : [state.clusters[cluster]?.name]),
      ].join(' › '),
    })),
    like: best ? titles(best.like) : [],
  };
}
