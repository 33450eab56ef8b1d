import { paths } from '@app/kernel';
import { type Occupation, occupationStatuses, type PublishedMap } from '@app/occupational-map';
import { type Answer, type Hit, search } from '@app/search';
import { type Filter, isFiltered, keeps, productChoices } from '../maps/filter';
import { addressOf } from '../maps/map-pages';
import { statusWords } from '../maps/words';
import { type Ground, type Kind, kinds, resultOf, type Thing } from './found.view';

/** So many results of one kind stand on a page. */
const ofAPage = 25;

/** What is asked: the words, one kind of thing or all, which page of it, and what counts of occupations. */
export type Question = {
  query: string;
  kind: Kind | null;
  page: number;
  route: string | null;
  filter: Filter;
};

/** What the search page prints: for no query only the form. */
export function searchView(ground: Ground, question: Question) {
  const { query, route, filter } = question;
  const filtered = isFiltered(filter) || route !== null;
  const answer = answerTo(ground, question);
  const groups = groupsOf(answer.hits);
  const kind = question.kind ?? (filtered ? 'occupation' : null);
  const shown = kind === null ? groups : groups.filter((group) => group.kind === kind);
  const total = shown.reduce((sum, { hits }) => sum + hits.length, 0);
  const paged = pageOf(shown, { ...question, kind });
  return {
    title: titleOf(query, total, filtered),
    section: 'search',
    query,
    corrected: answer.corrected,
    aside: answer.aside,
    filtered,
    kind,
    all: addressOf(paths.search(), { q: query }),
    others: groups.map((group) => ({
      name: kinds[group.kind].name,
      count: group.hits.length,
      current: group.kind === kind,
      href: addressOf(paths.search(), { q: query, kind: group.kind }),
    })),
    groups: paged.groups.map((group) => ({
      ...kinds[group.kind],
      kind: group.kind,
      results: group.hits.map((hit) => resultOf(ground.map, hit)),
      more: group.more > 0 ? addressOf(paths.search(), { q: query, kind: group.kind }) : null,
      total: group.total,
    })),
    pagination: paged.pagination,
    selects: selectsOf(ground.map, route, filter),
  };
}

/** All that answers, best first. */
function answerTo({ map, site }: Ground, { query, route, filter }: Question): Answer<Thing> {
  const fits = keepsOf(map, route, filter);
  const all = route === null && !isFiltered(filter);
  const keep = (thing: Thing): boolean =>
    'occupation' in thing && thing.occupation !== undefined ? fits(thing.occupation) : all;
  return search<Thing>([map.things, site], query, { keep });
}

type Group = { kind: Kind; hits: readonly Hit<Thing>[] };

/** The results by kind; the kind of the best one first. */
function groupsOf(hits: readonly Hit<Thing>[]): Group[] {
  return [...new Set(hits.map(({ thing }) => thing.kind))].map((kind) => ({
    kind,
    hits: hits.filter(({ thing }) => thing.kind === kind),
  }));
}

function pageOf(groups: readonly Group[], { query, kind, page, route, filter }: Question) {
  if (kind === null) {
    const some = groups.map(({ kind, hits }) => {
      const { beside } = kinds[kind];
      return { kind, hits: hits.slice(0, beside), more: Math.max(0, hits.length - beside), total: hits.length };
    });
    return { groups: some, pagination: null };
  }
  const hits = groups.flatMap((group) => group.hits);
  const pages = Math.max(1, Math.ceil(hits.length / ofAPage));
  const current = Math.min(page, pages);
  const { level, status, product } = filter;
  const at = (no: number): string =>
    addressOf(paths.search(), { q: query, kind, route, level, status, product, page: no === 1 ? null : no });
  const shown = hits.slice((current - 1) * ofAPage, current * ofAPage);
  return {
    groups: hits.length === 0 ? [] : [{ kind, hits: shown, more: 0, total: hits.length }],
    pagination:
      pages === 1
        ? null
        : {
            pages,
            current,
            previous: current > 1 ? at(current - 1) : null,
            next: current < pages ? at(current + 1) : null,
          },
  };
}

function titleOf(query: string, found: number, filtered: boolean): string {
  const searched = `“${query}”${filtered ? ' with these filters' : ''}`;
  if (query === '') return 'Search';
  if (found === 0) return `Nothing found for ${searched}`;
  return `${found} ${found === 1 ? 'result' : 'results'} for ${searched}`;
}

function keepsOf(map: PublishedMap, route: string | null, filter: Filter): (occupation: Occupation) => boolean {
  const fits = keeps(map, filter);
  return (one) => (route === null || map.routeOf(one)?.slug === route) && fits(one);
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
