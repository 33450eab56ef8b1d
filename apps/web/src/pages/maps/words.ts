import type { Occupation, OccupationStatus, ProductKind, PublishedMap, TechnicalLevel } from '@app/occupational-map';
import { paths } from '@app/kernel';

/** What a status is called on a page. */
export const statusWords: Readonly<Record<OccupationStatus, { text: string }>> = {
  approved: { text: 'Approved' },
  'in-development': { text: 'Standard in development' },
  'proposal-in-development': { text: 'Proposal in development' },
  'awaiting-interest': { text: 'Awaiting interest from employers' },
  retired: { text: 'Retired' },
};

/** The columns of a map. */
export const levelWords: Readonly<Record<TechnicalLevel, { name: string; levels: string; marks: readonly number[] }>> =
  {
    technical: { name: 'Technical', levels: 'levels 2 and 3', marks: [2, 3] },
    'higher-technical': { name: 'Higher Technical', levels: 'levels 4 and 5', marks: [4, 5] },
    professional: { name: 'Professional', levels: 'levels 6 and 7', marks: [6, 7] },
  };

/** What a row of the map says of a status beside its mark; nothing of what is approved, as nearly all are. */
const shortStatusWords: Partial<Record<OccupationStatus, string>> = {
  'in-development': 'In development',
  'proposal-in-development': 'Proposal in development',
  'awaiting-interest': 'Awaiting interest',
};

/** What is to be known of an occupation beside its level and title, in a few words: a T Level, or what stands in its way. */
export function noteOf(map: PublishedMap, { reference, status, pausedForStarts }: Occupation): string {
  return [
    map.tLevelsCovering(reference).length > 0 ? 'T Level' : '',
    shortStatusWords[status] ?? '',
    pausedForStarts ? 'Paused' : '',
  ]
    .filter((word) => word !== '')
    .join(', ');
}

/** A mark of how something stands: its words, and which sign goes with them (`standing` in marks.njk). */
export type Tag = { text: string; kind: OccupationStatus | 'warn' | 'ref' };

/** The marks that say how an occupation stands: its status, and what holds for it beside. */
export function tagsOf(occupation: Occupation): Tag[] {
  const { status, pausedForStarts, apprenticeshipOnly } = occupation;
  return [
    { ...statusWords[status], kind: status },
    ...(pausedForStarts ? [{ text: 'Paused for new starts', kind: 'warn' as const }] : []),
    ...(apprenticeshipOnly ? [{ text: 'Apprenticeship only', kind: 'ref' as const }] : []),
  ];
}

/** An occupation in a list: where it leads, its name, level, status and marks. */
export type Entry = {
  href: string;
  reference: string;
  title: string;
  level: number;
  status: OccupationStatus;
  tags: Tag[];
};

export const entryOf = (occupation: Occupation): Entry => ({
  href: paths.occupation(occupation.reference),
  reference: occupation.reference,
  title: occupation.title,
  level: occupation.level,
  status: occupation.status,
  tags: tagsOf(occupation),
});

/** What a product is called on a page. */
export const productWords: Readonly<Record<ProductKind, string>> = {
  apprenticeship: 'Apprenticeship',
  'foundation-apprenticeship': 'Foundation apprenticeship',
  'apprenticeship-unit': 'Apprenticeship unit',
  'higher-technical-qualification': 'Higher Technical Qualification',
  'technical-qualification': 'Technical qualification',
};
