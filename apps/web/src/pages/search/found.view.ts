import { paths } from '@app/kernel';
import type { MapThing, Occupation, PublishedMap } from '@app/occupational-map';
import type { FoundBy, Hit, Segment } from '@app/search';
import { addressOf } from '../maps/map-pages';
import { entryOf, statusWords } from '../maps/words';
import type { SiteThing } from './site.things';

/** What is searched in: the maps of an edition, and what stands beside them. */
export type Ground = { map: PublishedMap; site: Segment<SiteThing> };
export type Thing = MapThing | SiteThing;
export type Kind = Thing['kind'];

/** What each kind of thing is called above its results, and how many of it are shown beside others. */
export const kinds: Readonly<Record<Kind, { name: string; one: string; beside: number }>> = {
  occupation: { name: 'Occupations', one: 'occupation', beside: 10 },
  't-level': { name: 'T Levels', one: 'T Level', beside: 5 },
  route: { name: 'Routes', one: 'route', beside: 3 },
  pathway: { name: 'Pathways', one: 'pathway', beside: 3 },
  cluster: { name: 'Clusters', one: 'cluster', beside: 3 },
  soc: { name: 'SOC 2020 unit groups', one: 'SOC 2020 unit group', beside: 3 },
  consultation: { name: 'Consultations', one: 'consultation', beside: 3 },
  decision: { name: 'Decisions', one: 'decision', beside: 3 },
  edition: { name: 'Editions', one: 'edition', beside: 3 },
  page: { name: 'Pages', one: 'page', beside: 3 },
};
export const kindsFound = Object.keys(kinds) as readonly Kind[];

/** By what something was found, where its title does not show it. */
const foundWords: Readonly<Record<FoundBy, string | null>> = {
  title: null,
  'job-title': 'Job title',
  keyword: 'Keyword',
  'soc-title': 'Job title of its SOC group',
  part: 'Part of it',
  code: 'Code',
  statement: 'Duty, knowledge, skill or behaviour',
};

/** One result: where it leads, what it is, and by what it was found. */
export function resultOf(map: PublishedMap, { thing, by, text }: Hit<Thing>) {
  const matched = matchedBy(by, text);
  const occupation = 'occupation' in thing ? thing.occupation : undefined;
  if (occupation) {
    const facts = `${occupation.reference}${onRoute(map, occupation)}`;
    const { status } = occupation;
    return {
      ...entryOf(occupation),
      isOccupation: true,
      status,
      statusWords: statusWords[status].text,
      facts,
      matched,
    };
  }
  return { href: hrefOf(map, thing), title: thing.title, isOccupation: false, facts: factsOf(map, thing), matched };
}

/** By what it was found, in words; null where its title shows it. */
export function matchedBy(by: FoundBy, text: string): string | null {
  const words = foundWords[by];
  return words === null || text === '' ? null : `${words}: ${text}`;
}

/** Where a thing leads. */
export function hrefOf(map: PublishedMap, thing: Thing): string {
  switch (thing.kind) {
    case 'route':
      return paths.map(thing.id);
    case 'pathway':
      return `${paths.map(map.pathway(thing.id)?.route ?? '')}#${thing.id}`;
    case 'cluster':
      return `${paths.map(map.pathway(map.cluster(thing.id)?.pathway ?? '')?.route ?? '')}#cluster-${thing.id}`;
    case 't-level':
      return paths.tLevel(thing.id);
    case 'soc':
      return addressOf(paths.search(), { q: `SOC ${thing.id}` });
    case 'occupation':
      return paths.occupation(thing.id);
    default:
      return thing.href;
  }
}

/** What stands beside the title: where on the maps it is, or its number. */
function factsOf(map: PublishedMap, { kind, id }: Thing): string {
  const routeOf = (pathway: string | undefined): string =>
    map.route(map.pathway(pathway ?? '')?.route ?? '')?.name ?? '';
  if (kind === 'pathway') return routeOf(id);
  if (kind === 'cluster') {
    const pathway = map.cluster(id)?.pathway;
    return [routeOf(pathway), map.pathway(pathway ?? '')?.name].filter(Boolean).join(', ');
  }
  if (kind === 'soc') return `SOC ${id}`;
  if (kind === 'route') return `${map.counts(id).occupations} occupations`;
  return kind === 'consultation' || kind === 'edition' ? id : '';
}

function onRoute(map: PublishedMap, occupation: Occupation): string {
  const name = map.routeOf(occupation)?.name;
  return name ? ` on ${name}` : '';
}
