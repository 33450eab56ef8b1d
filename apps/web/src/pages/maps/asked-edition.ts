import { endOfLondonDay, formatLondon, refuse, shortText } from '@app/kernel';
import type { MapReader, PublishedMap } from '@app/occupational-map';
import { asked, type AskedOf, dayAs, isDay, notOnList } from '../../http/asked';

/** An earlier edition that an address asks for: by its number, or by the instant at which it was live. */
export type AskedEdition = { no: number } | { at: Date; said: string };

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** The filters of each page and file of a map: `edition=3`, `as-of=2026-11-24` (the end of that day in London) or `as-of=2026-11-24T09:30:00Z`. */
export const editionFilters = {
  edition: shortText()
    .regex(/^[1-9]\d{0,8}$/, 'Enter the number of an edition, like 3')
    .transform((no): AskedEdition => ({ no: Number(no) })),
  'as-of': dayAs((said): AskedEdition => {
    if (!instant.test(said)) return { at: endOfLondonDay(said), said };
    const at = new Date(said);
    return isDay(said.slice(0, 10)) && !Number.isNaN(at.getTime())
      ? { at, said }
      : refuse('Enter a real date and time');
  }),
};

/** What they ask for; null where an address asks for none, and the live edition is meant. */
export function editionIn(asked: Partial<AskedOf<typeof editionFilters>>): AskedEdition | null {
  return asked.edition ?? asked['as-of'] ?? null;
}

/** The same again, as an address says it. */
export function saidOf(asked: AskedOf<typeof editionFilters>): Readonly<Record<string, string | number>> {
  const edition = editionIn(asked);
  if (edition === null) return {};
  return 'no' in edition ? { edition: edition.no } : { 'as-of': edition.said };
}

/** The same, of a query as it comes. @throws NotUnderstood for what is no number or date */
export const askedEdition = (query: Readonly<Record<string, unknown>>): AskedEdition | null =>
  editionIn(asked(editionFilters, query));

/** The edition that is asked for. @throws Refused where there is none, saying which there are */
export async function editionAsked(reader: MapReader, asked: AskedEdition): Promise<PublishedMap> {
  const found = 'no' in asked ? await reader.edition(asked.no) : await reader.asOf(asked.at);
  if (found) return found;
  const [first, live] = [await reader.edition(1), await reader.current()];
  if (!first || !live) return notOnList('edition', 'Nothing has been published yet');
  if ('no' in asked)
    return notOnList('edition', `Enter a number from 1 to ${live.edition.no}: there is no edition ${asked.no}`);
  return notOnList(
    'as-of',
    `The first edition was published on ${formatLondon(first.edition.publishedAt, 'datetime')}`,
  );
}

/**
 * A page of an earlier edition with its links and its forms kept in that edition, so that who follows them stays in it.
 * Only the addresses that exist by edition are meant; the way to the current one is marked `data-current`.
 */
export function withinEdition(html: string, no: number): string {
  const byEdition = String.raw`\/(?:maps|all-routes|where|my-map|occupations|compare|t-levels|retired-occupations|soc-codes|search)(?=[/.?"#])`;
  const links = new RegExp(`(<a(?![^>]*data-current)[^>]*?\\shref=")(${byEdition}[^"#]*)((?:#[^"]*)?")`, 'g');
  const forms = new RegExp(`<form[^>]*?\\saction="${byEdition}[^>]*>`, 'g');
  return html
    .replace(links, (_, before: string, address: string, after: string) => {
      return `${before}${address}${address.includes('?') ? '&amp;' : '?'}edition=${no}${after}`;
    })
    .replace(forms, (form) => `${form}<input type="hidden" name="edition" value="${no}">`);
}
