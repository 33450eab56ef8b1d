import { shortText } from '@app/kernel';
import { technicalLevels } from '@app/occupational-map';
import { z } from 'zod';
import { apiSchemas, defineEndpoint } from './endpoint';
import { address, list, one, total } from './envelope.schema';
import { occupationBrief } from './occupations.schema';
import { paging } from './parameters';

const count = z.int().min(0);

const routeBrief = z
  .object({
    slug: z.string().describe('For example digital.'),
    officialId: z.int().describe('Its number in the official maps.'),
    name: z.string(),
    summary: z.string(),
    counts: z.object({ occupations: count, approved: count, awaitingPlacement: count, clusters: count }),
    href: address('The whole route.'),
    page: address('The page for people.'),
  })
  .register(apiSchemas, { id: 'RouteBrief' });

const awaiting = z.array(occupationBrief).describe('Occupations that are awaiting placement here.');

const cluster = z
  .object({
    slug: z.string(),
    name: z.string(),
    technicalLevel: z.enum(technicalLevels).describe('The column of the map.'),
    occupations: z.array(occupationBrief),
  })
  .register(apiSchemas, { id: 'Cluster' });

const pathway = z
  .object({ slug: z.string(), name: z.string(), clusters: z.array(cluster), awaiting })
  .register(apiSchemas, { id: 'Pathway' });

/** The routes of an edition. */
export const routes = defineEndpoint({
  name: 'listRoutes',
  tag: 'Routes',
  path: '/routes',
  summary: 'Routes in order of name',
  description: 'Each route is a map of its own.',
  params: {},
  query: paging,
  answer: list({ total, items: z.array(routeBrief) }).register(apiSchemas, { id: 'RouteList' }),
  ofEdition: true,
});

/** One route as it is read. */
export const routeItself = defineEndpoint({
  name: 'getRoute',
  tag: 'Routes',
  path: '/routes/{slug}',
  summary: 'One route with its pathways, clusters and occupations',
  description: 'A whole map, in reading order.',
  params: { slug: shortText().describe('For example digital.') },
  query: {},
  answer: one({ item: routeBrief.extend({ pathways: z.array(pathway), awaiting }) }).register(apiSchemas, {
    id: 'RouteAnswer',
  }),
  ofEdition: true,
});
