/** Endings that make one word of another and leave what it is about, the longest first. */
const derivations = [
  'ological',
  'ologist',
  'isation',
  'ization',
  'ician',
  'ation',
  'ative',
  'atric',
  'ology',
  'icity',
  'istry',
  'ement',
  'ator',
  'ment',
  'ance',
  'ancy',
  'ency',
  'ical',
  'iser',
  'ism',
  'ion',
  'ian',
  'ist',
  'ant',
  'ive',
  'ure',
  'ery',
  'ics',
  'ate',
  'ise',
  'ize',
  'ful',
  'er',
  'or',
  'ry',
  'ic',
  'al',
  'cy',
  'y',
  'e',
];

/** So many letters of a word have to be left. */
const shortest = 3;
const hasVowel = /[aeiouy]/;

/**
 * What the forms of a word have in common: "bake", "baker", "bakery" and "baking" are one, and so are "electrician" and
 * "electrical". It is no word, and not shown to anybody. Words with digits, and short ones, stay as they are.
 */
export function rootOf(word: string): string {
  if (word.length <= shortest || /[^\p{L}]/u.test(word)) return word;
  const stem = inOneSpelling(withoutInflection(word));
  if (whole.has(stem)) return stem;
  const ending = derivations.find((one) => stem.endsWith(one) && isRoot(stem.slice(0, -one.length), one));
  const isPart = ending === undefined || (ending === 'y' && /[aeiou]y$/.test(stem));
  const root = isPart ? stem : stem.slice(0, -ending.length);
  return root.length > shortest ? undoubled(root).replace(/e$/, '') : root;
}

/** Words that only look as if they were made of another. */
const whole = new Set(['animal', 'assist', 'office', 'police', 'policy', 'general', 'service']);

/** What is left without "-ive" is a word only where it is long: "create", but not the "arch" of "archive". */
const isRoot = (root: string, ending = ''): boolean =>
  root.length >= (ending === 'ive' ? 5 : shortest) && hasVowel.test(root);

/** "Archeology" and "archaeology", "color" and "colour": what is written in two ways is one. */
const inOneSpelling = (stem: string): string => stem.replace(/(?<=\p{L})[ao]e(?=\p{L}{2})/u, 'e').replace(/our$/, 'or');

/** Without the ending of the plural, of "-ing" and of the past. */
export function withoutInflection(word: string): string {
  let stem = word;
  if (stem.endsWith('ies') && stem.length > 4) stem = `${stem.slice(0, -3)}y`;
  else if (/(?:x|ss|ch|sh)es$/.test(stem)) stem = stem.slice(0, -2);
  else if (stem.endsWith('s') && !/(?:ss|us|is)$/.test(stem)) stem = stem.slice(0, -1);
  const verb = /^(.{3,})(?:ing|ed)$/.exec(stem)?.[1];
  return verb !== undefined && isRoot(verb) ? undoubled(verb) : stem;
}

/** "Plan" of "planning": a letter that an ending doubled is one again. */
const undoubled = (root: string): string => root.replace(/([bdgklmnprt])\1$/, '$1');
