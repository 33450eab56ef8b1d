import { type OccupationStatus, occupationStatuses, type PublishedMap } from '@app/occupational-map';

/** The figures that the answers carry. */
export function aboutView(map: PublishedMap) {
  const { state, occupations, tLevels } = map;
  const count = (status: OccupationStatus) => occupations.filter((occupation) => occupation.status === status).length;
  const covered = new Set(tLevels.flatMap((tLevel) => tLevel.specialisms.flatMap((one) => one.covers)));
  return {
    title: 'About the maps',
    section: 'about',
    routes: map.routes.length,
    pathways: Object.keys(state.pathways).length,
    clusters: Object.keys(state.clusters).length,
    occupations: occupations.length,
    byStatus: Object.fromEntries(occupationStatuses.map((status) => [status, count(status)])),
    awaitingPlacement: occupations.filter((one) => state.placements[one.reference].cluster === null).length,
    apprenticeshipOnly: occupations.filter((one) => one.apprenticeshipOnly).length,
    withSoc: occupations.filter((one) => one.soc2020).length,
    tLevels: tLevels.length,
    covered: covered.size,
    level3: occupations.filter((one) => one.level === 3).length,
    links: Object.keys(state.progression).length,
    retired: map.retired.length,
  };
}
