import {
  fieldsOfOccupations,
  fieldsWith,
  isLive,
  type Occupation,
  type PublishedMap,
  technicalLevelOf,
  textsIn,
} from '@app/occupational-map';
import { paths } from '@app/kernel';
import { levelWords, statusWords } from '../maps/words';
import { licence } from './licence';
import { occupationsOf, replacedBy } from './occupations.table';
import { skosContext } from './skos-context';

type Concept = {
  '@id': string;
  '@type': 'skos:Concept';
  inScheme: string;
  notation: string;
  prefLabel: string;
  broader?: string;
  narrower?: string[];
  topConceptOf?: string;
  [member: string]: unknown;
};

/**
 * An edition as SKOS: a scheme for each route map; the route, its pathways, clusters and occupations as concepts.
 * Retired occupations are deprecated and stand in the scheme of the route that they were on. A close match with SOC 2020
 * is a `closeMatch`; weaker ones, and those with SOC 2010, are a `relatedMatch`. Progression is not in it: SKOS has no
 * relation with that direction.
 */
export function skosOf(map: PublishedMap, baseUrl: string): string {
  const ids = new Ids(baseUrl.replace(/\/$/, ''));
  const routes = map.routes.map(({ slug }) => slug);
  const concepts = withNarrower([
    ...routes.flatMap((slug) => conceptsOfRoute(map, ids, slug)),
    ...occupationsOf(map).map((occupation) => occupationConcept(map, ids, occupation)),
  ]);
  const dataset = datasetOf(map, ids);
  const scheme = { '@type': 'skos:ConceptScheme', isPartOf: dataset['@id'], license: licence.url };
  const schemes = [
    ...map.routes.map(({ slug, name }) => ({
      '@id': ids.scheme(slug),
      ...scheme,
      title: `Occupational map: ${name}`,
      hasTopConcept: [ids.route(slug)],
    })),
    ...(concepts.some(({ inScheme }) => inScheme === ids.retired())
      ? [{ '@id': ids.retired(), ...scheme, title: 'Retired occupations of which no route is known' }]
      : []),
  ];
  const graph = [dataset, ...schemes, ...concepts, ...socConcepts(map, ids)];
  return `${JSON.stringify({ '@context': skosContext, '@graph': graph }, null, 2)}\n`;
}

/** The addresses of pages of the maps as identifiers: they stay the same from edition to edition. */
class Ids {
  constructor(private readonly base: string) {}

  readonly dataset = (no: number): string => `${this.base}${paths.editionFile(no, 'skos.jsonld')}`;
  readonly route = (slug: string): string => `${this.base}${paths.map(slug)}`;
  readonly scheme = (slug: string): string => `${this.route(slug)}#scheme`;
  readonly pathway = (route: string, slug: string): string => `${this.route(route)}#${slug}`;
  readonly cluster = (route: string, slug: string): string => `${this.route(route)}#cluster-${slug}`;
  readonly occupation = (reference: string): string => `${this.base}${paths.occupation(reference)}`;
  readonly retired = (): string => `${this.base}${paths.retiredOccupations()}#scheme`;
  readonly soc = (year: '2010' | '2020', code?: string): string =>
    `${this.base}${paths.socCodes()}#soc-${year}${code === undefined ? '' : `-${code}`}`;
}

function datasetOf({ edition }: PublishedMap, ids: Ids) {
  return {
    '@id': ids.dataset(edition.no),
    '@type': 'dcat:Dataset',
    title: `Occupational maps, edition ${edition.no}`,
    issued: edition.publishedAt.toISOString(),
    versionInfo: String(edition.no),
    license: licence.url,
    rights: licence.name,
  };
}

function conceptsOfRoute(map: PublishedMap, ids: Ids, slug: string): Concept[] {
  const route = map.state.routes[slug];
  const inScheme = ids.scheme(slug);
  const concept = (id: string, notation: string, prefLabel: string, rest: object): Concept => ({
    '@id': id,
    '@type': 'skos:Concept',
    inScheme,
    notation,
    prefLabel,
    ...rest,
  });
  const top = concept(ids.route(slug), String(route.officialId), route.name, { topConceptOf: inScheme });
  const below = map.pathwaysOf(slug).flatMap((pathway) => [
    concept(ids.pathway(slug, pathway.slug), pathway.slug, pathway.name, { broader: top['@id'] }),
    ...map.clustersOf(pathway.slug).map((cluster) =>
      concept(ids.cluster(slug, cluster.slug), cluster.slug, cluster.name, {
        broader: ids.pathway(slug, pathway.slug),
        scopeNote: `${levelWords[cluster.level].name}, ${levelWords[cluster.level].levels}`,
      }),
    ),
  ]);
  return [top, ...below];
}

