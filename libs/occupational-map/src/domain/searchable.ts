import { type Searchable, Segment, type SearchText } from '@app/search';
import { fieldOf, fieldsWith, textsIn } from './fields';
import { isLive, type Occupation } from './occupation';
import type { PublishedMap } from './published-map';

/** A unit group of SOC 2020, and titles of jobs that it says belong to it: both are facts. */
export type UnitGroup = { code: string; title: string; jobTitles: readonly string[] };

/** What the maps hold that can be found; an occupation comes as itself, too. */
export type MapThing = Searchable & {
  kind: 'occupation' | 'route' | 'pathway' | 'cluster' | 't-level' | 'soc';
  occupation?: Occupation;
};

const searched = fieldsWith('searchedBy').map((field) => ({ field, by: fieldOf(field).searchedBy ?? 'keyword' }));
const titled = (title: string): SearchText => ({ by: 'title', text: title });

/** Retired occupations, unit groups and clusters stand behind what answers as well. */
const behind = { retired: 1, soc: 0.6, cluster: 0.1 } as const;

/** Everything on the maps of one edition that a search finds, and the unit groups of SOC 2020. */
export function thingsOf(map: PublishedMap, unitGroups: readonly UnitGroup[]): Segment<MapThing> {
  const groups = new Map(unitGroups.map((group) => [group.code, group]));
  const { pathways, clusters } = map.state;
  return new Segment<MapThing>([
    ...[...map.occupations, ...map.retired].map((one) => occupationThing(one, groups)),
    ...map.routes.map(({ slug, name, summary }) => ({
      kind: 'route' as const,
      id: slug,
      title: name,
      texts: [titled(name), { by: 'part' as const, text: summary }],
      called: ['route'],
    })),
    ...Object.values(pathways).map(({ slug, name }) => placeThing('pathway', slug, name)),
    ...Object.values(clusters).map(({ slug, name }) => ({
      ...placeThing('cluster', slug, name),
      behind: behind.cluster,
    })),
    ...map.tLevels.map(({ reference, title, specialisms }) => ({
      kind: 't-level' as const,
      id: reference,
      title,
      codes: [reference],
      called: ['t level'],
      texts: [titled(title), ...specialisms.map(({ name }) => ({ by: 'part' as const, text: name }))],
    })),
    ...unitGroups.map(groupThing),
  ]);
}

function occupationThing(occupation: Occupation, groups: ReadonlyMap<string, UnitGroup>): MapThing {
  const { reference, title, soc2020 } = occupation;
  const said = searched.flatMap(({ field, by }) => textsIn(occupation, field).map((text) => ({ by, text })));
  const ofGroup = groups.get(soc2020?.code ?? '')?.jobTitles ?? [];
  return {
    kind: 'occupation',
    id: reference,
    title,
    codes: codesOf(occupation),
    level: occupation.level,
    texts: [...said, ...ofGroup.map((text) => ({ by: 'soc-title' as const, text }))],
    ...(isLive(occupation) ? {} : { behind: behind.retired }),
    occupation,
  };
}

const placeThing = (kind: 'pathway' | 'cluster', id: string, title: string): MapThing => ({
  kind,
  id,
  title,
  texts: [titled(title)],
  called: [kind],
});

const groupThing = ({ code, title, jobTitles }: UnitGroup): MapThing => ({
  kind: 'soc',
  id: code,
  title,
  codes: [code, `SOC${code}`],
  texts: [titled(title), ...jobTitles.map((text) => ({ by: 'job-title' as const, text }))],
  behind: behind.soc,
});

/** Its reference with and without the letter of an option, and without letters; its standard; its unit groups. */
function codesOf({ reference, standard, soc2020, soc2010 }: Occupation): string[] {
  const [, core = reference, number = ''] = /^(OCC(\d+))/.exec(reference) ?? [];
  const own = [
    reference,
    core,
    number,
    reference.replace('OCC', ''),
    standard?.reference,
    soc2020?.code,
    soc2010?.code,
    soc2020 ? `SOC${soc2020.code}` : undefined,
  ];
  return own.filter((code): code is string => !!code);
}
