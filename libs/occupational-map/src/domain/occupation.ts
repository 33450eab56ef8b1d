import { tooLong, withoutEmpty } from '@app/kernel';
import { z } from 'zod';
import { fieldsOfOccupations } from './fields';

/** Where an occupation stands. Being agreed as an occupation is not the same as having an approved standard: see `standard`. */
export const occupationStatuses = [
  'awaiting-interest',
  'proposal-in-development',
  'in-development',
  'approved',
  'retired',
] as const;
export type OccupationStatus = (typeof occupationStatuses)[number];

export const ksbKinds = ['knowledge', 'skill', 'behaviour'] as const;
export type KsbKind = (typeof ksbKinds)[number];

const socConfidences = ['high', 'medium', 'low'] as const;

export const productKinds = [
  'apprenticeship',
  'foundation-apprenticeship',
  'apprenticeship-unit',
  'higher-technical-qualification',
  'technical-qualification',
] as const;
export type ProductKind = (typeof productKinds)[number];

/** OCC and digits; the options of a core-and-options standard add letters: OCC0397A. */
const referencePattern = /^OCC\d{4,5}[A-Z]{0,2}$/;
/** The reference of an occupation, for example OCC0116. */
export const occupationReferenceSchema = z.string().regex(referencePattern, 'Enter a reference like OCC0116');

/*
 * These schemas read what is stored, in operations and in editions: they check, and neither clean nor default, so that the
 * same operations always make the same map. Texts are cleaned in the forms and files that they come from.
 */
const line = (longest: number, empty: string) => z.string().min(1, empty).max(longest, tooLong(longest));
const words = (longest: number) => z.string().max(longest, tooLong(longest));
const { title, overview, typicalJobTitles, keywords, duties, ksbs, banner } = fieldsOfOccupations;

/** A coded duty, and the codes of the knowledge, skills and behaviours that it needs. */
export const dutySchema = z.object({
  code: z.string().regex(/^D\d{1,3}$/, 'Give each duty a code like D1'),
  text: line(duties.text.longest, 'Enter the duty'),
  ksbs: z.array(z.string()),
});

/** A coded statement of knowledge (K1), skill (S1) or behaviour (B1). */
export const ksbSchema = z.object({
  code: z.string().regex(/^[KSB]\d{1,3}$/, 'Give each statement a code like K1, S1 or B1'),
  kind: z.enum(ksbKinds),
  text: line(ksbs.text.longest, 'Enter the statement'),
});
export type Ksb = z.infer<typeof ksbSchema>;

export const productSchema = z.object({
  kind: z.enum(productKinds),
  reference: z.string().nullable(),
  title: line(200, 'Enter the title of the product'),
});
export type Product = z.infer<typeof productSchema>;

export const standardSchema = z.object({
  reference: z.string().regex(/^ST\d{4,5}$/, 'Enter a reference like ST0116'),
  version: z.string().nullable(),
  status: z.enum(['approved', 'in-development']).nullable(),
});

/**
 * What is said about an occupation, each field as `fieldsOfOccupations` tells of it. Where it stands on the map is its
 * `Placement`, beside it in the `MapState`.
 */
export const occupationSchema = z.object({
  reference: occupationReferenceSchema,
  title: line(title.text.longest, 'Enter the occupation title'),
  level: z
    .number('Select a level from 2 to 7')
    .int()
    .min(2, 'Select a level from 2 to 7')
    .max(7, 'Select a level from 2 to 7'),
  status: z.enum(occupationStatuses),
  overview: words(overview.text.longest),
  typicalJobTitles: z.array(line(typicalJobTitles.text.longest, 'Enter the job title')),
  keywords: z.array(line(keywords.text.longest, 'Enter the keyword')),
  duties: z.array(dutySchema),
  ksbs: z.array(ksbSchema),
  soc2020: z
    .object({
      code: z.string().regex(/^\d{4}$/, 'Enter a SOC 2020 code of 4 digits'),
      title: z.string(),
      confidence: z.enum(socConfidences),
    })
    .nullable(),
  soc2010: z
    .object({
      code: z.string().regex(/^\d{4}$/, 'Enter a SOC 2010 code of 4 digits'),
      title: z.string(),
    })
    .nullable(),
  apprenticeshipOnly: z.boolean(),
  /** Who says that it is for apprenticeships only, and since when; absent where it is not, or nobody noted it. */
  apprenticeshipOnlySource: z
    .object({
      by: line(300, 'Enter who says that it is for apprenticeships only'),
      date: z.iso.date('Enter the date of the source, like 2026-11-24'),
    })
    .optional(),
  standard: standardSchema.nullable(),
  pausedForStarts: z.boolean(),
  banner: words(banner.text.longest).nullable(),
  /** The occupation that replaces a retired one. */
  successor: occupationReferenceSchema.nullable(),
  /** All occupations that replace a split one, `successor` the first of them; absent where it was not split. */
  successors: z.array(occupationReferenceSchema).min(2).optional(),
  /** The route that a retired occupation was on: it is on no map any more, only on the retired list. */
  retiredFrom: z.string().nullable(),
  /** Set where the occupation is an option of a core-and-options standard. */
  option: z.object({ core: z.string(), name: z.string() }).nullable(),
  products: z.array(productSchema),
});

export type Occupation = z.infer<typeof occupationSchema>;

/** What has to be known to name an occupation; the rest starts empty. */
export type OccupationBeginnings = Partial<Occupation> & Pick<Occupation, 'reference' | 'title' | 'level'>;

/** What an occupation says of which nothing is said. Fields that came later are absent instead. */
const nothingSaid = {
  status: 'awaiting-interest',
  overview: '',
  typicalJobTitles: [],
  keywords: [],
  duties: [],
  ksbs: [],
  soc2020: null,
  soc2010: null,
  apprenticeshipOnly: false,
  standard: null,
  pausedForStarts: false,
  banner: null,
  successor: null,
  retiredFrom: null,
  option: null,
  products: [],
} satisfies Partial<Occupation>;

/** An occupation with everything not given left empty, awaiting interest from employers unless a status is given. */
export function newOccupation(given: OccupationBeginnings): Occupation {
  return occupationSchema.parse(whole(given));
}

/** An occupation looked at as it was stored, maybe before it had all of its fields: what is wrong with it, or itself. */
export function checkOccupation(stored: Readonly<Record<string, unknown>>) {
  return occupationSchema.safeParse(whole(stored));
}

const whole = (given: object): object => ({
  ...nothingSaid,
  ...withoutEmpty(
    occupationSchema,
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  ),
});

/** Is it on the map, that is, anything but retired? */
export const isLive = (occupation: Occupation): boolean => occupation.status !== 'retired';
