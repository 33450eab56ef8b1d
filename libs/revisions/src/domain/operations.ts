import {
  fieldNames,
  fieldOf,
  type FieldsWith,
  occupationReferenceSchema,
  occupationSchema,
  technicalLevels,
} from '@app/occupational-map';
import { z } from 'zod';

const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Use small letters, digits and hyphens');
const reference = occupationReferenceSchema;

const route = z.object({ slug, officialId: z.number().int().positive(), name: z.string().min(1), summary: z.string() });
const pathway = z.object({ slug, route: slug, name: z.string().min(1) });
const cluster = z.object({ slug, pathway: slug, name: z.string().min(1), level: z.enum(technicalLevels) });
const tLevel = z.object({
  reference: z.string().min(1),
  title: z.string().min(1),
  startYear: z.number().int().nullable(),
  route: slug.nullable(),
  specialisms: z.array(z.object({ reference: z.string(), name: z.string(), covers: z.array(reference) })),
  awardingOrganisation: z.string().min(1).optional(),
});

/** Where an occupation is to stand: on a route, and in a pathway and cluster once somebody placed it there. */
export const placementSchema = z.object({ route: slug, pathway: slug.nullable(), cluster: slug.nullable() });

/** The fields of an occupation that an amendment may change. Retiring and moving are operations of their own. */
export const amendableFields = fieldNames.filter(
  (field) => fieldOf(field).changedBy !== 'retirement',
) as AmendableField[];
export type AmendableField = FieldsWith<'changedBy', 'amendment' | 'correction'>;

const changeSchema = z.object({
  field: z.enum(fieldNames),
  before: z.json(),
  after: z.json(),
});
/** One field of an occupation: what it says, and what it is to say. */
export type FieldChange = z.infer<typeof changeSchema>;

/** Everything that a map revision can do to the maps, one typed operation each. */
export const operationSchema = z.discriminatedUnion('op', [
  z.object({ op: z.literal('add-route'), route }),
  z.object({ op: z.literal('amend-route'), before: route, after: route }),
  z.object({ op: z.literal('remove-route'), route }),
  z.object({ op: z.literal('add-pathway'), pathway }),
  z.object({ op: z.literal('amend-pathway'), before: pathway, after: pathway }),
  z.object({ op: z.literal('remove-pathway'), pathway }),
  z.object({ op: z.literal('add-cluster'), cluster }),
  z.object({ op: z.literal('amend-cluster'), before: cluster, after: cluster }),
  z.object({ op: z.literal('remove-cluster'), cluster }),
  // Followed by another one (so two are merged), or by none: what stands in it awaits placement then.
  z.object({ op: z.literal('retire-pathway'), pathway, into: pathway.nullable() }),
  z.object({ op: z.literal('retire-cluster'), cluster, into: cluster.nullable() }),
  z.object({ op: z.literal('split-pathway'), pathway, part: pathway, clusters: z.array(slug).min(1) }),
  z.object({ op: z.literal('split-cluster'), cluster, part: cluster, occupations: z.array(reference).min(1) }),
  z.object({
    op: z.literal('add-occupation'),
    occupation: occupationSchema,
    placement: placementSchema.nullable(),
  }),
  z.object({ op: z.literal('amend-occupation'), reference, changes: z.array(changeSchema).min(1) }),
  z.object({ op: z.literal('place-occupation'), reference, from: placementSchema, to: placementSchema }),
  z.object({ op: z.literal('retire-occupation'), reference, successor: reference.nullable() }),
  z.object({
    op: z.literal('reinstate-occupation'),
    reference,
    status: z.enum(['awaiting-interest', 'proposal-in-development', 'in-development', 'approved']),
    placement: placementSchema,
  }),
  z.object({ op: z.literal('merge-occupations'), references: z.array(reference).min(1), into: reference }),
  z.object({
    op: z.literal('split-occupation'),
    reference,
    into: z.array(z.object({ occupation: occupationSchema, placement: placementSchema })).min(2),
  }),
  // Takes back an addition as if it had never been: only undoing a map revision makes one.
  z.object({
    op: z.literal('remove-occupation'),
    occupation: occupationSchema,
    placement: placementSchema.nullable(),
  }),
  z.object({ op: z.literal('link-progression'), from: reference, to: reference }),
  z.object({ op: z.literal('unlink-progression'), from: reference, to: reference }),
  z.object({ op: z.literal('set-t-level'), before: tLevel.nullable(), tLevel }),
  z.object({ op: z.literal('remove-t-level'), tLevel }),
]);
export type Operation = z.infer<typeof operationSchema>;
export type OperationKind = Operation['op'];

