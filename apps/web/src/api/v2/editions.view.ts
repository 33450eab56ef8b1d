import {
  differencesOf,
  type EditionWithChanges,
  emptyMap,
  type HeldVersion,
  type HistoryEntry,
  type PublishedMap,
} from '@app/occupational-map';
import type { AuthorityWords } from '@app/revisions';
import { authorityLines } from '../../pages/revisions/authority-links';
import { editionOf, type Made, type Reading } from './answers';
import { cursorOf, partOf } from './cursor';
import type { differences, editionItself, editions, history } from './editions.schema';

type Addresses = { apiUrl: string; baseUrl: string };

/** A page of the editions; `found` holds one more where older ones follow. */
export function editionList(
  found: readonly EditionWithChanges[],
  limit: number,
  apiUrl: string,
): Made<typeof editions.answer> {
  const items = found.slice(0, limit);
  return { said: { items: items.map((one) => editionItem(one, apiUrl)) }, next: olderThan(found, items) };
}

function editionItem(edition: EditionWithChanges, apiUrl: string) {
  const { kind, note, changeCount } = edition;
  return { ...editionOf(edition, apiUrl), kind, note, changeCount };
}

/** One edition with its change note. */
export function editionAnswer(
  edition: EditionWithChanges,
  authority: readonly AuthorityWords[],
  { apiUrl, baseUrl }: Addresses,
): Made<typeof editionItself.answer> {
  const said = { changes: edition.changes, authority: authoritiesOf(authority, baseUrl) };
  return { said: { item: { ...editionItem(edition, apiUrl), ...said } } };
}

/** A page of what differs from another edition, or from nothing. */
export function differenceList(
  before: PublishedMap | null,
  { map, query }: Reading<typeof differences.params, typeof differences.query>,
  apiUrl: string,
): Made<typeof differences.answer> {
  const all = differencesOf(before?.state ?? emptyMap, map.state).map((difference, index) => ({ difference, index }));
  const { items, next } = partOf(all, query, ({ index }) => String(index));
  const shown = items.map(({ difference: { kind, about, text, changes } }) => ({
    kind,
    about: [...about],
    text,
    changes,
  }));
  return { said: { from: before && editionOf(before.edition, apiUrl), total: all.length, items: shown }, next };
}

/** A page of an occupation's history; `entries` hold one more where older ones follow. */
export function historyList(
  entries: readonly HistoryEntry[],
  held: readonly HeldVersion[],
  authorities: ReadonlyMap<number, readonly AuthorityWords[]>,
  { limit, baseUrl }: { limit: number; baseUrl: string },
): Made<typeof history.answer> {
  const byNo = new Map(held.map(({ no, ...version }) => [no, version]));
  const items = entries.slice(0, limit);
  const shown = items.map(({ no, publishedAt, kind, note, texts }) => ({
    edition: { no, publishedAt: publishedAt.toISOString(), kind },
    note,
    changes: texts,
    authority: authoritiesOf(authorities.get(no) ?? [], baseUrl),
    held: byNo.get(no) ?? null,
  }));
  return { said: { items: shown }, next: olderThan(entries, items) };
}

const authoritiesOf = (words: readonly AuthorityWords[], baseUrl: string) =>
  authorityLines(words).map(({ text, href }) => ({ text, url: href === null ? null : `${baseUrl}${href}` }));

function olderThan(found: readonly { no: number }[], shown: readonly { no: number }[]): string | null {
  const last = shown.at(-1);
  return last !== undefined && found.length > shown.length ? cursorOf(String(last.no)) : null;
}
