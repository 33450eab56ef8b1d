import { canonicalJson, newId, sha256 } from '@app/kernel';
import { z } from 'zod';

/** An event's content as data, of whichever version. */
type Content = Record<string, unknown>;

/** What an event that concerns security is about: pages group them by it. */
export type SecurityKind = 'sign-in' | 'session' | 'password' | 'account' | 'role' | 'key' | 'export' | 'refusal';

/** One kind of event: its shape, which fields are personal, and its sentence for the audit trail. */
export type EventDefinition<D extends object = object> = {
  type: string;
  version: number;
  /** The kind of thing that it happened to: 'proposal', 'ballot', ... */
  subject: string;
  schema: z.ZodType<D>;
  /** These fields never stand in the event: it keeps their salted hash, they stand in `event_personal`. */
  personal: readonly string[];
  /** Set where it concerns security: then it stands on the page of security, too, and has a line in the log. */
  security?: SecurityKind;
  /** Reads content of version 1 as version 2, of 2 as 3, ...: one for each version before this one. */
  upcasts: readonly ((data: Content) => Content)[];
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
 * What is recorded never changes: a shape that says more is a new version, which reads the earlier ones by `upcasts`.
 * @throws Error when the type is defined twice, or an earlier version cannot be read.
 */
export function defineEvent<D extends object>(definition: {
  type: string;
  version: number;
  subject: string;
  schema: z.ZodType<D>;
  personal?: readonly (keyof D & string)[];
  security?: SecurityKind;
  upcasts?: readonly ((data: Content) => Content)[];
  says: (data: D) => string;
}): EventFactory<D> {
  if (definitions.has(definition.type)) throw new Error(`Event ${definition.type} is defined twice`);
  const full: EventDefinition<D> = { personal: [], upcasts: [], ...definition };
  if (full.upcasts.length !== full.version - 1) {
    throw new Error(`Event ${full.type} has ${full.version} versions: each but the last needs an upcast`);
  }
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
  personal: { id: string; salt: string; data: Content } | null;
};

/** Splits an event's data: personal fields go apart, and their salted hashes take their place. */
export function splitPersonal(event: NewEvent): SplitContent {
  const data = event.data as Content;
  const apart = event.definition.personal.filter((field) => data[field] !== undefined);
  if (apart.length === 0) return { content: canonicalJson(data), personal: null };
  const salt = newId();
  const kept: Content = { ...data };
  const personal: Content = {};
  for (const field of apart) {
    personal[field] = data[field];
    kept[field] = { personal: sha256(`${salt}:${canonicalJson(data[field])}`) };
  }
  return { content: canonicalJson(kept), personal: { id: newId(), salt, data: personal } };
}

/** An event's content as it was recorded. */
export type Recorded = { type: string; version: number; content: string };

/**
 * What an event says, in the shape of today whichever version it was recorded in; personal fields merged back in, or
 * left as their hash where they were erased.
 */
export function dataOf({ type, version, content }: Recorded, personal: Content | null): Content {
  const recorded: Content = { ...(JSON.parse(content) as Content), ...personal };
  const upcasts = definitions.get(type)?.upcasts ?? [];
  return upcasts.slice(version - 1).reduce((data, upcast) => upcast(data), recorded);
}
