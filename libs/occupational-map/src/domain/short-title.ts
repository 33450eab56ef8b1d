/** Long beginnings that the field itself abbreviates. */
const abbreviations: readonly (readonly [RegExp, string])[] = [
  [/^Digital and technology solutions\b/, 'DTS'],
  [/^Information communications\b/, 'ICT'],
];

/** A kind of qualification, or the year or issue of a standard: it says nothing about the work. */
const qualifier = /\s*\((?:(?:integrated )?degree|integrated|[^()]*\b(?:19|20)\d{2}\b[^()]*)\)|\s+20\d{2}$/gi;
const brackets = /\s*\([^()]*\)/g;
const between = /\s+(?:and|or|&|of)$/i;

/**
 * Titles as pictures show them, where there is room for a line or two: without what titles of the field repeat. "Digital
 * and technology solutions professional - cyber security professional" becomes "DTS: cyber security professional". The
 * whole title stays the accessible name, and stands on pages and in files. Titles that would come to be the same stay
 * whole: hence all that stand together are given.
 */
export function shortTitles(titles: readonly string[]): (title: string) => string {
  const owners = new Map<string, Set<string>>();
  for (const title of titles) {
    const short = shortened(title).toLowerCase();
    owners.set(short, (owners.get(short) ?? new Set()).add(title));
  }
  return (title) => {
    const short = shortened(title);
    return (owners.get(short.toLowerCase())?.size ?? 0) > 1 ? title : short;
  };
}

function shortened(title: string): string {
  const parts = title
    .split(' - ')
    .map((part) => part.replaceAll(qualifier, '').trim())
    .filter((part) => part !== '' && part.toLowerCase() !== 'degree');
  const [core = title, ...rest] = parts;
  const option = rest.at(-1);
  if (option === undefined) return abbreviated(core);
  const plain = core.replaceAll(brackets, '');
  if (holds(option, plain) || isOneOf(option, [plain, ...rest.slice(0, -1)])) return upperFirst(option);
  return `${abbreviated(withoutEnd(plain, option))}: ${option}`;
}

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replaceAll('&', 'and')
    .match(/[\p{L}\d+']+/gu) ?? [];

/** Says the option all that the beginning says, as "craft baker" does of "baker"? */
const holds = (option: string, core: string): boolean => {
  const words = wordsOf(option);
  return wordsOf(core).every((word) => words.includes(word));
};

/** Is it one of the occupations that the beginning names, like the buyer of "assistant buyer and assistant merchandiser"? */
const isOneOf = (option: string, before: readonly string[]): boolean =>
  before.some((part) => part.split(/\s+(?:and|or)\s+/i).some((one) => wordsOf(one).join() === wordsOf(option).join()));

/** The beginning without the words that the option ends with, too, or begins with; at least one word stays. */
function withoutEnd(core: string, option: string): string {
  const [words, ofOption] = [core.split(' '), wordsOf(option.replaceAll(brackets, ''))];
  if (wordsOf(words.at(-1) ?? '')[0] === ofOption[0] && words.length > 1) words.pop();
  for (let end = ofOption.length - 1; end >= 0 && words.length > 1; end -= 1) {
    if (wordsOf(words.at(-1) ?? '')[0] !== ofOption[end]) break;
    words.pop();
  }
  return words.join(' ').replace(between, '');
}

const abbreviated = (text: string): string =>
  abbreviations.reduce((short, [long, abbreviation]) => short.replace(long, abbreviation), text);

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
