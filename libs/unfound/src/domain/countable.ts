import { readQuestion } from '@app/search';

/** So many words and characters of a question are counted at most: who writes more tells a story, not a name of something. */
const [mostWords, longest] = [5, 60];
/** So long is no word that people type: it is a key, or something that was pasted. */
const longestWord = 30;
/** So many digits are a telephone number, a day of birth or a number of somebody's. Codes of the maps have four. */
const mostDigits = 4;

/** Addresses of mail and of pages, postcodes, and how people are called before their names. */
const personal = /@|:\/\/|\bwww\.|\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b|\b(?:mr|mrs|ms|miss|mx)\b/i;

/**
 * The words by which a question is counted: folded, and without those that tell nothing. Null where it may say something of
 * a person, and where nothing is left: such a question is not counted at all.
 */
export function countableWords(asked: string): string | null {
  if (personal.test(asked) || (asked.match(/\p{N}/gu) ?? []).length > mostDigits) return null;
  const { words } = readQuestion(asked);
  const text = words.join(' ');
  const isShort =
    words.length <= mostWords && text.length <= longest && words.every((one) => one.length <= longestWord);
  return isShort && /\p{L}{2}/u.test(text) ? text : null;
}
