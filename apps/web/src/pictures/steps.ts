import { isLive, type Occupation, type PublishedMap } from '@app/occupational-map';

/** A step of progression between two occupations that are on the map. */
export type StepOnMap = { from: Occupation; to: Occupation };

/** The steps among these occupations, in order of where they begin. */
export function stepsAmong(map: PublishedMap, occupations: readonly Occupation[]): StepOnMap[] {
  const among = new Set(occupations.map(({ reference }) => reference));
  return occupations.flatMap((from) =>
    map
      .leadsTo(from.reference)
      .filter((to) => isLive(to) && among.has(to.reference))
      .map((to) => ({ from, to })),
  );
}
