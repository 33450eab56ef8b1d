import type { Reason } from '@app/kernel';
import { z } from 'zod';

/** In which capacity somebody answers. */
export const capacities = { individual: 'As an individual', organisation: 'On behalf of an organisation' } as const;
export type Capacity = keyof typeof capacities;

/** What an individual does with occupations. */
export const individualRoles = {
  'works-in-it': 'I do such a job',
  learner: 'I learn it, or want to',
  teacher: 'I teach or train people',
  employs: 'I employ people, and speak for myself',
  'parent-or-adviser': 'I advise somebody: a parent, carer or careers adviser',
  other: 'Something else',
} as const;

/** The kinds of organisation, in the words of the field. */
export const organisationTypes = {
  employer: 'Employer',
  'training-provider': 'Training provider',
  college: 'College',
  university: 'University',
  'assessment-organisation': 'End-point assessment organisation',
  'awarding-organisation': 'Awarding organisation',
  'professional-body': 'Professional body',
  'trade-body': 'Trade or sector body',
  regulator: 'Regulator',
  'trade-union': 'Trade union',
  'trailblazer-group': 'Trailblazer group',
  other: 'Another kind of organisation',
} as const;
export type OrganisationType = keyof typeof organisationTypes;

/** How many people an organisation employs: the bands of the Department for Business and Trade. */
export const organisationSizes = {
  micro: 'Fewer than 10 people',
  small: '10 to 49 people',
  medium: '50 to 249 people',
  large: '250 people or more',
  'does-not-apply': 'This does not apply',
} as const;

/** Where somebody is: the regions of England, the other nations, elsewhere. */
export const regions = {
  'north-east': 'North East',
  'north-west': 'North West',
  'yorkshire-and-the-humber': 'Yorkshire and the Humber',
  'east-midlands': 'East Midlands',
  'west-midlands': 'West Midlands',
  'east-of-england': 'East of England',
  london: 'London',
  'south-east': 'South East',
  'south-west': 'South West',
  'all-england': 'All of England',
  'other-nation': 'Scotland, Wales or Northern Ireland',
  elsewhere: 'Elsewhere',
} as const;

/** What an organisation works in: the sections of SIC 2007 (Office for National Statistics), in short. */
export const sectors = {
  agriculture: 'Agriculture, forestry and fishing',
  'mining-energy-water': 'Mining, energy and water',
  manufacturing: 'Manufacturing',
  construction: 'Construction',
  'wholesale-retail': 'Wholesale and retail',
  transport: 'Transport and storage',
  hospitality: 'Accommodation and food',
  information: 'Information and communication',
  finance: 'Finance and insurance',
  property: 'Property',
  professional: 'Professional, scientific and technical',
  administrative: 'Administrative and support services',
  public: 'Public administration and defence',
  education: 'Education',
  health: 'Health and social work',
  arts: 'Arts, entertainment and recreation',
  other: 'Other services',
} as const;

const keysOf = <T extends string>(words: Readonly<Record<T, string>>): [T, ...T[]] => Object.keys(words) as [T, ...T[]];

/** For whom somebody answers, as it is stored with a response. The organisation's name stands apart: it can be erased. */
export const aboutSchema = z.object({
  capacity: z.enum(keysOf(capacities)),
  role: z.enum(keysOf(individualRoles)).optional(),
  type: z.enum(keysOf(organisationTypes)).optional(),
  size: z.enum(keysOf(organisationSizes)).optional(),
  region: z.enum(keysOf(regions)).optional(),
  sector: z.enum(keysOf(sectors)).optional(),
});
export type About = z.infer<typeof aboutSchema>;

/** What of it questions may depend on (`shownIf` of `about`), in words. */
export const aboutWords: Readonly<Record<string, string>> = { ...individualRoles, ...organisationTypes, ...capacities };

/** The keys that questions may depend on. */
export function aboutKeys({ capacity, role, type }: About): string[] {
  return [capacity, role, type].filter((key) => key !== undefined);
}

/** Which of the things about a respondent belong to how they answer: what was chosen for the other capacity is dropped. */
export function ofItsCapacity({ capacity, role, region, ...organisation }: About): About {
  return withoutUndefined(
    capacity === 'individual' ? { capacity, role, region } : { capacity, ...organisation, region },
  );
}

/** What is missing about a respondent. */
export function aboutGaps(about: Partial<About>, organisation: string): Reason[] {
  if (about.capacity === undefined) return [{ field: 'capacity', text: 'Choose for whom you answer' }];
  if (about.capacity === 'individual') return [];
  return [
    ...(organisation === '' ? [{ field: 'organisation', text: 'Enter the name of the organisation' }] : []),
    ...(about.type === undefined ? [{ field: 'type', text: 'Choose the kind of organisation' }] : []),
  ];
}

/** In words, a line each, as check page and receipt say it. */
export function aboutInWords(about: About): string[] {
  const { capacity, role, type, size, region, sector } = about;
  const words = [
    type && organisationTypes[type],
    role && individualRoles[role],
    size && size !== 'does-not-apply' && organisationSizes[size],
    sector && sectors[sector],
    region && regions[region],
  ].filter((word): word is Exclude<typeof word, false | undefined> => Boolean(word));
  return [capacities[capacity], ...words];
}

function withoutUndefined(about: About): About {
  return Object.fromEntries(Object.entries(about).filter(([, value]) => value !== undefined)) as About;
}
