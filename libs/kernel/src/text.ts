/*
 * Texts as they come in (`cleanText`, `cleanList`), and as they are compared (`foldText`).
 *
 * Cleaning keeps what a reader sees and no more. It is NFC, not NFKC, which would make "m2" of "m²"; only the ligatures
 * that PDF viewers copy ("ﬁ") are taken apart, since they are shapes of a font and nobody types them. Folding goes further,
 * is for comparing only, and is never stored as what somebody said.
 */

/** Most texts: there is nothing in them to look for. */
const plainAscii = /^[\t\n -~]*$/;
const lineEnds = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;
/** White space of every width but the tab, and what prints as a blank: Hangul fillers, the empty Braille cell. */
const oddSpaces = /[\u00A0\u1680\u2000-\u200A\u202F\u205F\u2800\u3000\u3164\uFFA0]/g;
/** What stands for other characters: Word's own hyphen, quotes and dashes of Windows that were read as Latin 1. */
const standIns: Readonly<Record<string, string>> = {
  '\u001E': '-',
  '\u0091': '‘',
  '\u0092': '’',
  '\u0093': '“',
  '\u0094': '”',
  '\u0095': '•',
  '\u0096': '–',
  '\u0097': '—',
};
const standIn = /[\u001E\u0091-\u0097\uFB00-\uFB06]/g;
/** Bullets of Word's symbol fonts at the beginning of a line: characters for private use, nothing without the font. */
const symbolBullets = /^([ \t]*)[\uF000-\uF0FF]+/gm;

const letterOf = (...scripts: string[]): string =>
  String.raw`(?=[\p{L}\p{M}])(?!\p{DI})[${scripts.map((script) => String.raw`\p{sc=${script}}`).join('')}]`;
const rightToLeft = letterOf('Hebr', 'Arab', 'Syrc', 'Thaa', 'Nkoo', 'Adlm');
const indic = ['Deva', 'Beng', 'Guru', 'Gujr', 'Orya', 'Taml', 'Telu', 'Knda', 'Mlym', 'Sinh'];
/** Where a joiner or a non-joiner makes another word: Persian, Hindi, Malayalam and their like. */
const joined = String.raw`(?:${letterOf('Arab', 'Syrc', 'Nkoo', ...indic)}|[\u064B-\u065F\u1820-\u1878])`;
const directionMarks = String.raw`(?<![\u200E\u200F\u061C])[\u200E\u200F\u061C]`;
/** A limited reach, so that no text takes long to look through. */
const between = String.raw`[^\p{L}\p{N}\n]{0,8}`;

/** What is invisible by itself, but needed where it stands. */
const needed = [
  // Flags such as that of Wales; the variants of an emoji; keycaps; emoji that are joined to one.
  String.raw`\u{1F3F4}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{2,6}\u{E007F}`,
  String.raw`(?<=\p{ExtPict})[\uFE0E\uFE0F]|(?<=[#*0-9])\uFE0F(?=\u20E3)`,
  String.raw`(?<=\p{ExtPict}\uFE0F?|\p{EMod})\u200D(?=\p{ExtPict})`,
  // Joiners of a script, and the variants of a letter.
  String.raw`(?<=${joined})\u200D|(?<=${joined})\u200C(?=${joined})`,
  String.raw`(?<=[\u1820-\u1878])[\u180B-\u180F]`,
  String.raw`(?<=${letterOf('Han', 'Mymr', 'Phag')})[\uFE00-\uFE0D\u{E0100}-\u{E01EF}]`,
  // Marks of direction beside what is read from right to left.
  String.raw`(?<=${rightToLeft}${between})${directionMarks}|${directionMarks}(?=${between}${rightToLeft})`,
].join('|');
const invisible = new RegExp(
  String.raw`(${needed})|(?![\t\n\u2066-\u2069])[\p{Cc}\p{DI}\p{Co}\p{Cs}\p{NChar}\uFFF9-\uFFFC]`,
  'gu',
);
const isolates = /[\u2066-\u2069]/g;
const readsRightToLeft = new RegExp(rightToLeft, 'u');

const number = String.raw`(?:\d{1,3}|\p{L}|[ivx]{2,5})`;
/** The marks of lists that leave no doubt: bullets, and other marks where a word processor put its tab behind them. */
const sureMark = [
  String.raw`[•‣⁃◦∙●○■□▪▫◆◇▶►➢➤❖⦿⁌⁍]\s*`,
  String.raw`(?:[-–—−*o·§»→✓✔✗☐☑☒]|\(?${number}[.)]|\d{1,3}(?:\.\d{1,3})+\.?)\t\s*`,
];
/** The marks that people type, as they stand in a list: "- ", "1. ", "(a) ", but not those of "-5 degrees", "1.5 tonne". */
const typedMark = [
  String.raw`[-–—−*·»→✓✔✗☐☑☒]\s+`,
  String.raw`o {2}\s*|\d{1,3}\t\s*`,
  String.raw`\(?${number}\)\s+|(?:\d{1,3}|\p{Ll}|[ivx]{2,5})\.\s+`,
];
const marks = (kinds: readonly string[]) => new RegExp(String.raw`^\s*(?:${kinds.join('|')})+`, 'u');
const sureMarks = marks(sureMark);
const listMarks = marks([...sureMark, ...typedMark]);
/** A mark with nothing behind it. */
const onlyMark = /^(?:[-–—−*·]|\(?(?:\d{1,3}|\p{L})\)|\d{1,3}\.)$/u;

