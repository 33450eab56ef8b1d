import { paths } from '@app/kernel';
import type { Occupation, PublishedMap, SearchHit } from '@app/occupational-map';
import { occupationStatuses } from '@app/occupational-map';
import { type Filter, isFiltered, keeps, productChoices } from '../maps/filter';
import { addressOf } from '../maps/map-pages';
import { entryOf, statusWords } from '../maps/words';

const most = 50;
const matchWords = {
  'job-title': 'Typical job title',
  keyword: 'Keyword',
  code: 'Code',
  statement: 'Duty, knowledge, skill or behaviour',
  title: '',
} as const;

/** What is searched for: the words, and the route, level, status and product that count. */
export type Asked = { query: string; route: string | null; filter: Filter };

/** What the search page prints: for no query only the form. */
export function searchView(map: PublishedMap, { query, route, filter }: Asked) {
  const { hits, corrected } = map.find(query, { limit: most + 1, keep: keepsOf(map, route, filter) });
  const filtered = isFiltered(filter) || route !== null;
  return {
    title: titleOf(query, hits.length, filtered),
    section: 'search',
    query,
    corrected,
    filtered,
    all: addressOf(paths.search(), { q: query }),
    selects: selectsOf(map, route, filter),
    results: hits.slice(0, most).map((hit) => ({
      ...entryOf(hit.occupation),
      route: routeOf(map, hit),
      matched: hit.matched.by === 'title' ? null : `${matchWords[hit.matched.by]}: ${hit.matched.text}`,
    })),
  };
}

function titleOf(query: string, found: number, filtered: boolean): string {
  const searched = `“${query}”${filtered ? ' with these filters' : ''}`;
  if (query === '') return 'Search';
  if (found === 0) return `Nothing found for ${searched}`;
  if (found > most) return `The first ${most} occupations for ${searched}`;
  return `${found} ${found === 1 ? 'occupation' : 'occupations'} for ${searched}`;
}

function keepsOf(map: PublishedMap, route: string | null, filter: Filter): (occupation: Occupation) => boolean {
  const fits = keeps(map, filter);
  return (one) => (route === null || map.occupation(one.reference)?.placement?.route === route) && fits(one);
}

function selectsOf(map: PublishedMap, route: string | null, { level, status, product }: Filter) {
  const select = (
    name: string,
    label: string,
    all: string,
    chosen: string | number | null,
    choices: [string, string][],
  ) => ({
    name,
    label,
    options: [['', all], ...choices].map(([value, text]) => ({
      value,
      text,
      selected: value === String(chosen ?? ''),
    })),
  });
  const levels = [2, 3, 4, 5, 6, 7].map((one): [string, string] => [String(one), `Level ${one}`]);
  return [
    select(
      'route',
      'Route',
      'All routes',
      route,
      map.routes.map(({ slug, name }) => [slug, name]),
    ),
    select('level', 'Level', 'All levels', level, levels),
    select(
      'status',
      'Status',
      'All statuses',
      status,
      occupationStatuses.filter((one) => one !== 'retired').map((one) => [one, statusWords[one].text]),
    ),
    select('product', 'Product', 'All products', product, [...productChoices]),
  ];
}

function routeOf(map: PublishedMap, { occupation }: SearchHit): string | null {
  const slug = map.occupation(occupation.reference)?.placement?.route;
  return slug ? (map.route(slug)?.name ?? null) : null;
}
