import { endOfLondonDay, formatLondon, Refused } from '@app/kernel';
import type { MapReader, PublishedMap } from '@app/occupational-map';

/** An earlier edition that an address asks for: by its number, or by the instant at which it was live. */
export type AskedEdition = { no: number } | { at: Date; said: string };

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * What `?edition=3`, `?as-of=2026-11-24` (the end of that day in London) or `?as-of=2026-11-24T09:30:00Z` asks for;
 * null where an address asks for none, and the live edition is meant.
 * @throws Refused for what is no number or date
 */
export function askedEdition(query: Readonly<Record<string, unknown>>): AskedEdition | null {
  const { edition, 'as-of': asOf } = query;
  if (typeof edition === 'string' && edition !== '') {
    if (!/^[1-9]\d{0,8}$/.test(edition)) throw refusal('edition', 'Enter the number of an edition, like 3');
    return { no: Number(edition) };
  }
  if (typeof asOf !== 'string' || asOf === '') return null;
  if (!instant.test(asOf)) return { at: endOfLondonDay(asOf, 'as-of'), said: asOf };
  const at = new Date(asOf);
  if (Number.isNaN(at.getTime())) throw refusal('as-of', 'Enter a real date and time');
  return { at, said: asOf };
}

/** The edition that is asked for. @throws Refused where there is none, saying which there are */
export async function editionAsked(reader: MapReader, asked: AskedEdition): Promise<PublishedMap> {
  const found = 'no' in asked ? await reader.edition(asked.no) : await reader.asOf(asked.at);
  if (found) return found;
  const [first, live] = [await reader.edition(1), await reader.current()];
  if (!first || !live) throw refusal('edition', 'Nothing has been published yet');
  if ('no' in asked)
    throw refusal('edition', `Enter a number from 1 to ${live.edition.no}: there is no edition ${asked.no}`);
  throw refusal('as-of', `The first edition was published on ${formatLondon(first.edition.publishedAt, 'datetime')}`);
}

/**
 * A page of an earlier edition with its links and its forms kept in that edition, so that who follows them stays in it.
 * Only the addresses that exist by edition are meant; the way to the current one is marked `data-current`.
 */
export function withinEdition(html: string, no: number): string {
  const byEdition = String.raw`\/(?:maps|occupations|t-levels|retired-occupations|soc-codes|search)(?=[/.?"#])`;
  const links = new RegExp(`(<a(?![^>]*data-current)[^>]*?\\shref=")(${byEdition}[^"#]*)((?:#[^"]*)?")`, 'g');
  const forms = new RegExp(`<form[^>]*?\\saction="${byEdition}[^>]*>`, 'g');
  return html
    .replace(links, (_, before: string, address: string, after: string) => {
      return `${before}${address}${address.includes('?') ? '&amp;' : '?'}edition=${no}${after}`;
    })
    .replace(forms, (form) => `${form}<input type="hidden" name="edition" value="${no}">`);
}

const refusal = (field: string, text: string): Refused => new Refused([{ field, text }]);
