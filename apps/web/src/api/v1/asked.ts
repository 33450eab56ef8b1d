import { cleanText, Refused } from '@app/kernel';

/** What of an occupation or route is written beside its base members. */
const expansions = [
  'dutiesksb',
  'keywords',
  'links',
  'maphierarchy',
  'overview',
  'products',
  'route.links',
  'soc',
  'typicaljobtitles',
] as const;
export type Expansion = (typeof expansions)[number];
export type Expand = ReadonlySet<Expansion>;

/** The query of an address as the API reads it: names in any case (ASP.NET), the first value of a repeated one. */
export type Query = Readonly<Record<string, unknown>>;

/** One value of a query, trimmed; empty where it is not given. */
export function asked(query: Query, name: string): string {
  return cleanText(all(query, name)[0] ?? '', 'one-line');
}

function all(query: Query, name: string): string[] {
  const values = Object.entries(query).filter(([key]) => key.toLowerCase() === name.toLowerCase());
  return values.flatMap(([, value]) => value).filter((value) => typeof value === 'string');
}

/** `expand=occupation.soc, occupation.dutiesKSB`: names in any case with blanks around them; unknown ones are ignored. */
export function expandOf(query: Query): Expand {
  const names = all(query, 'expand').flatMap((list) => list.split(','));
  const wanted = new Set(
    names.map((name) =>
      cleanText(name, 'one-line')
        .toLowerCase()
        .replace(/^occupation\./, ''),
    ),
  );
  return new Set(expansions.filter((name) => wanted.has(name)));
}

const mostOnPage = 100;
const usualOnPage = 10;

/** Which page of the results, from 1, and how many are on it: 10 where nothing is said, 100 at most. @throws Refused */
export function pageOf(query: Query): { pageNumber: number; pageSize: number } {
  const pageSize = whole(query, 'pageSize', usualOnPage);
  return { pageNumber: whole(query, 'pageNumber', 1), pageSize: Math.min(pageSize, mostOnPage) };
}

function whole(query: Query, name: string, usual: number): number {
  const text = asked(query, name);
  if (text === '') return usual;
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new Refused([{ field: name, text: `${name} is a whole number from 1` }]);
  return Number(text);
}
