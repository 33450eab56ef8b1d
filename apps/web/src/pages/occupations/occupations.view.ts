import { paths } from '@app/kernel';
import {
  fieldsOfOccupations,
  fieldsWith,
  type Ksb,
  type KsbKind,
  type Occupation,
  type Placed,
  type PublishedMap,
  technicalLevelOf,
  textsIn,
} from '@app/occupational-map';
import { entryOf, levelWords, productWords, tagsOf } from '../maps/words';
import { progressionPicture } from './progression.picture';

type Crumb = { text: string; href?: string };

const kindWords: Readonly<Record<KsbKind, string>> = {
  knowledge: 'Knowledge',
  skill: 'Skills',
  behaviour: 'Behaviours',
};

const confidenceWords = { high: 'close match', medium: 'fair match', low: 'weak match' } as const;

/** The texts that stand on its page as they are, each below its heading: prose, and lists. */
function textsOf(occupation: Occupation) {
  const texts = fieldsWith('heading').flatMap((field) => {
    const { heading, text } = fieldsOfOccupations[field];
    const said = textsIn(occupation, field);
    return said.length === 0 ? [] : [{ heading, isList: text.kind === 'lines', said }];
  });
  return { prose: texts.filter(({ isList }) => !isList), lists: texts.filter(({ isList }) => isList) };
}

/** What the page of an occupation prints. */
export function occupationView(map: PublishedMap, { occupation, placement }: Placed) {
  const route = placement && map.route(placement.route);
  const pathway = placement?.pathway ? map.pathway(placement.pathway) : null;
  const cluster = placement?.cluster ? map.cluster(placement.cluster) : null;
  return {
    title: occupation.title,
    section: 'maps',
    occupation,
    tags: tagsOf(occupation),
    column: levelWords[technicalLevelOf(occupation.level)],
    crumbs: crumbsOf(occupation, placement, { route, pathway, cluster }),
    place: route && {
      route: route.name,
      routeHref: paths.map(route.slug),
      pathway: pathway?.name ?? null,
      cluster: cluster?.name ?? null,
    },
    formerRoute: occupation.retiredFrom && (map.route(occupation.retiredFrom)?.name ?? null),
    successors: map.replacing(occupation).map(entryOf),
    standard: standardOf(occupation),
    onlySince: occupation.apprenticeshipOnlySource && new Date(occupation.apprenticeshipOnlySource.date),
    soc2020: occupation.soc2020 && {
      ...occupation.soc2020,
      confidence: confidenceWords[occupation.soc2020.confidence],
    },
    ...textsOf(occupation),
    duties: occupation.duties.map((duty) => ({ ...duty, id: idOf(duty.code) })),
    ksbs: ksbGroupsOf(occupation),
    products: occupation.products.map((product) => ({ ...product, kind: productWords[product.kind] })),
    tLevels: map.tLevelsCovering(occupation.reference).map(({ tLevel, specialism }) => ({
      href: paths.tLevel(tLevel.reference),
      title: tLevel.title,
      startYear: tLevel.startYear,
      specialism,
    })),
    mapping: mappingOf(occupation),
    from: map.comesFrom(occupation.reference).map((one) => linkedOf(map, one, placement)),
    to: map.leadsTo(occupation.reference).map((one) => linkedOf(map, one, placement)),
    progression: progressionPicture(map, occupation),
    files: {
      json: paths.occupationFile(occupation.reference, 'json'),
      csv: paths.occupationFile(occupation.reference, 'csv'),
    },
  };
}

function crumbsOf(
  { title }: Occupation,
  placement: Placed['placement'],
  { route, pathway, cluster }: Record<'route' | 'pathway' | 'cluster', { slug: string; name: string } | null>,
): Crumb[] {
  if (!placement || !route) {
    const retired = { text: 'Retired occupations', href: paths.retiredOccupations() };
    return [{ text: 'Occupational maps', href: paths.maps() }, retired, { text: title }];
  }
  const map = paths.map(route.slug);
  return [
    { text: 'Occupational maps', href: paths.maps() },
    { text: route.name, href: map },
    ...(pathway ? [{ text: pathway.name, href: `${map}#${pathway.slug}` }] : []),
    cluster
      ? { text: cluster.name, href: `${map}#cluster-${cluster.slug}` }
      : { text: 'Awaiting placement', href: `${map}#awaiting-placement` },
    { text: title },
  ];
}

function standardOf({ standard }: Occupation): string | null {
  if (!standard) return null;
  const version = standard.version ? ` version ${standard.version}` : '';
  const status = { approved: ', approved', 'in-development': ', in development' };
  return `${standard.reference}${version}${standard.status ? status[standard.status] : ''}`;
}

const idOf = (code: string): string => code.toLowerCase();

/** An occupation that progression links to: its route, and whether that is another than where one stands. */
function linkedOf(map: PublishedMap, occupation: Occupation, here: Placed['placement']) {
  const slug = map.occupation(occupation.reference)?.placement?.route;
  const route = slug ? map.route(slug) : null;
  return { ...entryOf(occupation), route: route?.name ?? null, elsewhere: here !== null && slug !== here.route };
}

/** Which duty needs which statement: a row a statement, a column a duty; null where nothing is mapped. */
function mappingOf({ duties, ksbs }: Occupation) {
  if (duties.every((duty) => duty.ksbs.length === 0)) return null;
  return {
    duties: duties.map(({ code }) => code),
    rows: ksbs.map(({ code, text }) => ({ code, text, needed: duties.map((duty) => duty.ksbs.includes(code)) })),
  };
}

/** Knowledge, skills and behaviours, each with the duties that need it. */
function ksbGroupsOf({ ksbs, duties }: Occupation) {
  const dutiesOf = (ksb: Ksb) => duties.filter((duty) => duty.ksbs.includes(ksb.code)).map((duty) => duty.code);
  return (Object.keys(kindWords) as KsbKind[])
    .map((kind) => ({
      name: kindWords[kind],
      list: ksbs
        .filter((ksb) => ksb.kind === kind)
        .map((ksb) => ({ ...ksb, id: idOf(ksb.code), duties: dutiesOf(ksb) })),
    }))
    .filter((group) => group.list.length > 0);
}
