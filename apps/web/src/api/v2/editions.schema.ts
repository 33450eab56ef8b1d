import { shortText } from '@app/kernel';
import { differenceKinds } from '@app/occupational-map';
import { z } from 'zod';
import { apiSchemas, defineEndpoint } from './endpoint';
import { editionNamed, instant, list, one, total } from './envelope.schema';
import { paging } from './parameters';

const editionKinds = ['day-to-day', 'route-review'] as const;
const kind = z.enum(editionKinds).describe('How it came about.');

const authority = z
  .object({
    text: z.string().describe('What it is, in plain words.'),
    url: z.url().nullable().describe('Where it is read; null where there is no page of it.'),
  })
  .register(apiSchemas, { id: 'Authority' });

const edition = editionNamed
  .extend({
    kind,
    note: z.string().describe('The change note.'),
    changeCount: z.int().min(0).describe('How many changes the change note tells.'),
  })
  .register(apiSchemas, { id: 'Edition' });

/** Every edition, the newest first. */
export const editions = defineEndpoint({
  name: 'listEditions',
  tag: 'Editions',
  path: '/editions',
  summary: 'All editions, the newest first',
  description: 'What was published and when. The edition that the answer names is the live one.',
  params: {},
  query: {
    ...paging,
    kind: z.enum(editionKinds, 'kind is day-to-day or route-review').optional().describe('Only these.'),
  },
  answer: list({ items: z.array(edition) }).register(apiSchemas, { id: 'EditionList' }),
  ofEdition: false,
});

/** One edition: the live one, one by its number, or the one that was live at a time. */
export const editionItself = defineEndpoint({
  name: 'getEdition',
  tag: 'Editions',
  path: '',
  summary: 'One edition and its change note',
  description:
    'With as-of: which edition was live then. The sentences are at most 200; the differences are all of them.',
  params: {},
  query: {},
  answer: one({
    item: edition.extend({
      changes: z.array(z.string()).describe('The changes, a sentence each.'),
      authority: z.array(authority).describe('On whose word they stand: decisions, minutes, directions; each once.'),
    }),
  }).register(apiSchemas, { id: 'EditionAnswer' }),
  ofEdition: true,
});

const fieldDifference = z.object({
  field: z.string().describe('Which field, statement or duty.'),
  before: z.string(),
  after: z.string(),
});

const difference = z
  .object({
    kind: z.enum(differenceKinds).describe('What it means to a reader of the maps.'),
    about: z.array(z.string()).describe('The references and slugs that it is about.'),
    text: z.string().describe('The difference in a sentence.'),
    changes: z.array(fieldDifference).describe('Field by field, where there are fields.'),
  })
  .register(apiSchemas, { id: 'Difference' });

/** What makes two editions differ. */
export const differences = defineEndpoint({
  name: 'listDifferences',
  tag: 'Editions',
  path: '/differences',
  summary: 'What differs between two editions, by meaning',
  description: 'From one edition to the one that is asked for, whether one step or ten lie between them.',
  params: {},
  query: {
    ...paging,
    from: shortText()
      .regex(/^[1-9]\d{0,8}$/, 'from is the number of an edition')
      .transform(Number)
      .optional()
      .describe('The edition to compare with; without it the one before. The first edition is compared with nothing.'),
  },
  answer: list({
    from: editionNamed.nullable().describe('The edition that is compared with; null for nothing.'),
    total,
    items: z.array(difference),
  }).register(apiSchemas, { id: 'DifferenceList' }),
  ofEdition: true,
});

const heldStandard = z.object({ reference: z.string(), version: z.string().nullable(), status: z.string().nullable() });

const historyEntry = z
  .object({
    edition: z.object({ no: z.int().min(1), publishedAt: instant('When it was published.'), kind }),
    note: z.string().describe('The change note of the edition.'),
    changes: z.array(z.string()).describe('What it says about this occupation.'),
    authority: z.array(authority).describe('On whose word these changes stand.'),
    held: z
      .object({ title: z.string(), level: z.int(), status: z.string(), standard: heldStandard.nullable() })
      .nullable()
      .describe('The occupation as the edition has it; null where it no longer does.'),
  })
  .register(apiSchemas, { id: 'HistoryEntry' });

/** The editions that changed an occupation. */
export const history = defineEndpoint({
  name: 'listHistory',
  tag: 'Occupations',
  path: '/occupations/{reference}/history',
  summary: 'The history of an occupation, the newest first',
  description: 'The editions, up to the one that is asked for, whose change note is about it.',
  params: { reference: shortText().toUpperCase().describe('For example OCC0116.') },
  query: paging,
  answer: list({ items: z.array(historyEntry) }).register(apiSchemas, { id: 'HistoryList' }),
  ofEdition: true,
});
