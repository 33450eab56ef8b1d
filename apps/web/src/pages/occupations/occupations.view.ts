import { paths } from '@app/kernel';
import {
  fieldsOfOccupations,
  fieldsWith,
  type Occupation,
  type Placed,
  type PublishedMap,
  textsIn,
} from '@app/occupational-map';
import { entryOf } from '../maps/words';
import { factsOf, waysInto } from './facts.view';
import { ladderOf } from './ladder.view';
import { matrixOf, panelsOf } from './standard.view';

type Crumb = { text: string; href?: string };
type Standing = Record<'route' | 'pathway' | 'cluster', { slug: string; name: string } | null>;

/** So many characters of an overview stand beside the title; a longer one is a section of its own. */
const longestLead = 280;

/** What the page of an occupation prints. */
export function occupationView(map: PublishedMap, placed: Placed) {
  const { occupation, placement } = placed;
  const route = placement && map.route(placement.route);
  const pathway = placement?.pathway ? map.pathway(placement.pathway) : null;
  const cluster = placement?.cluster ? map.cluster(placement.cluster) : null;
  return {
    title: occupation.title,
    section: 'maps',
    occupation,
    crumbs: crumbsOf(occupation, { route, pathway, cluster }),
    routeId: route?.officialId ?? null,
    onMap: route && { name: route.name, href: `${paths.map(route.slug)}?occupation=${occupation.reference}` },
    formerRoute: occupation.retiredFrom && (map.route(occupation.retiredFrom)?.name ?? null),
    successors: map.replacing(occupation).map(entryOf),
    facts: factsOf(map, placed),
    ...textsOf(occupation),
    ways: waysInto(map, occupation),
    onlySince: occupation.apprenticeshipOnlySource && new Date(occupation.apprenticeshipOnlySource.date),
    ladder: ladderOf(map, placed),
    panels: panelsOf(occupation),
    matrix: matrixOf(occupation),
    files: {
      json: paths.occupationFile(occupation.reference, 'json'),
      csv: paths.occupationFile(occupation.reference, 'csv'),
    },
    compare: occupation.status === 'retired' ? null : paths.compare([occupation.reference]),
    address: paths.occupation(occupation.reference),
  };
}

/** The texts that stand on its page as they are: a short overview as its lead, the others each below a heading. */
function textsOf(occupation: Occupation) {
  const { overview } = occupation;
  const lead = overview.length <= longestLead && !overview.includes('\n') ? overview : null;
  const texts = fieldsWith('heading').flatMap((field) => {
    const { heading, text } = fieldsOfOccupations[field];
    const said = textsIn(occupation, field);
    if (said.length === 0 || (field === 'overview' && lead !== null)) return [];
    return [{ id: `text-${field}`, heading, isList: text.kind === 'lines', said }];
  });
  return { lead, texts };
}

function crumbsOf({ title }: Occupation, { route, pathway, cluster }: Standing): Crumb[] {
  if (!route) {
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
