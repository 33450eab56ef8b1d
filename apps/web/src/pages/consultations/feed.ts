import type { ConsultationRow } from '@app/consultations';
import { formatLondon, paths } from '@app/kernel';
import { xml } from '../map-changes/feed';

/** The consultations as an Atom feed: one entry each, from when it opens. */
export function consultationsFeed(baseUrl: string, rows: readonly ConsultationRow[]): string {
  const begun = rows.filter(({ standing }) => standing !== 'upcoming' && standing !== 'withdrawn');
  const updated = begun.reduce((latest, { opensAt }) => (opensAt > latest ? opensAt : latest), new Date(0));
  const self = xml(baseUrl + paths.consultationsFeed());
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">',
    `  <id>${self}</id>`,
    '  <title>Consultations on occupations</title>',
    `  <updated>${updated.toISOString()}</updated>`,
    '  <author><name>Waymark</name></author>',
    `  <link rel="self" type="application/atom+xml" href="${self}"/>`,
    ...begun.map((row) => entry(baseUrl, row)),
    '</feed>',
    '',
  ].join('\n');
}

function entry(baseUrl: string, { reference, title, subjects, opensAt, closesAt, standing }: ConsultationRow): string {
  const address = xml(baseUrl + paths.consultation(reference));
  const about = subjects.map((one) => one.title).join('; ');
  const when = `${standing === 'closed' ? 'Closed on' : 'Open until'} ${formatLondon(closesAt, 'closing')}`;
  return [
    '  <entry>',
    `    <id>${address}</id>`,
    `    <title>${xml(title)}</title>`,
    `    <updated>${opensAt.toISOString()}</updated>`,
    `    <link rel="alternate" type="text/html" href="${address}"/>`,
    `    <summary>${xml(`About ${about}. ${when}`)}</summary>`,
    '  </entry>',
  ].join('\n');
}
