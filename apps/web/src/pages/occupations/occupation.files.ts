import type { Occupation, Placed, PublishedMap } from '@app/occupational-map';
import { csvText } from '../../http/csv';
import { licence } from '../open-data/licence';

/** One occupation of an edition as JSON: all that its page says, with licence, edition and date. */
export function occupationJson(map: PublishedMap, { occupation, placement }: Placed): string {
  const { no, publishedAt, rootHash } = map.edition;
  const named = (one: Occupation) => ({ reference: one.reference, title: one.title, level: one.level });
  const said = {
    licence: licence.url,
    edition: { no, publishedAt: publishedAt.toISOString(), hash: rootHash },
    occupation,
    placement: placement && {
      route: map.route(placement.route)?.name ?? null,
      pathway: placement.pathway && (map.pathway(placement.pathway)?.name ?? null),
      cluster: placement.cluster && (map.cluster(placement.cluster)?.name ?? null),
    },
    progression: {
      from: map.comesFrom(occupation.reference).map(named),
      to: map.leadsTo(occupation.reference).map(named),
    },
    tLevels: map.tLevelsCovering(occupation.reference).map(({ tLevel, specialism }) => ({
      reference: tLevel.reference,
      title: tLevel.title,
      startYear: tLevel.startYear,
      specialism,
    })),
  };
  return `${JSON.stringify(said, null, 2)}\n`;
}

/** The duties and statements of one occupation as CSV. */
export function occupationCsv(map: PublishedMap, { occupation }: Placed): string {
  const { no, publishedAt } = map.edition;
  const { reference, title, level, duties, ksbs } = occupation;
  const row = (kind: string, code: string, text: string, mapped: readonly string[]) => [
    reference,
    title,
    String(level),
    kind,
    code,
    text,
    mapped.join(' '),
    String(no),
    publishedAt.toISOString(),
    licence.url,
  ];
  const rows = [
    ...duties.map((duty) => row('duty', duty.code, duty.text, duty.ksbs)),
    ...ksbs.map(({ kind, code, text }) => {
      const needed = duties.filter((duty) => duty.ksbs.includes(code)).map((duty) => duty.code);
      return row(kind, code, text, needed);
    }),
  ];
  const header = [
    'reference',
    'title',
    'level',
    'kind',
    'code',
    'text',
    'mapped_to',
    'edition',
    'published',
    'licence',
  ];
  return csvText('people', header, rows);
}
