import { oneLine, shortText } from '@app/kernel';
import { ksbKinds, occupationStatuses, productKinds, technicalLevels } from '@app/occupational-map';
import { foundBys } from '@app/search';
import { z } from 'zod';
import { apiSchemas, defineEndpoint } from './endpoint';
import { address, list, one, total } from './envelope.schema';
import { flag, key, paging } from './parameters';

const level = z.int().min(2).max(7).describe('From 2 to 7.');
const status = z.enum(occupationStatuses).describe('Where it stands. A retired one is on no map any more.');
const named = z.object({ slug: z.string(), name: z.string() });

const placement = z
  .object({
    route: named,
    pathway: named.nullable(),
    cluster: named.nullable().describe('Null while it awaits placement.'),
  })
  .describe('Where an occupation stands.')
  .register(apiSchemas, { id: 'Placement' });

const brief = {
  reference: z.string().describe('For example OCC0116.'),
  title: z.string(),
  level,
  status,
  apprenticeshipOnly: z.boolean(),
  placement: placement.nullable().describe('Null where it is retired.'),
  href: address('All of it.'),
};

export const occupationBrief = z.object(brief).register(apiSchemas, { id: 'OccupationBrief' });

const soc = { code: z.string().describe('Four digits.'), title: z.string() };

const standard = z.object({
  reference: z.string().describe('For example ST0116.'),
  version: z.string().nullable(),
  status: z.enum(['approved', 'in-development']).nullable(),
});

const coverage = z.object({
  reference: z.string(),
  title: z.string(),
  startYear: z.int().nullable(),
  specialism: z.string().describe('The occupational specialism that covers it.'),
  href: address('The T Level.'),
});

const occupation = z
  .object({
    ...brief,
    technicalLevel: z.enum(technicalLevels).describe('The column of the map.'),
    overview: z.string(),
    typicalJobTitles: z.array(z.string()),
    keywords: z.array(z.string()),
    duties: z.array(
      z.object({
        code: z.string().describe('D1, D2 and so on.'),
        text: z.string(),
        ksbs: z.array(z.string()).describe('The codes of the statements that it needs.'),
      }),
    ),
    ksbs: z
      .array(z.object({ code: z.string(), kind: z.enum(ksbKinds), text: z.string() }))
      .describe('Knowledge, skills and behaviours.'),
    soc2020: z
      .object({ ...soc, confidence: z.enum(['high', 'medium', 'low']) })
      .nullable()
      .describe('The nearest unit group of SOC 2020, and how near; not an official coding.'),
    soc2010: z.object(soc).nullable(),
    standard: standard.nullable().describe('The occupational standard.'),
    pausedForStarts: z.boolean(),
    banner: z.string().nullable(),
    option: z
      .object({ core: z.string(), name: z.string() })
      .nullable()
      .describe('Set for an option of a core-and-options standard.'),
    products: z.array(z.object({ kind: z.enum(productKinds), reference: z.string().nullable(), title: z.string() })),
    successors: z.array(z.string()).describe('The occupations that replace a retired one.'),
    retiredFrom: z.string().nullable().describe('The slug of the route that a retired one was on.'),
    progression: z
      .object({ from: z.array(occupationBrief), to: z.array(occupationBrief) })
      .describe('Where people come from, and where they can go on to.'),
    tLevels: z.array(coverage),
    page: address('The page for people.'),
  })
  .register(apiSchemas, { id: 'Occupation' });

/** The choices that a list of occupations and the search have in common. */
export const occupationFilters = {
  route: key('route').describe('The slug of a route; of retired occupations the one that they were on.'),
  level: z
    .enum(['2', '3', '4', '5', '6', '7'], 'level is a number from 2 to 7')
    .transform(Number)
    .optional()
    .describe('Only this level.'),
  status: z
    .enum(occupationStatuses, `status is one of ${occupationStatuses.join(', ')}`)
    .optional()
    .describe('Only this status. Retired occupations are listed only when they are asked for.'),
  product: z
    .enum(productKinds, `product is one of ${productKinds.join(', ')}`)
    .optional()
    .describe('Only occupations with such a product.'),
};

/** The occupations of an edition. */
export const occupations = defineEndpoint({
  name: 'listOccupations',
  tag: 'Occupations',
  path: '/occupations',
  summary: 'Occupations in order of title',
  description: 'All that are on the maps, or those that fit every filter.',
  params: {},
  query: {
    ...paging,
    ...occupationFilters,
    pathway: key('pathway').describe('The slug of a pathway.'),
    cluster: key('cluster').describe('The slug of a cluster.'),
    keyword: key('keyword').describe('Text in the title, a job title or a keyword.'),
    soc2020: shortText()
      .regex(/^\d{4}$/, 'soc2020 is a code of 4 digits')
      .optional()
      .describe('A unit group of SOC 2020.'),
    'apprenticeship-only': flag('apprenticeship-only').describe(
      'Only those that are, or are not, for apprenticeships only.',
    ),
    'awaiting-placement': flag('awaiting-placement').describe(
      'Only those that have no cluster yet, or only those that have.',
    ),
  },
  answer: list({ total, items: z.array(occupationBrief) }).register(apiSchemas, { id: 'OccupationList' }),
  ofEdition: true,
});

/** One occupation in full. */
export const occupationItself = defineEndpoint({
  name: 'getOccupation',
  tag: 'Occupations',
  path: '/occupations/{reference}',
  summary: 'One occupation in full',
  description: 'Duties, knowledge, skills and behaviours, SOC, products, progression and T Levels; retired ones, too.',
  params: { reference: shortText().toUpperCase().describe('For example OCC0116, in capitals or not.') },
  query: {},
  answer: one({ item: occupation }).register(apiSchemas, { id: 'OccupationAnswer' }),
  ofEdition: true,
});

const found = occupationBrief
  .extend({
    matched: z.object({
      by: z.enum(foundBys),
      text: z.string().describe('What answered.'),
    }),
  })
  .register(apiSchemas, { id: 'FoundOccupation' });

/** Finds occupations by words. */
export const search = defineEndpoint({
  name: 'searchOccupations',
  tag: 'Search',
  path: '/search',
  summary: 'Find occupations, the best first',
  description: 'By title, job title, keyword, code, duty and statement. Small typing errors are forgiven.',
  params: {},
  query: {
    ...paging,
    ...occupationFilters,
    q: oneLine(100, 'q is missing', 'q is too long').describe('What to look for.'),
  },
  answer: list({
    corrected: z.string().nullable().describe('The words as they were understood, where one was misspelt.'),
    total: total.describe('How many were found, counted up to 1,000.'),
    items: z.array(found),
  }).register(apiSchemas, { id: 'SearchAnswer' }),
  ofEdition: true,
});
