import { foldText } from '@app/kernel';
import { everydayWords } from './everyday-words';
import { withoutInflection } from './word-forms';
import { codeOf, leading, stray, wordsOf } from './words';

/** So many words of a question are read, and so many characters. */
const [most, longest] = [10, 200];

/**
 * A question as it is read: its words that tell something, those that were left aside, the codes that it may be, and the
 * level that it names.
 */
export type Question = {
  words: readonly string[];
  aside: readonly string[];
  codes: readonly string[];
  level: number | null;
};

/** Reads a question. Where every word is one that tells nothing, all of them count. */
export function readQuestion(asked: string): Question {
  const text = asked.slice(0, longest);
  const [, level] = /\b(?:level|l)\s?([2-7])\b/i.exec(text) ?? [];
  const all = wordsOf(text).slice(0, most);
  const words = wordsOf(text.replace(/\b(?:level|l)\s?[2-7]\b/gi, ' ')).slice(0, most);
  const hyphened = new Set(
    (foldText(text).match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)+/gu) ?? []).flatMap((one) => one.split('-')),
  );
  const phrases = inPhrases(words);
  const isStray = (word: string, at: number): boolean =>
    (stray.has(word) && !hyphened.has(word) && !phrases.has(at)) ||
    (leading.has(word) && words.slice(0, at).every((before) => stray.has(before)));
  const telling = words.filter((word, at) => !isStray(word, at));
  const read = telling.length === 0 ? all : telling;
  return {
    words: read,
    aside: telling.length === 0 ? [] : words.filter((word) => !telling.includes(word)),
    codes: codesIn(text, all),
    level: level === undefined ? null : Number(level),
  };
}

/** The whole question as a code, or parts of it: "SOC 6135", "st118 software". A short number alone may be any other. */
function codesIn(text: string, words: readonly string[]): string[] {
  const pairs = words.slice(1).flatMap((word, at) => (stray.has(words[at]) ? [] : [`${words[at]}${word}`]));
  const parts = [...pairs, ...words].filter((one) => !/^\d{1,3}$/.test(one));
  return [...new Set([text, ...parts].flatMap((one) => codeOf(one) ?? []))];
}

/** The places of words that mean something together, though alone they tell nothing: "old people", "looking after". */
function inPhrases(words: readonly string[]): Set<number> {
  const places = words.flatMap((word, at) => (everydayWords.has(`${word} ${words[at + 1] ?? ''}`) ? [at, at + 1] : []));
  return new Set(places);
}

/** The everyday words by what is left of them without "-ing" and the like; of short ones too little is. */
const uninflected = new Map(
  [...everydayWords].flatMap(([said, meant]) => (said.length > 3 ? [[withoutInflection(said), meant] as const] : [])),
);

/** What else people mean by a word (or a form of it), or by several side by side: lists of words that all have to stand there. */
export function meaningsOf(words: string): readonly (readonly string[])[] {
  const stem = withoutInflection(words);
  const meant =
    everydayWords.get(words) ??
    everydayWords.get(words.replace(/s$/, '')) ??
    (stem.length > 3 ? uninflected.get(stem) : undefined);
  return (meant ?? []).map((meaning) => meaning.split(' '));
}
