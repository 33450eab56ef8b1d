import { createHash } from 'node:crypto';

/**
 * A number for what has none of its own here: pathways, cluster groups and clusters are known by slugs, the API gives
 * integers. It is made of the slug, so that it stays the same from edition to edition, and fits 31 bits. Only the ids of
 * routes are the official ones.
 */
export function numberOf(kind: 'pathway' | 'cluster-group' | 'cluster', slug: string): number {
  return createHash('sha256').update(`${kind} ${slug}`).digest().readUInt32BE(0) & 0x7fffffff || 1;
}

const namespace = Buffer.from('6f0c1f3a5a6e5c0e9d0a77617906d61b', 'hex');

/** The GUID of a duty or statement (RFC 9562, version 5): the same for the same code of the same occupation, always. */
export function guidOf(reference: string, code: string): string {
  const bytes = createHash('sha1').update(namespace).update(`${reference} ${code}`).digest().subarray(0, 16);
  bytes[6] = (bytes[6] & 0x0f) | 0x50;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
