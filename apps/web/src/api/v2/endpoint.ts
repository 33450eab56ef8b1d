import { z } from 'zod';

/** The schemas that the document names; whoever is in it stands in `components.schemas` under its id. */
export const apiSchemas = z.registry<{ id: string }>();

/**
 * One address of the API, said once: the controller reads parameters by it, the compiler holds answers to it, and the
 * OpenAPI document is made from it.
 */
export type Endpoint<
  P extends z.ZodRawShape = z.ZodRawShape,
  Q extends z.ZodRawShape = z.ZodRawShape,
  A extends z.ZodType = z.ZodType,
> = {
  /** `operationId` in the document. */
  name: string;
  tag: 'Editions' | 'Routes' | 'Occupations' | 'T Levels' | 'Search';
  /** What follows `/api/v2`, as OpenAPI writes it: `/occupations/{reference}`. */
  path: string;
  summary: string;
  description: string;
  params: P;
  query: Q;
  answer: A;
  /** Whether it speaks of one map: then it is asked as of a date, too, and stands below `/editions/{edition}` for good. */
  ofEdition: boolean;
};

/** Declares an address; the types of its parameters and of its answer are kept. */
export function defineEndpoint<P extends z.ZodRawShape, Q extends z.ZodRawShape, A extends z.ZodType>(
  endpoint: Endpoint<P, Q, A>,
): Endpoint<P, Q, A> {
  return endpoint;
}
