import type { PublishedMap, SearchHit } from '@app/occupational-map';
import { entryOf } from '../maps/words';

const most = 50;
const matchWords = { 'job-title': 'Typical job title', keyword: 'Keyword', code: 'Code', title: '' } as const;

/** What the search page prints: for no query only the form. */
export function searchView(map: PublishedMap, query: string) {
  const hits = map.search(query, most + 1);
  const words = { one: `1 occupation for “${query}”`, many: `${hits.length} occupations for “${query}”` };
  const found =
    hits.length > most ? `The first ${most} occupations for “${query}”` : hits.length === 1 ? words.one : words.many;
  return {
    title: query === '' ? 'Search' : hits.length === 0 ? `Nothing found for “${query}”` : found,
    section: 'search',
    query,
    results: hits.slice(0, most).map((hit) => ({
      ...entryOf(hit.occupation),
      route: routeOf(map, hit),
      matched: hit.matched.by === 'title' ? null : `${matchWords[hit.matched.by]}: ${hit.matched.text}`,
    })),
  };
}

function routeOf(map: PublishedMap, { occupation }: SearchHit): string | null {
  const slug = map.occupation(occupation.reference)?.placement?.route;
  return slug ? (map.route(slug)?.name ?? null) : null;
}