/**
 * On whose word an operation stands in a revision: always a row, by its id, whose date and text are its own. Which of
 * them carries which operation is `lackingAuthority`.
 */
export const standingAuthoritySchema = z.discriminatedUnion('by', [
  // The committee's decision on a request.
  z.object({ by: z.literal('decision'), decisionId: z.uuid(), proposalId: z.uuid() }),
  // The closed ballot of the route panel on an adjustment, by its recommendation.
  z.object({ by: z.literal('ballot'), decisionId: z.uuid(), proposalId: z.uuid() }),
  // Agreed items in agreed minutes: of both panels, where something moves from one map to another.
  z.object({
    by: z.literal('minutes'),
    items: z.array(z.object({ meetingId: z.uuid(), itemId: z.uuid() })).min(1),
  }),
  z.object({ by: z.literal('direction'), directionId: z.uuid() }),
  z.object({ by: z.literal('correction'), correctionId: z.uuid(), proposalId: z.uuid().optional() }),
  z.object({ by: z.literal('undo'), revisionId: z.uuid(), revisionNo: z.number().int(), why: z.string().min(1) }),
  z.object({ by: z.literal('seed') }),
  // The revision's own file.
  z.object({ by: z.literal('import'), file: z.string(), line: z.number().int().positive() }),
]);
export type Authority = z.infer<typeof standingAuthoritySchema>;

/** An authority as somebody gives it: the row of a correction is made with its operation, from why it is corrected. */
export type GivenAuthority =
  Exclude<Authority, { by: 'correction' }> | { by: 'correction'; why: string; proposalId?: string };

const authorityInWordsSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('committee'), proposalId: z.uuid(), panels: z.array(slug).optional() }),
  z.object({
    by: z.literal('panel'),
    panels: z.array(slug).min(1),
    on: z.iso.date(),
    why: z.string().min(1),
    proposalId: z.uuid().optional(),
  }),
  z.object({ by: z.literal('review'), recommendation: z.string().min(1), why: z.string().min(1) }),
  z.object({ by: z.literal('correction'), why: z.string().min(1), proposalId: z.uuid().optional() }),
]);
/** What was recorded in words, before authority was a row: it is read and shown, and carries nothing new. */
export type AuthorityInWords = z.infer<typeof authorityInWordsSchema>;

/** An authority as it is stored with an operation, of now or of before. */
export const authoritySchema = z.union([standingAuthoritySchema, authorityInWordsSchema]);
export type StoredAuthority = z.infer<typeof authoritySchema>;

/** Whether an authority was recorded in words, before it was a row. */
export function isInWords(authority: StoredAuthority): authority is AuthorityInWords {
  return (
    authority.by === 'committee' ||
    authority.by === 'panel' ||
    authority.by === 'review' ||
    (authority.by === 'correction' && !('correctionId' in authority))
  );
}

/** An operation and its authority: what a revision is a list of. */
export type AuthorisedOperation = { operation: Operation; authority: StoredAuthority };

/** The agreed request that an operation came from, where it came from one. */
export function proposalBehind(authority: StoredAuthority): string | null {
  return 'proposalId' in authority ? (authority.proposalId ?? null) : null;
}

/** The agreed requests that operations came from, each once. */
export function proposalsBehind(operations: readonly { authority: StoredAuthority }[]): string[] {
  return [...new Set(operations.flatMap(({ authority }) => proposalBehind(authority) ?? []))];
}

/** The occupation that an operation is about, where it is about one. */
export function occupationOf(operation: Operation): string | null {
  if (operation.op === 'add-occupation' || operation.op === 'remove-occupation') return operation.occupation.reference;
  return 'reference' in operation ? operation.reference : null;
}
