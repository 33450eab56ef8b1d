import { type Reason, Refused, refuse, refuseIf } from '@app/kernel';
import { z } from 'zod';
import type { Endpoint } from './endpoint';

/** The parameters of a request as they come: those of the path, and the query. */
export type Given = { params: Readonly<Record<string, string>>; query: Readonly<Record<string, unknown>> };

/** What is asked, read by the schemas of its address. `edition` is what the path or the query says about it. */
export type Asked<P extends z.ZodRawShape, Q extends z.ZodRawShape> = {
  params: z.infer<z.ZodObject<P>>;
  query: z.infer<z.ZodObject<Q>>;
  edition: { no: string } | { choice: Readonly<Record<string, unknown>> };
};

/** Reads a request by its address. @throws Refused naming every parameter that is wrong, given twice or not known */
export function readAsked<P extends z.ZodRawShape, Q extends z.ZodRawShape>(
  endpoint: Pick<Endpoint<P, Q>, 'params' | 'query' | 'ofEdition'>,
  { params, query }: Given,
): Asked<P, Q> {
  const byQuery = endpoint.ofEdition && params.edition === undefined;
  const { edition, 'as-of': asOf, ...rest } = query;
  const read = z.strictObject(endpoint.query).safeParse(byQuery ? rest : query);
  refuseIf([...twiceIn(query), ...unreadableIn(query)]);
  if (!read.success) throw new Refused(read.error.issues.flatMap(reasonsOf));
  if (byQuery && edition !== undefined && asOf !== undefined) {
    refuse('Ask for an edition or for as-of, not for both', 'as-of');
  }
  return {
    params: z.object(endpoint.params).parse(params),
    query: read.data,
    edition:
      params.edition === undefined ? { choice: byQuery ? { edition, 'as-of': asOf } : {} } : { no: params.edition },
  };
}

const twiceIn = (query: Given['query']): Reason[] =>
  Object.entries(query).flatMap(([field, value]) =>
    Array.isArray(value) ? [{ field, text: `Give ${field} once` }] : [],
  );

const unreadableIn = (query: Given['query']): Reason[] =>
  Object.entries(query).flatMap(([field, value]) =>
    typeof value === 'string' && /\p{Cc}/u.test(value)
      ? [{ field, text: `Leave control characters out of ${field}` }]
      : [],
  );

function reasonsOf(issue: z.core.$ZodIssue): Reason[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((name) => ({ field: name, text: `There is no parameter ${name} here` }));
  }
  return [{ field: String(issue.path[0]), text: issue.message }];
}
