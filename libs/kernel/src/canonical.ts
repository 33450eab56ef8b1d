import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { z } from 'zod';

/** The one text of a JSON value (RFC 8785): the same value gives the same text, and so the same hash. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('A value without a JSON text cannot be hashed');
  return text;
}

/** SHA-256 of a text, as 64 hexadecimal digits. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** SHA-256 over the canonical text of a value. */
export function hashOf(value: unknown): string {
  return sha256(canonicalJson(value));
}

/**
 * A value without those optional fields of its schema that say nothing (null, an empty text, an empty list). What is known
 * by its hash gets later fields this way: where they say nothing they are absent, and what was hashed before keeps its hash.
 */
export function withoutEmpty(schema: z.ZodObject, given: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given).filter(
      ([name, value]) => !(schema.shape[name] instanceof z.ZodOptional && saysNothing(value)),
    ),
  );
}

const saysNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
