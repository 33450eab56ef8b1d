import { OpenChangesController, OpenEditionsController } from './editions.controller';
import { differences, editionItself, editions, history } from './editions.schema';
import type { Endpoint } from './endpoint';
import { OpenMapsController } from './maps.controller';
import { occupationItself, occupations, search } from './occupations.schema';
import { routeItself, routes } from './routes.schema';
import { tLevelItself, tLevels } from './t-levels.schema';

export { OpenDataAnswers, versionOfEdition } from './answers';
export { type ApiDocument, apiDocument, type DocumentedParameter, type JsonSchema, type Operation } from './openapi';

/** The maps in our own terms, for everybody. */
export const openDataControllers = [OpenEditionsController, OpenChangesController, OpenMapsController];

/** Every address, in the order in which the document tells them. */
export const endpoints = [
  editionItself,
  editions,
  differences,
  routes,
  routeItself,
  occupations,
  occupationItself,
  history,
  search,
  tLevels,
  tLevelItself,
] as unknown as readonly Endpoint[];
