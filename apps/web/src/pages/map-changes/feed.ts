import { paths } from '@app/kernel';
import type { EditionWithChanges, HistoryEntry } from '@app/occupational-map';
import { kindWords } from './map-changes.view';

const longestList = 100;

/** What a feed is about, and the addresses of its page and of itself. */
export type FeedSubject = { title: string; page: string; feed: string };
type Entry = Pick<EditionWithChanges, 'no' | 'publishedAt' | 'kind' | 'note' | 'changes' | 'changeCount'>;

const everything: FeedSubject = {
  title: 'Changes to the occupational maps',
  page: paths.mapChanges(),
  feed: paths.mapChangesFeed(),
};

/** What one route or occupation went through, newest first, as an Atom feed. */
export function historyFeed(baseUrl: string, subject: FeedSubject, history: readonly HistoryEntry[]): string {
  const entries = history.map((entry) => ({ ...entry, changes: entry.texts, changeCount: entry.texts.length }));
  return feedOf(baseUrl, entries, subject);
}

/** The editions as an Atom feed (RFC 4287), newest first. The id of an entry never changes. */
export function feedOf(baseUrl: string, editions: readonly Entry[], subject: FeedSubject = everything): string {
  const base = baseUrl.replace(/\/$/, '');
  const updated = (editions[0]?.publishedAt ?? new Date(0)).toISOString();
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">',
    `  <id>${xml(base + subject.feed)}</id>`,
    `  <title>${xml(subject.title)}</title>`,
    `  <updated>${updated}</updated>`,
    '  <author><name>Waymark</name></author>',
    `  <link rel="self" type="application/atom+xml" href="${xml(base + subject.feed)}"/>`,
    `  <link rel="alternate" type="text/html" href="${xml(base + subject.page)}"/>`,
    ...editions.map((edition) => entryOf(base, edition, subject)),
    '</feed>',
    '',
  ].join('\n');
}

function entryOf(base: string, edition: Entry, { page }: FeedSubject): string {
  const whole = page === paths.mapChanges();
  const address = `${base}${page}${whole ? `#edition-${edition.no}` : `?edition=${edition.no}`}`;
  const at = edition.publishedAt.toISOString();
  return [
    '  <entry>',
    `    <id>${xml(address)}</id>`,
    `    <title>Edition ${edition.no}: ${xml(kindWords[edition.kind])}</title>`,
    `    <published>${at}</published>`,
    `    <updated>${at}</updated>`,
    `    <link rel="alternate" type="text/html" href="${xml(address)}"/>`,
    `    <summary>${xml(edition.note)}</summary>`,
    `    <content type="html">${xml(contentOf(edition))}</content>`,
    '  </entry>',
  ].join('\n');
}

function contentOf({ note, changes, changeCount }: Entry): string {
  const listed = changes.slice(0, longestList);
  const rest = changeCount - listed.length;
  const items = listed.map((text) => `<li>${xml(text)}</li>`).join('');
  return `<p>${xml(note)}</p><ul>${items}</ul>${rest > 0 ? `<p>and ${rest} more</p>` : ''}`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text inside XML: signs that mean something as entities, control characters that XML forbids left out. */
export function xml(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"']/g, (sign) => entities[sign]);
}
