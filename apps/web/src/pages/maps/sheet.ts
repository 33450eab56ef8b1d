import { paths } from '@app/kernel';
import { type Direction, type Occupation, type PublishedMap, reachOf, type Reached } from '@app/occupational-map';
import { waysInto } from '../occupations/facts.view';
import type { Filter } from './filter';
import { choosing } from './living';
import { addressOf } from './map-pages';
import { type Tag, tagsOf } from './words';

/** A step to or from the chosen occupation: its link walks the map; `route` where that is another map. */
type SheetStep = {
  href: string;
  title: string;
  level: number;
  status: Occupation['status'];
  route: { id: number; name: string } | null;
};

/** What is said beside the map about the occupation that is chosen. */
export type Sheet = {
  reference: string;
  title: string;
  level: number;
  status: Occupation['status'];
  standing: string;
  flags: Tag[];
  place: string[];
  leadsTo: SheetStep[];
  comesFrom: SheetStep[];
  /** Beyond the direct steps; empty unless all are asked for. */
  further: SheetStep[];
  earlier: SheetStep[];
  /** How many more are reached beyond the direct steps. */
  beyond: number;
  ways: string[];
  soc: Occupation['soc2020'];
  links: { close: string; open: string; direct: string; all: string };
};

/** The sheet of the chosen occupation; null where none is. */
export function sheetOf(map: PublishedMap, slug: string, filter: Filter): Sheet | null {
  const chosen = filter.occupation === null ? null : map.occupation(filter.occupation);
  if (!chosen) return null;
  const { occupation, placement } = chosen;
  const { reference, title, level, status } = occupation;
  const [standing, ...flags] = tagsOf(occupation);
  const reached = (direction: Direction, isWanted: (one: Reached) => boolean) =>
    reachOf(map, [reference], direction)
      .filter(isWanted)
      .map((one) => stepOf(map, slug, filter, one.occupation));
  const isDirect = ({ steps }: Reached) => steps === 1;
  const [further, earlier] = (['onward', 'back'] as const).map((way) => reached(way, (one) => !isDirect(one)));
  const all = filter.steps === 'all';
  return {
    reference,
    title,
    level,
    status,
    standing: standing.text,
    flags,
    place: [
      placement?.pathway && map.pathway(placement.pathway)?.name,
      placement?.cluster ? map.cluster(placement.cluster)?.name : 'Awaiting placement',
    ].filter((name) => typeof name === 'string'),
    leadsTo: reached('onward', isDirect),
    comesFrom: reached('back', isDirect),
    further: all ? further : [],
    earlier: all ? earlier : [],
    beyond: further.length + earlier.length,
    ways: [...new Set(waysInto(map, occupation).map(({ kind }) => kind))],
    soc: occupation.soc2020,
    links: {
      close: addressOf(paths.map(slug), { ...filter, view: null, occupation: null, steps: null }),
      open: paths.occupation(reference),
      direct: choosing(slug, { ...filter, steps: null }, reference),
      all: choosing(slug, { ...filter, steps: 'all' }, reference),
    },
  };
}

function stepOf(map: PublishedMap, slug: string, filter: Filter, one: Occupation): SheetStep {
  const at = map.routeOf(one);
  const other = at?.slug === slug ? null : at;
  const { title, level, status, reference } = one;
  const here = at === null ? paths.occupation(reference) : choosing(slug, filter, reference);
  return {
    href: other ? choosing(other.slug, null, reference) : here,
    title,
    level,
    status,
    route: other && { id: other.officialId, name: other.name },
  };
}
