import { paths } from '@app/kernel';
import {
  type HistoryEntry,
  type Ksb,
  type KsbKind,
  type Occupation,
  type Placed,
  type PublishedMap,
  technicalLevelOf,
} from '@app/occupational-map';
import { entryOf, levelWords, productWords, tagsOf } from '../maps/words';

type Crumb = { text: string; href?: string };

const kindWords: Readonly<Record<KsbKind, string>> = {
  knowledge: 'Knowledge',
  skill: 'Skills',
  behaviour: 'Behaviours',
};

const confidenceWords = { high: 'close match', medium: 'fair match', low: 'weak match' } as const;

/** What the page of an occupation prints. */
export function occupationView(map: PublishedMap, { occupation, placement }: Placed, history: readonly HistoryEntry[]) {
  const route = placement && map.route(placement.route);
  const pathway = placement?.pathway ? map.pathway(placement.pathway) : null;
  const cluster = placement?.cluster ? map.cluster(placement.cluster) : null;
  const successor = occupation.successor ? map.occupation(occupation.successor) : null;
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
    successor: successor && entryOf(successor.occupation),
    standard: standardOf(occupation),
    soc2020: occupation.soc2020 && {
      ...occupation.soc2020,
      confidence: confidenceWords[occupation.soc2020.confidence],
    },
    duties: occupation.duties.map((duty) => ({ ...duty, id: idOf(duty.code) })),
    ksbs: ksbGroupsOf(occupation),
    products: occupation.products.map((product) => ({ ...product, kind: productWords[product.kind] })),
    tLevels: map.tLevelsCovering(occupation.reference).map(({ tLevel, specialism }) => ({
      href: paths.tLevel(tLevel.reference),
      title: tLevel.title,
      startYear: tLevel.startYear,
      specialism,
    })),
    from: map.comesFrom(occupation.reference).map(entryOf),
    to: map.leadsTo(occupation.reference).map(entryOf),
    history,
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
