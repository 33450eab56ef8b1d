import { paths } from '@app/kernel';
import type { Occupation, PublishedMap } from '@app/occupational-map';
import type { Meant } from '../../pictures/found';
import { stepsAmong } from '../../pictures/steps';
import { type Chosen, mostOfMine, myMapAddress } from './my-map.asked';
import { minePicture, untitled } from './my-map.picture';

/** What was asked to be added and does not say which occupation it is: the words, and what they may mean. */
export type Adding = Meant & { words: string };

/** Somebody's own map: its picture, what is on it and can be taken off, its steps, and what of its address is not on the maps. */
export function myMapView(map: PublishedMap, chosen: Chosen, adding: Adding | null) {
  const { occupations, retired, unknown, title } = chosen;
  const references = [...occupations, ...retired]
    .map(({ reference }) => reference)
    .concat(unknown)
    .sort();
  const without = (reference: string) =>
    myMapAddress(
      references.filter((one) => one !== reference),
      { title },
    );
  const steps = stepsAmong(map, occupations);
  const isFull = references.length >= mostOfMine;
  return {
    title: title ?? untitled,
    named: title ?? '',
    section: 'my-map',
    poster: occupations.length > 0,
    most: mostOfMine,
    isFull,
    references,
    count: occupations.length,
    routes: new Set(occupations.map((one) => map.routeOf(one)?.slug)).size,
    picture: occupations.length > 0 ? minePicture(map, chosen) : null,
    occupations: [...occupations]
      .sort((a, b) => a.level - b.level)
      .map((one) => ({
        ...itemOf(map, one),
        reference: one.reference,
        remove: without(one.reference),
      })),
    steps: [...steps]
      .sort((a, b) => a.from.level - b.from.level)
      .map(({ from, to }) => ({ from: itemOf(map, from), to: itemOf(map, to) })),
    retired: retired.map((one) => ({
      ...itemOf(map, one),
      remove: without(one.reference),
      successors: map.replacing(one).map(({ reference, title: name }) => ({
        title: name,
        add: myMapAddress([...new Set([...references.filter((each) => each !== one.reference), reference])].sort(), {
          title,
        }),
      })),
    })),
    unknown: unknown.map((reference) => ({ reference, remove: without(reference) })),
    adding: adding && {
      words: adding.words,
      corrected: adding.corrected,
      more: adding.more,
      found: adding.found
        .filter(({ occupation }) => !references.includes(occupation.reference))
        .map(({ occupation, by }) => ({
          ...itemOf(map, occupation),
          note: [by, map.routeOf(occupation)?.name].filter(Boolean).join('; '),
          href: myMapAddress([...references, occupation.reference].sort(), { title }),
        })),
    },
    files: {
      svg: myMapAddress(references, { title }, paths.myMapFile('svg')),
      csv: myMapAddress(references, { title }, paths.myMapFile('csv')),
    },
    address: myMapAddress(references, { title }),
  };
}

const itemOf = (map: PublishedMap, one: Occupation) => ({
  href: paths.occupation(one.reference),
  title: one.title,
  level: one.level,
  status: one.status,
  id: map.routeOf(one)?.officialId ?? null,
  route: map.routeOf(one)?.name ?? null,
});