/** One line: line ends and runs of blanks are one space. Many lines: each keeps its beginning, none its blank end. */
export type TextForm = 'one-line' | 'many-lines';

/**
 * A text as it comes in, cleaned: NFC, line ends LF, odd spaces as spaces, nothing that no reader sees (but kept where a
 * script or an emoji needs it), no blank ends; one line begins with no bullet. Done once, at the border: what is stored is
 * read as it is.
 */
export function cleanText(text: string, form: TextForm): string {
  const seen = visible(text);
  return form === 'one-line' ? inOneLine(seen.replace(sureMarks, '')) : inLines(seen);
}

/** One item of a list, as it is typed or pasted: it may have lines of its own, but loses the mark that it had in a list. */
export const cleanItem = (text: string): string => inLines(visible(text).replace(listMarks, ''));

/** The lines of a text, each cleaned, without the marks of a list, and without blank ones: what is pasted as a list. */
export function cleanList(text: string): string[] {
  return visible(text)
    .split('\n')
    .map((line) => inOneLine(line.replace(listMarks, '')))
    .filter((line) => line !== '' && !onlyMark.test(line));
}

/**
 * The items of a list that was pasted into a field for one: a line with a mark begins one, another line goes on with it.
 * One item, or none, where the text is no list.
 */
export function itemsPasted(text: string): string[] {
  const lines = visible(text).split('\n');
  if (lines.filter((line) => listMarks.test(line)).length < 2) return [cleanItem(text)].filter(Boolean);
  const items: string[] = [];
  for (const line of lines) {
    const begins = items.length === 0 || listMarks.test(line);
    items.push(begins ? line : `${items.pop()} ${line}`);
  }
  return items.flatMap((item) => cleanList(inOneLine(item.replace(listMarks, ''))));
}

/** Whether marks of a list go from a text that is read as one, line by line. */
export const losesMarks = (text: string): boolean =>
  visible(text)
    .split('\n')
    .filter((line) => listMarks.test(line)).length > 1;

const inOneLine = (seen: string): string => seen.replaceAll(/\s+/g, ' ').trim();
const inLines = (seen: string): string =>
  seen
    .replaceAll('\t', ' ')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();

/** A text in NFC without what no reader sees; its lines end in LF, and its tabs are still there. */
function visible(text: string): string {
  if (plainAscii.test(text)) return text;
  const spaced = text
    .replaceAll(lineEnds, '\n')
    .replaceAll(standIn, (sign) => standIns[sign] ?? sign.normalize('NFKC'))
    .replaceAll(symbolBullets, '$1•')
    .replaceAll(oddSpaces, ' ');
  return withoutInvisible(spaced).split('\n').map(withoutLooseIsolates).join('\n').normalize('NFC');
}

/** What is needed by what stood between goes with it: looked at again until nothing goes any more. */
function withoutInvisible(text: string): string {
  const left = text.replaceAll(invisible, (_, kept: string | undefined) => kept ?? '');
  return left.length === text.length ? text : withoutInvisible(left);
}

/** Isolates hold together what is read in two directions; those that are not closed would turn over what follows. */
function withoutLooseIsolates(line: string): string {
  let open = 0;
  const signs = line.match(isolates) ?? [];
  const closed = signs.every((sign) => (open += sign === '\u2069' ? -1 : 1) >= 0) && open === 0;
  return closed && readsRightToLeft.test(line) ? line : line.replaceAll(isolates, '');
}

/** Accents and points: marks without which a word is still read as the same. Vowel signs of Hindi are none. */
const accents =
  /[\u0300-\u036F\u0483-\u0489\u0591-\u05BD\u05BF-\u05C7\u064B-\u065F\u0670\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF\uFE20-\uFE2F]/g;
const unseen = /[\p{Cc}\p{Cf}\p{DI}\p{Co}\p{Cs}\uFFFC]/gu;
/** Letters and signs that no decomposition turns into the ones that people type for them. */
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
  ς: 'σ',
  '“': '"',
  '”': '"',
  '„': '"',
};

/**
 * A text as it is compared, matched and searched: small letters without accents, nothing invisible, no apostrophes, every
 * run of white space one space. The one fold of the product: two texts that read the same are the same here.
 */
export function foldText(text: string): string {
  if (plainAscii.test(text)) return text.replaceAll(/['`]/g, '').toLowerCase().replaceAll(/\s+/g, ' ').trim();
  return text
    .replaceAll(/[\s\u0085]/g, ' ')
    .replaceAll(oddSpaces, ' ')
    .normalize('NFKD')
    .replaceAll(unseen, '')
    .replaceAll(accents, '')
    .replaceAll(/['’‘‛ʼ`´]/g, '')
    .replaceAll(/[\u2010-\u2015\u2212]/g, '-')
    .toLowerCase()
    .replaceAll(/[æœøłđðþßıς“”„]/g, (letter) => plain[letter] ?? letter)
    .normalize('NFKD')
    .replaceAll(accents, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
