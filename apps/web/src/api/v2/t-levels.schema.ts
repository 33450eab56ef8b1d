import { shortText } from '@app/kernel';
import { z } from 'zod';
import { apiSchemas, defineEndpoint } from './endpoint';
import { address, list, one, total } from './envelope.schema';
import { occupationBrief } from './occupations.schema';
import { key, paging } from './parameters';

const tLevelBrief = z
  .object({
    reference: z.string().describe('The official (LARS) reference.'),
    title: z.string(),
    startYear: z
      .int()
      .nullable()
      .describe('When its students first start; several years of one title are its versions.'),
    route: z.string().nullable().describe('The slug of its route.'),
    awardingOrganisation: z.string().nullable(),
    href: address('All of it.'),
    page: address('The page for people.'),
  })
  .register(apiSchemas, { id: 'TLevelBrief' });

const specialism = z
  .object({
    reference: z.string(),
    name: z.string(),
    covers: z.array(occupationBrief).describe('Put together by hand: not an official list.'),
  })
  .register(apiSchemas, { id: 'OccupationalSpecialism' });

/** The T Levels of an edition. */
export const tLevels = defineEndpoint({
  name: 'listTLevels',
  tag: 'T Levels',
  path: '/t-levels',
  summary: 'T Levels in order of title',
  description: 'Each version is one: what differs is the start year.',
  params: {},
  query: { ...paging, route: key('route').describe('The slug of a route.') },
  answer: list({ total, items: z.array(tLevelBrief) }).register(apiSchemas, { id: 'TLevelList' }),
  ofEdition: true,
});

/** One T Level in full. */
export const tLevelItself = defineEndpoint({
  name: 'getTLevel',
  tag: 'T Levels',
  path: '/t-levels/{reference}',
  summary: 'One T Level with what its specialisms cover',
  description: 'A T Level covers live occupations of level 3 that are not for apprenticeships only.',
  params: { reference: shortText().describe('For example 60358324.') },
  query: {},
  answer: one({ item: tLevelBrief.extend({ specialisms: z.array(specialism) }) }).register(apiSchemas, {
    id: 'TLevelAnswer',
  }),
  ofEdition: true,
});
