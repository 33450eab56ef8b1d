import { foldText, paths } from '@app/kernel';
import type { Occupation, OccupationStatus, ProductKind, PublishedMap } from '@app/occupational-map';
import { fieldOf, occupationStatuses, plainTexts, productKinds, textsIn } from '@app/occupational-map';
import { choice, notOnList, occupationReference, slug, whole, words } from '../../http/asked';
import { addressOf } from './map-pages';
import { productWords, statusWords } from './words';

/**
 * What a reader chose on a route's page; null is everything. `occupation` is the one that is chosen on the map, and `steps`
 * whether all that can be reached from it is lit, or its direct steps alone.
 */
export type Filter = {
  view: 'table' | null;
  level: number | null;
  status: OccupationStatus | null;
  pathway: string | null;
  cluster: string | null;
  product: ProductKind | 't-level' | null;
  only: 'apprenticeship' | null;
  keyword: string | null;
  occupation: string | null;
  steps: 'all' | null;
};

/** What can be based on an occupation: the products that it names itself, and the T Levels that cover it. */
export const productChoices: readonly [ProductKind | 't-level', string][] = [
  ...productKinds.map((kind): [ProductKind, string] => [kind, productWords[kind]]),
  ['t-level', 'T Level'],
];

const statuses = occupationStatuses.filter((status) => status !== 'retired');

/** The filters of lists of occupations. */
export const occupationFilters = {
  level: whole(2, 7, 'Choose a level from 2 to 7'),
  status: choice(statuses),
  product: choice(productChoices.map(([product]) => product)),
};

/** The filters of a route's page. */
export const mapFilters = {
  // "picture" was a view of its own: the map is the picture now.
  view: choice(['table', 'picture']).transform((view) => (view === 'picture' ? null : view)),
  ...occupationFilters,
  pathway: slug,
  cluster: slug,
  only: choice(['apprenticeship']),
  keyword: words(),
  occupation: occupationReference,
  steps: choice(['all']),
};

/** Nothing chosen: everything is shown. */
export const everything: Filter = {
  view: null,
  level: null,
  status: null,
  pathway: null,
  cluster: null,
  product: null,
  only: null,
  keyword: null,
  occupation: null,
  steps: null,
};

/** Throws NotUnderstood where the choice names what is not on the map of this route. */
export function refuseUnknown(map: PublishedMap, slugOfRoute: string, filter: Filter): void {
  if (map.route(slugOfRoute) === null) return;
  const pathways = map.pathwaysOf(slugOfRoute);
  const clusters = pathways.flatMap((pathway) => map.clustersOf(pathway.slug));
  const occupations = map.occupationsOn(slugOfRoute);
  const known: [keyof Filter, readonly string[]][] = [
    ['pathway', pathways.map((one) => one.slug)],
    ['cluster', clusters.map((one) => one.slug)],
    ['occupation', occupations.map(({ reference }) => reference)],
  ];
  for (const [name, list] of known) if (filter[name] !== null && !list.includes(String(filter[name]))) notOnList(name);
}

/** Does the choice hide anything? The view and the chosen occupation hide nothing. */
export const isFiltered = ({ view: _view, occupation: _occupation, steps: _steps, ...rest }: Filter): boolean =>
  Object.values(rest).some((value) => value !== null);

/** Which occupations of this map the choice lets through. */
export function keeps(map: PublishedMap, filter: Filter): (occupation: Occupation) => boolean {
  const { level, status, pathway, cluster, product, only, keyword } = filter;
  const needle = keyword === null ? null : foldText(keyword);
  return (occupation) => {
    const place = map.occupation(occupation.reference)?.placement;
    return (
      (level === null || occupation.level === level) &&
      (status === null || occupation.status === status) &&
      (pathway === null || place?.pathway === pathway) &&
      (cluster === null || place?.cluster === cluster) &&
      (product === null || has(map, occupation, product)) &&
      (only === null || occupation.apprenticeshipOnly) &&
      (needle === null || namesIn(occupation).some((text) => foldText(text).includes(needle)))
    );
  };
}

const named = plainTexts.filter((field) => fieldOf(field).searchedBy !== undefined);
/** The texts by which it is found, without its statements. */
const namesIn = (occupation: Occupation): string[] => named.flatMap((field) => textsIn(occupation, field));

const has = (map: PublishedMap, { reference, products }: Occupation, product: ProductKind | 't-level'): boolean =>
  product === 't-level' ? map.tLevelsCovering(reference).length > 0 : products.some(({ kind }) => kind === product);

/** One choice of a select. */
type Option = { value: string; text: string; selected: boolean };

/** The selects of the form, in order: what each is called, and what can be chosen. */
export function optionsOf(map: PublishedMap, slug: string, filter: Filter) {
  const select = (name: keyof Filter, label: string, all: string, choices: [string, string][]) => ({
    name,
    label,
    options: [['', all] as [string, string], ...choices].map(([value, text]): Option => ({
      value,
      text,
      selected: value === String(filter[name] ?? ''),
    })),
  });
  const pathways = map.pathwaysOf(slug);
  const clusters = pathways.flatMap((pathway) => map.clustersOf(pathway.slug));
  const named = ({ slug: key, name }: { slug: string; name: string }): [string, string] => [key, name];
  return [
    select(
      'level',
      'Level',
      'All levels',
      [2, 3, 4, 5, 6, 7].map((level) => [String(level), `Level ${level}`]),
    ),
    select(
      'status',
      'Status',
      'All statuses',
      statuses.map((status) => [status, statusWords[status].text]),
    ),
    select('pathway', 'Pathway', 'All pathways', pathways.map(named)),
    select('cluster', 'Cluster', 'All clusters', clusters.map(named)),
    select('product', 'Product', 'All products', [...productChoices]),
    select('only', 'Ways in', 'All ways in', [['apprenticeship', 'Apprenticeship only']]),
  ];
}

/** What is set, each with the address of the page without it. */
export function chipsOf(map: PublishedMap, slug: string, filter: Filter): { text: string; href: string }[] {
  const without = (name: keyof Filter) =>
    addressOf(paths.map(slug), { ...filter, occupation: null, steps: null, [name]: null });
  const chosen = optionsOf(map, slug, filter).flatMap(({ name, options }) =>
    options
      .filter(({ value, selected }) => selected && value !== '')
      .map(({ text }) => ({ text, href: without(name) })),
  );
  const { keyword } = filter;
  return keyword === null ? chosen : [...chosen, { text: `“${keyword}”`, href: without('keyword') }];
}
