/** What no reader sees: format and control characters, fillers that print nothing, variation selectors. */
const invisible = /[\p{Cc}\p{Cf}\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180E\u2800\u3164\uFFA0\uFE00-\uFE0F]/gu;

/** Letters that no decomposition turns into the ones that people type for them. */
const plain: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  ı: 'i',
};

/**
 * A text as it is compared, matched and searched: small letters without accents, nothing invisible, no apostrophes, every
 * run of white space one space. The one fold of the product: two texts that read the same are the same here.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[\r\n\t\v\f\u0085\u2028\u2029]/g, ' ')
    .replaceAll(invisible, '')
    .replaceAll(/\p{M}|['’‘ʼ`´]/gu, '')
    .toLowerCase()
    .replaceAll(/[æœøłđðþßı]/g, (letter) => plain[letter] ?? letter)
    .replaceAll(/\s+/g, ' ')
    .trim();
}
