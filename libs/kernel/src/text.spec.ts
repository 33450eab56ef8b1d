import fc from 'fast-check';
import { cleanList, cleanText, foldText } from './text';

const flag = '\u{1F3F4}\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}';

/** Where it came from, what came in, and what it is. */
type Row = [from: string, given: string, is: string];

const lines: Row[] = [
  ['a space of zero width alone', '\u200B', ''],
  ['soft hyphens of a web page', 'Da\u00ADta ana\u00ADlyst', 'Data analyst'],
  ['a no-break space behind a word', 'Data analyst\u00A0', 'Data analyst'],
  ['a thin and an ideographic space', 'Level\u20094\u3000welder', 'Level 4 welder'],
  ['a cell of Excel', 'Data analyst\t', 'Data analyst'],
  ['two cells of Excel', 'Data\tanalyst', 'Data analyst'],
  ['a line break in a cell of Excel', 'Data\nanalyst', 'Data analyst'],
  ['a line break of Word', 'Data\u000Banalyst', 'Data analyst'],
  ['a page break of Word', 'Data\fanalyst', 'Data analyst'],
  ['the hyphens of Word', 'Co\u001Eordi\u001Fnator', 'Co-ordinator'],
  ['a bullet of Word', '\uF0B7\tData checker', 'Data checker'],
  ['a bullet as text', '•\tData checker', 'Data checker'],
  ['a number of Word', '1.\tStitch bridles', 'Stitch bridles'],
  ['a bullet of the second level of Word', 'o\tData checker', 'Data checker'],
  ['a number that is meant', '1.5 tonne driver', '1.5 tonne driver'],
  ['a number and a point that may be meant', '1. Stitch', '1. Stitch'],
  ['a ligature of a PDF', 'Qualiﬁed ﬂoor layer, oﬃce', 'Qualified floor layer, office'],
  ['signs that are no ligature', 'm² ½ ™ ℃', 'm² ½ ™ ℃'],
  ['accents apart, as a Mac names them', 'Cafe\u0301 manager', 'Café manager'],
  ['an accent behind a space of zero width', 'e\u200B\u0301', 'é'],
  ['quotes of Windows read as Latin 1', 'Children\u0092s \u0093nurse\u0094', 'Children’s “nurse”'],
  ['typographic quotes and dashes', '“Fitter” – children’s', '“Fitter” – children’s'],
  ['a byte order mark', '\uFEFFReference', 'Reference'],
  ['NUL and a bell', 'A\u0000B\u0007C', 'ABC'],
  ['a word joiner and an invisible plus', 'A\u2060B\u2064C', 'ABC'],
  ['half of an emoji', 'A\uD83DB\uDE00C', 'ABC'],
  ['marks of Outlook around a name', '\u202AAda Lovelace\u202C', 'Ada Lovelace'],
  ['a contact of a phone', '\u2068Ada\u2069 \u200ELovelace', 'Ada Lovelace'],
  ['an override that turns a name over', 'Ada \u202Egnp.exe', 'Ada gnp.exe'],
  ['annotations between lines', '\uFFF9A\uFFFAb\uFFFB\uFFFC', 'Ab'],
  ['tags without a flag', 'A\u{E0041}\u{E007F}', 'A'],
  ['a filler that prints as a blank', '\u3164', ''],
  ['the empty Braille cell', '\u2800\u2800', ''],
  ['a logo for private use', '\uF8FF Watch repairer', 'Watch repairer'],
  ['an emoji of a phone', 'Nurse 👩🏽‍⚕️ and 👨‍👩‍👧', 'Nurse 👩🏽‍⚕️ and 👨‍👩‍👧'],
  ['a heart, a keycap and a flag', `❤️ 1️⃣ ${flag}`, `❤️ 1️⃣ ${flag}`],
  ['the variant of an emoji without one', 'A\uFE0F', 'A'],
  ['a joiner between letters', 'A\u200DB\u200CC', 'ABC'],
  ['Persian', 'می\u200Cخواهم', 'می\u200Cخواهم'],
  ['Hindi', 'क्\u200Dष त्\u200Cव', 'क्\u200Dष त्\u200Cव'],
  ['a mark beside Hebrew', 'C++ שלום!\u200F', 'C++ שלום!\u200F'],
  ['isolates in Arabic', 'مرحبا \u2068Ada\u2069', 'مرحبا \u2068Ada\u2069'],
  ['an isolate that is left open', 'مرحبا \u2068Ada', 'مرحبا Ada'],
  ['Welsh', 'Sŵyddog tŷ', 'Sŵyddog tŷ'],
  ['a Japanese name with a variant', '葛\u{E0100}城', '葛\u{E0100}城'],
];

const texts: Row[] = [
  ['every line end there is', 'a\r\nb\rc\u000Bd\fe\u0085f\u2028g\u2029h', 'a\nb\nc\nd\ne\nf\ng\nh'],
  ['blank ends of lines', '  a  \n   b\u00A0\n\n', 'a\n   b'],
  ['paragraphs', 'a\n\nb', 'a\n\nb'],
  ['blank lines of odd spaces alone', '\u00A0\r\n\u2003\t', ''],
  ['bullets of Word', '\uF0B7\tone\r\n \uF0A7\ttwo', '• one\n • two'],
  ['a table of Excel', 'a\tb\r\nc\td', 'a b\nc d'],
];

