import { createHmac } from 'node:crypto';

/** So many marks a question has; each asker makes one of them. */
const marks = 64;

/** By what a question is known while fewer than five have asked it: not by its words. */
export const hashOfWords = (key: Buffer, words: string): Buffer => createHmac('sha256', key).update(words).digest();

/**
 * The marks that these askers make on a question, as a text of 64 bits. Each makes one, chosen by the key of the month, the
 * words and their network. One in 64 of all networks makes the same: a mark tells nobody, and marks of two questions
 * have nothing to do with each other. Two different marks are two askers; two askers may make one mark, so of askers
 * there are as many as marks, or more.
 */
export function marksOf(key: Buffer, words: string, networks: Iterable<string>): string {
  const made = new Array<string>(marks).fill('0');
  for (const network of networks) {
    const hash = createHmac('sha256', key).update(`${words}\0${network}`).digest();
    made[hash[0] % marks] = '1';
  }
  return made.join('');
}
