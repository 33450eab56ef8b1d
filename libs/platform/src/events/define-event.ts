import { canonicalJson, newId, sha256 } from '@app/kernel';
import { z } from 'zod';

/** One kind of event: its shape, which fields are personal, and its sentence for the audit trail. */
export type EventDefinition<D extends object = object> = {
  type: string;
  version: number;
  /** The kind of thing that it happened to: 'proposal', 'ballot', ... */
  subject: string;
  schema: z.ZodType<D>;
  /** These fields never stand in the event: it keeps their salted hash, they stand in `event_personal`. */
  personal: readonly string[];
  /** The audit sentence without its subject: "submitted version 2 of OP0001". */
  says: (data: D) => string;
};

/** An event about to be recorded. */
export type NewEvent<D extends object = object> = {
  definition: EventDefinition<D>;
  subjectId: string;
  data: D;
};

/** Makes a new event of its kind, for `tx.record`; carries its definition for subscribers. */
export type EventFactory<D extends object> = ((subjectId: string, data: D) => NewEvent<D>) & {
  definition: EventDefinition<D>;
};

const definitions = new Map<string, EventDefinition>();

/**
 * Declares a kind of event. Types are past tense (`proposal.submitted`) and unique in the product.
 * @throws Error when the type is defined twice.
 */
export function defineEvent<D extends object>(definition: {
  type: string;
  version: number;
  subject: string;
  schema: z.ZodType<D>;
  personal?: readonly (keyof D & string)[];
  says: (data: D) => string;
}): EventFactory<D> {
  if (definitions.has(definition.type)) throw new Error(`Event ${definition.type} is defined twice`);
  const full: EventDefinition<D> = { personal: [], ...definition };
  definitions.set(full.type, full as unknown as EventDefinition);
  return Object.assign(
    (subjectId: string, data: D): NewEvent<D> => ({
      definition: full,
      subjectId,
      data: full.schema.parse(data),
    }),
    { definition: full },
  );
}

/** Every kind of event, for the audit trail's filter and the completeness tests. */
export function eventDefinitions(): readonly EventDefinition[] {
  return [...definitions.values()];
}

/** The definition of a type, or undefined for a type that this version does not know. */
export function eventDefinition(type: string): EventDefinition | undefined {
  return definitions.get(type);
}

/** The content that stands in the event, and what stands apart from it because it is personal. */
export type SplitContent = {
  content: string;
  personal: { id: string; salt: string; data: Record<string, unknown> } | null;
};

/** Splits an event's data: personal fields go apart, and their salted hashes take their place. */
export function splitPersonal(event: NewEvent): SplitContent {
  const data = event.data as Record<string, unknown>;
  const apart = event.definition.personal.filter((field) => data[field] !== undefined);
  if (apart.length === 0) return { content: canonicalJson(data), personal: null };
  const salt = newId();
  const kept: Record<string, unknown> = { ...data };
  const personal: Record<string, unknown> = {};
  for (const field of apart) {
    personal[field] = data[field];
    kept[field] = { personal: sha256(`${salt}:${canonicalJson(data[field])}`) };
  }
  return { content: canonicalJson(kept), personal: { id: newId(), salt, data: personal } };
}

/** The data as recorded, personal fields merged back in, or left as their hash where they were erased. */
export function mergePersonal(content: string, personal: Record<string, unknown> | null): Record<string, unknown> {
  return { ...(JSON.parse(content) as Record<string, unknown>), ...personal };
}