const items: [given: string, are: string[]][] = [
  ['•\tData checker\r\n•\tData analyst', ['Data checker', 'Data analyst']],
  ['1.\tStitch bridles\n2.\tStitch saddles\n10) Oil leather', ['Stitch bridles', 'Stitch saddles', 'Oil leather']],
  ['- a\n– b\n* c\n-\n•\n3.\n', ['a', 'b', 'c']],
  ['o\tfirst\no   second\n\uF0A7\tthird', ['first', 'second', 'third']],
  ['(a) first\nb) second\niv.\tthird\n1.2\tfourth\n2\tfifth', ['first', 'second', 'third', 'fourth', 'fifth']],
  [
    '-5 degrees\n1.5 tonne\n2D artist\nC - operator\n3 phase fitter',
    ['-5 degrees', '1.5 tonne', '2D artist', 'C - operator', '3 phase fitter'],
  ],
  [
    'C++ developer\n.NET developer\nA. Datum Ltd\no neill\n24/7 support',
    ['C++ developer', '.NET developer', 'A. Datum Ltd', 'o neill', '24/7 support'],
  ],
  ['a\u000Bb\u2028c\n\u200B\n\u00A0', ['a', 'b', 'c']],
];

/** Pieces of which texts of the real world are made, good and bad. */
const piece = fc.constantFrom(
  ...'aZé9 .-–•*o(1)'.split(''),
  ...lines.map(([, given]) => given),
  ...[
    0x9, 0xa, 0xb, 0xd, 0x85, 0xa0, 0xad, 0x301, 0x61c, 0x115f, 0x180b, 0x180e, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f,
  ].map((code) => String.fromCodePoint(code)),
  ...[
    0x2028, 0x202e, 0x2060, 0x2066, 0x2068, 0x2069, 0x20e3, 0x2800, 0x3164, 0xd800, 0xdc00, 0xe000, 0xf0b7, 0xfe0f,
    0xfeff,
  ].map((code) => String.fromCodePoint(code)),
  ...[0xfffe, 0x1820, 0x1f3f4, 0x1f3fd, 0x1f469, 0xe0067, 0xe007f, 0xe0100].map((code) => String.fromCodePoint(code)),
  'م',
  'ש',
  'क्',
);
const anyText = fc.oneof(
  fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);
const never =
  /[\p{Cs}\p{Co}\u0000-\u0009\u000B-\u001F\u007F-\u00A0\u00AD\u115F\u1160\u2000-\u200B\u2028-\u202F\u2060-\u2065\u206A-\u206F\u2800\u3000\u3164\uFEFF\uFFA0\uFFF9-\uFFFC\uFFFE]/u;

describe('a text that comes in', () => {
  it.each(lines)('as one line: %s', (_, given, is) => expect(cleanText(given, 'one-line')).toBe(is));
  it.each(texts)('as many lines: %s', (_, given, is) => expect(cleanText(given, 'many-lines')).toBe(is));
  it.each(items)('as a list: %j', (given, are) => expect(cleanList(given)).toEqual(are));

  it.each(['one-line', 'many-lines'] as const)('is clean once and for all: %s', (form) => {
    fc.assert(
      fc.property(anyText, (given) => {
        const clean = cleanText(given, form);
        expect(cleanText(clean, form)).toBe(clean);
        expect(clean).toBe(clean.normalize('NFC').trim());
        expect(clean).not.toMatch(never);
        if (form === 'one-line') expect(clean).not.toMatch(/\n| {2}/);
        else expect(clean).not.toMatch(/ $/m);
        const apart = given.replaceAll(/[\uFB00-\uFB06]/g, (sign) => sign.normalize('NFKC')).normalize('NFD');
        expect(clean.length).toBeLessThanOrEqual(apart.length);
      }),
      { numRuns: 1000 },
    );
  });

  it('becomes a list that stays as it is', () => {
    fc.assert(
      fc.property(anyText, (given) => {
        const list = cleanList(given);
        expect(cleanList(list.join('\n'))).toEqual(list);
        for (const item of list) expect(cleanText(item, 'one-line')).toBe(item);
      }),
      { numRuns: 1000 },
    );
  });

  it('is the same on every line end of a browser', () => {
    const written = 'One\n\nTwo  \n three';
    expect(cleanText(written.replaceAll('\n', '\r\n'), 'many-lines')).toBe(cleanText(written, 'many-lines'));
  });

  it('takes no long time, whatever it is', () => {
    const evil = [' ', '\t', '- ', '1. ', '\u200F', '\u2066', 'م\u200D', '\u{1F469}\u200D', '\uF0B7', '\n '];
    const begun = performance.now();
    for (const one of evil) {
      const long = one.repeat(20_000);
      cleanText(long, 'one-line');
      cleanText(`${long}x`, 'many-lines');
      cleanList(`${long}x`);
      foldText(long);
    }
    expect(performance.now() - begun).toBeLessThan(30_000);
  });
});

describe('a text that is compared', () => {
  it.each([
    ['Da\u00ADta ana\u00ADlyst', 'data analyst'],
    ['Société GÉNÉRALE', 'societe generale'],
    ['Children’s nurse', "children's nurse"],
    ['Straße 5', 'STRASSE 5'],
    ['Co‑ordinator', 'Co-ordinator'],
    ['Qualiﬁed\u00A0ﬁtter', 'qualified  fitter'],
    ['Data\u3164analyst', 'data\u2003analyst'],
    ['ŵ Ŷ ï', 'w y i'],
    ['ＡＢＣ', 'abc'],
    ['“So”', '"so"'],
  ])('%s is %s', (one, other) => expect(foldText(one)).toBe(foldText(other)));

  it('keeps apart what reads differently', () => {
    expect(foldText('कि')).not.toBe(foldText('की'));
    expect(foldText('C++')).not.toBe(foldText('C'));
    expect(foldText('I-T')).not.toBe(foldText('IT'));
  });

  it('is folded once and for all', () => {
    fc.assert(
      fc.property(anyText, (given) => {
        expect(foldText(foldText(given))).toBe(foldText(given));
      }),
      { numRuns: 1000 },
    );
  });
});
