import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const cipher = 'aes-256-gcm';
const [ivBytes, tagBytes] = [12, 16];

/** A key for one purpose, made from a secret. */
export function keyFor(purpose: string, secret: string, salt = ''): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, purpose, 32));
}

/** Closes a text so that nobody without the key reads or changes it. */
export function seal(key: Buffer, text: string): Buffer {
  const iv = randomBytes(ivBytes);
  const closing = createCipheriv(cipher, key, iv);
  return Buffer.concat([iv, closing.update(text, 'utf8'), closing.final(), closing.getAuthTag()]);
}

/** What was sealed with this key; null for all that was not. */
export function unseal(key: Buffer, sealed: Buffer): string | null {
  if (sealed.length < ivBytes + tagBytes) return null;
  try {
    const opening = createDecipheriv(cipher, key, sealed.subarray(0, ivBytes));
    opening.setAuthTag(sealed.subarray(-tagBytes));
    return opening.update(sealed.subarray(ivBytes, -tagBytes), undefined, 'utf8') + opening.final('utf8');
  } catch {
    return null;
  }
}
