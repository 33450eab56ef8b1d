import { NotFound } from '@app/kernel';
import type { TextKey } from '@app/responses';
import { z } from 'zod';

/** A text in an address: of which response, to which question, about what, and which part of the answer. */
export const textPlace = /^[0-9a-f-]{36}~[a-z][a-z0-9-]*~[\w-]*~(text|why)$/;

/** The text that an address names. @throws NotFound for what cannot be one */
export function keyOf(address: string): TextKey {
  const key = keyIn(address);
  if (!textPlace.test(address) || !z.uuid().safeParse(key.responseId).success) throw new NotFound('This text');
  return key;
}

export function keyIn(address: string): TextKey {
  const [responseId = '', question = '', block = '', part = ''] = address.split('~');
  return { responseId, question, block, part: part === 'why' ? 'why' : 'text' };
}