function occupationConcept(map: PublishedMap, ids: Ids, occupation: Occupation): Concept {
  const { reference, title, level, status, retiredFrom } = occupation;
  const placement = map.occupation(reference)?.placement;
  const route = placement?.route ?? retiredFrom;
  const next = replacedBy(occupation).filter((one) => map.occupation(one));
  return {
    '@id': ids.occupation(reference),
    '@type': 'skos:Concept',
    inScheme: route !== null && map.route(route) ? ids.scheme(route) : ids.retired(),
    notation: reference,
    prefLabel: title,
    ...textsOf(occupation),
    scopeNote: `Level ${level}, ${levelWords[technicalLevelOf(level)].name}. ${statusWords[status].text}`,
    broader: placement ? placeId(ids, placement) : undefined,
    ...matchesOf(ids, occupation),
    ...(isLive(occupation) ? {} : { deprecated: true, isReplacedBy: next.map((one) => ids.occupation(one)) }),
  };
}

/** The texts that are members of a concept: a list without what is its name already, a text where there is one. */
function textsOf(occupation: Occupation): Record<string, string | string[] | undefined> {
  const members = fieldsWith('skos').filter((field) => field !== 'title');
  return Object.fromEntries(
    members.map((field) => {
      const texts = [...new Set(textsIn(occupation, field))];
      const isList = fieldsOfOccupations[field].text.kind === 'lines';
      return [fieldsOfOccupations[field].skos, isList ? texts.filter((one) => one !== occupation.title) : texts[0]];
    }),
  );
}

function placeId(ids: Ids, at: { route: string; pathway: string | null; cluster: string | null }): string {
  if (at.cluster !== null) return ids.cluster(at.route, at.cluster);
  return at.pathway === null ? ids.route(at.route) : ids.pathway(at.route, at.pathway);
}

function matchesOf(ids: Ids, { soc2020, soc2010 }: Occupation) {
  const isClose = soc2020?.confidence === 'high';
  const weaker = [
    ...(soc2020 && !isClose ? [ids.soc('2020', soc2020.code)] : []),
    ...(soc2010 ? [ids.soc('2010', soc2010.code)] : []),
  ];
  return {
    closeMatch: soc2020 && isClose ? [ids.soc('2020', soc2020.code)] : undefined,
    relatedMatch: weaker.length > 0 ? weaker : undefined,
  };
}

/**
 * The unit groups that an occupation was matched with: their numbers and titles are those of the national statistics.
 * The groups above them are not in it, so each is a top concept of its scheme here.
 */
function socConcepts(map: PublishedMap, ids: Ids) {
  const used = (['2020', '2010'] as const).map((year) => {
    const matched = occupationsOf(map).flatMap((one) => (year === '2020' ? one.soc2020 : one.soc2010) ?? []);
    return { year, groups: new Map(matched.map(({ code, title }) => [code, title])) };
  });
  return used
    .filter(({ groups }) => groups.size > 0)
    .flatMap(({ year, groups }) => [
      {
        '@id': ids.soc(year),
        '@type': 'skos:ConceptScheme',
        title: `Standard Occupational Classification ${year}`,
        hasTopConcept: [...groups.keys()].sort().map((code) => ids.soc(year, code)),
      },
      ...[...groups].sort().map(([code, prefLabel]) => ({
        '@id': ids.soc(year, code),
        '@type': 'skos:Concept',
        inScheme: ids.soc(year),
        topConceptOf: ids.soc(year),
        notation: code,
        prefLabel,
      })),
    ]);
}

/** Each concept with those that name it as broader: the two relations are made from one and cannot disagree. */
function withNarrower(concepts: readonly Concept[]): Concept[] {
  const below = new Map<string, string[]>();
  for (const { '@id': id, broader } of concepts) {
    if (broader !== undefined) below.set(broader, [...(below.get(broader) ?? []), id]);
  }
  return concepts.map((concept) => ({ ...concept, narrower: below.get(concept['@id']) }));
}
