import { foldText } from './text';

/**
 * Whether two names are those of one organisation: `same`, surely; `near`, perhaps, which people rule on; else
 * `different`.
 */
export type Likeness = 'same' | 'near' | 'different';

/** A name as it is compared; `known as` and `trading as` give an organisation several. `place`: what stood in brackets. */
type Name = { words: string[]; joined: string; place: string };
export type OrganisationNames = { joined: string; names: Name[] };

/** What says how an organisation is constituted, not which one it is (Companies House; the usual ones from abroad). */
const legalForms = [
  'public limited company|private limited company|community interest company|limited liability partnership',
  'charitable incorporated organisation|company limited by guarantee|limited company|company limited|co limited|co ltd',
  'ltd|limited|unlimited|plc|llp|cic|cio|cyf|cyfyngedig|ccc|inc|incorporated|llc|gmbh|sarl|srl|pty ltd|pty|bv|nv|ag|sa|sas|ab|oy',
];
const legalForm = new RegExp(`(?<=\\S)( (${legalForms.join('|')}))+$`, 'u');
const linking = new Set(['of', 'and', 'the', 'for', 'in', 'on', 'at', 'to', 'y', 'de', 'la', 'le', 'du', 'des', 'et']);
/** Words that many organisations have in their names: to share one of these alone says nothing. */
const common = new Set(
  `academy agency associates association authority bank board body british britain broadcasting care central centre
   charity city college colleges committee companies company confederation construction consultancy consulting corporation
   council county department development digital east education engineering england english enterprise enterprises europe
   federation film films first forum foundation global great group guild health healthcare holdings house industries
   industry institute institution international ireland kingdom learning limited london management manufacturing media
   midlands ministry national network new nhs north northern office organisation partners partnership professional
   projects public research retail royal school schools scotland scottish service services skills society solutions
   south southern studio studios support systems technologies technology training trust uk union united universities
   university wales welsh west western works`.split(/\s+/),
);

/** A name with all that makes no difference taken out; two names of one form are read as one. Empty for an empty one alone. */
export function organisationForm(name: string): string {
  const { names } = namesIn(name);
  const written = names.map(({ words, place }) => [...words, ...(place === '' ? [] : [`(${place})`])].join(' '));
  return written.join(' trading as ');
}

/**
 * The names that a text gives of an organisation, ready to be compared: folded, without article, legal form and
 * punctuation; `&` is "and". What has no letter in it stands as it was given.
 */
export function namesIn(text: string): OrganisationNames {
  const folded = foldText(text)
    .replaceAll('&', ' and ')
    .replaceAll(/[[{]/g, '(')
    .replaceAll(/[\]}]/g, ')')
    .replaceAll(/\b(t\/a|d\/b\/a|dba|trading as|known as|formerly)\b/g, '|')
    .replaceAll('.', '');
  const names = folded.split('|').map(nameOf);
  const found = names.filter(({ joined }) => joined !== '');
  if (found.length === 0) return { joined: text, names: [{ words: [text], joined: text, place: '' }] };
  return { joined: found.map(({ joined, place }) => joined + place.replaceAll(' ', '')).join(''), names: found };
}

function nameOf(text: string): Name {
  const places: string[] = [];
  const rest = text.replaceAll(/\(([^()]*)\)?/g, (_, place: string) => {
    places.push(plain(place));
    return ' ';
  });
  const bare = bareOf(plain(rest));
  const place = places.filter((one) => one !== '').join(' ');
  const words = (bare === '' ? bareOf(place) : bare).split(' ').filter((word) => word !== '');
  return { words, joined: words.join(''), place: bare === '' ? '' : place };
}

const plain = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim();

const bareOf = (words: string): string => words.replace(/^(the )+(?=\S)/u, '').replace(legalForm, '');

/**
 * How like two names of organisations are. The one function for this: what recuses somebody, and what is shown to those
 * who rule, are its answers, kept as rows.
 */
export const likeness = (one: string, other: string): Likeness => likenessOf(namesIn(one), namesIn(other));

/** The same of names that are ready to be compared, for many at once. */
export function likenessOf(one: OrganisationNames, other: OrganisationNames): Likeness {
  if (one.joined === other.joined) return 'same';
  const pairs = one.names.flatMap((name) => other.names.map((against) => [name, against] as const));
  if (pairs.some(([a, b]) => a.joined === b.joined && (a.place === b.place || a.place === '' || b.place === '')))
    return 'same';
  return pairs.some(([a, b]) => isNear(a, b) || isNear(b, a)) ? 'near' : 'different';
}

function isNear(a: Name, b: Name): boolean {
  if (a.joined === b.joined || a.place.replaceAll(' ', '') === b.joined) return true;
  return isPartOf(a, b) || isMistyped(a, b) || isInitialsOf(a, b);
}

/** All words of one are in the other, in any order, and one of them is a word of its own. */
function isPartOf(a: Name, b: Name): boolean {
  const telling = a.words.filter((word) => !linking.has(word));
  return (
    telling.length > 0 &&
    telling.every((word) => b.words.includes(word)) &&
    telling.some((word) => word.length > 2 && !common.has(word))
  );
}

/** Word for word the same but for what a slip of the hand makes of one or two; a number is never a slip. */
function isMistyped(a: Name, b: Name): boolean {
  if (digitsOf(a.joined) !== digitsOf(b.joined)) return false;
  if (a.words.length !== b.words.length) return a.joined.length > 7 && distance(a.joined, b.joined, 1) <= 1;
  let total = 0;
  for (const [at, word] of a.words.entries()) {
    const most = word.length >= 9 ? 2 : word.length >= (a.words.length > 1 ? 4 : 5) ? 1 : 0;
    const apart = word === b.words[at] ? 0 : distance(word, b.words[at] ?? '', most);
    total += apart > most ? 3 : apart;
    if (total > 2) return false;
  }
  return true;
}

const digitsOf = (text: string): string => text.replaceAll(/\P{N}/gu, '');

/** One is the first letters of the other: "BBC" of "British Broadcasting Corporation". */
function isInitialsOf(a: Name, b: Name): boolean {
  const [word = ''] = a.words;
  if (a.words.length !== 1 || word.length < 2 || word.length > 7 || b.words.length < 2) return false;
  const initials = (words: readonly string[]): string => words.map(([first = '']) => first).join('');
  return word === initials(b.words) || word === initials(b.words.filter((one) => !linking.has(one)));
}

/** How many letters were added, left out, changed or swapped (Damerau); more than `most` is told as more, without counting. */
function distance(one: string, other: string, most: number): number {
  const [a, b] = [[...one], [...other]];
  if (Math.abs(a.length - b.length) > most) return most + 1;
  const rows: number[][] = [b.map((_, at) => at)];
  rows[0].push(b.length);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = rows[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? rows[i - 2][j - 2] + 1 : changed;
      row.push(Math.min(changed, swapped, rows[i - 1][j] + 1, row[j - 1] + 1));
    }
    rows.push(row);
  }
  return rows[a.length][b.length];
}
