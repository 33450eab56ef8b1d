import { paths } from '@app/kernel';
import type { EditionWithChanges } from '@app/occupational-map';
import { kindWords } from './map-changes.view';

const longestList = 100;

/** The editions as an Atom feed (RFC 4287), newest first. The id of an entry never changes. */
export function feedOf(baseUrl: string, editions: readonly EditionWithChanges[]): string {
  const base = baseUrl.replace(/\/$/, '');
  const updated = (editions[0]?.publishedAt ?? new Date(0)).toISOString();
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">',
    `  <id>${xml(base + paths.mapChangesFeed())}</id>`,
    '  <title>Changes to the occupational maps</title>',
    `  <updated>${updated}</updated>`,
    '  <author><name>Waymark</name></author>',
    `  <link rel="self" type="application/atom+xml" href="${xml(base + paths.mapChangesFeed())}"/>`,
    `  <link rel="alternate" type="text/html" href="${xml(base + paths.mapChanges())}"/>`,
    ...editions.map((edition) => entryOf(base, edition)),
    '</feed>',
    '',
  ].join('\n');
}

function entryOf(base: string, edition: EditionWithChanges): string {
  const address = `${base}${paths.mapChanges()}#edition-${edition.no}`;
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

function contentOf({ note, changes, changeCount }: EditionWithChanges): string {
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
