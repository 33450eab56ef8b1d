/**
 * Draws the questions that nobody thinks of: job titles of SOC 2020, and titles of occupations changed as people change them.
 * Used once; kept so that the draw can be repeated: node test/search/draw.mjs --data ../shared/data (from the project's root).
 * Prints one JSON object a line. What is right for each was then judged by hand, and stands in questions.json.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

const data = process.argv[process.argv.indexOf('--data') + 1];
const rows = (file) => parse(readFileSync(file), { columns: true, bom: true, relax_column_count: true });
const seed = rows('libs/occupational-map/seed/occupations.csv').filter((o) => o.status !== 'retired');
const official = rows(join(data, 'DERIVED_map_occupations.csv'))
  .filter((o) => o.occupation_status === 'Approved occupation')
  .map((o) => ({
    reference: o.occupation_code,
    title: o.title,
    soc2020: o.derived_soc_confidence === 'low' ? '' : o.derived_soc2020,
  }));
const unitGroups = rows(join(data, 'soc2020_unit_groups.csv'));

/** mulberry32: the same numbers for the same seed, everywhere. */
const randomFrom = (state) => () => {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};
const random = randomFrom(20261130);
const pick = (list) => list[Math.floor(random() * list.length)];
const draw = (list, count) => {
  const left = [...list];
  return Array.from({ length: count }, () => left.splice(Math.floor(random() * left.length), 1)[0]);
};
const print = (question) => console.log(JSON.stringify(question));

// A title with a classifier's bracket, "machinist (rope, twine mfr)", is typed by nobody: those are not drawn.
// 1. One related job title from each of 36 unit groups that the seed knows, and of 24 that only the official list knows.
const socOf = (occupations) => new Set(occupations.map((o) => o.soc2020).filter(Boolean));
const inSeed = socOf(seed);
const inOfficial = socOf(official);
const titlesOf = (group) =>
  group.related_job_titles
    .split(/[;~]/)
    .map((title) => title.trim())
    .filter((title) => title && !title.includes('('));
const groupsOf = (wanted) => unitGroups.filter((group) => wanted(group.code) && titlesOf(group).length > 0);
const fromSoc = (groups, needs) => {
  for (const group of groups) {
    print({ asked: pick(titlesOf(group)).toLowerCase(), drawn: group.code, of: group.title, from: 'soc', needs });
  }
};
fromSoc(
  draw(
    groupsOf((code) => inSeed.has(code)),
    36,
  ),
  'seed',
);
fromSoc(
  draw(
    groupsOf((code) => inOfficial.has(code) && !inSeed.has(code)),
    24,
  ),
  'data',
);

// 2. Titles as people have them in mind: small letters, nothing in brackets.
const plain = (title) =>
  title
    .toLowerCase()
    .replace(/\(.*?\)/g, ' ')
    .replace(/[^a-z' -]/g, ' ')
    .replace(/-\s+|\s+/g, ' ')
    .replace(/ +/g, ' ')
    .trim();
const known = new Set(seed.map((o) => plain(o.title)));
const onlyOfficial = official.filter(
  (o) => !known.has(plain(o.title)) && !seed.some((s) => s.reference === o.reference),
);
const used = new Set();
const fromTitles = (kind, fits, change, counts) => {
  for (const [list, needs, count] of [
    [seed, 'seed', counts[0]],
    [onlyOfficial, 'data', counts[1]],
  ]) {
    const drawn = draw(
      list.filter((o) => fits(plain(o.title), o.title) && !used.has(o.reference)),
      count,
    );
    for (const o of drawn) {
      used.add(o.reference);
      print({ asked: change(plain(o.title)), drawn: o.reference, of: o.title, from: 'title', kind, needs });
    }
  }
};

const small = new Set(['and', 'or', 'of', 'in', 'for', 'the', '-']);
const leaveOut = (title) => {
  const words = title.split(' ');
  const heavy = words.map((word, at) => (small.has(word) ? -1 : at)).filter((at) => at >= 0);
  const out = pick(heavy);
  const left = words.filter((_, at) => at !== out);
  return left.filter((word, at) => !small.has(word) || (at > 0 && at < left.length - 1)).join(' ');
};
fromTitles('word left out', (t) => t.split(' ').length >= 3 && t.split(' ').length <= 6, leaveOut, [8, 2]);

// Words that people say in another form. What is in no list becomes a plural.
const doing = /\b(driv|weld|bak|brew|teach|test|mak|plaster|bricklay|scaffold|programm|groom|photograph|tail)er\b/;
const doer = {
  dressing: 'dresser',
  marketing: 'marketer',
  barbering: 'barber',
  conveyancing: 'conveyancer',
  surveying: 'surveyor',
  manufacturing: 'manufacturer',
  training: 'trainer',
  planning: 'planner',
  cleaning: 'cleaner',
  machining: 'machinist',
  engineering: 'engineer',
  plumbing: 'plumber',
  accounting: 'accountant',
  coaching: 'coach',
};
const doerIn = new RegExp(`\\b(${Object.keys(doer).join('|')})\\b`);
const few = (t) => t.split(' ').length <= 4;
fromTitles(
  '-ing form',
  (t, title) => !title.includes(' - ') && t.split(' ').length <= 3 && doing.test(t),
  (t) => t.replace(doing, '$1ing'),
  [3, 1],
);
fromTitles(
  '-er form',
  (t, title) => !title.includes(' - ') && t.split(' ').length <= 3 && doerIn.test(t),
  (t) => t.replace(doerIn, (word) => doer[word]),
  [2, 1],
);
const plural = (t) => (/(s|ch|sh)$/.test(t) ? `${t}es` : /[^aeiou]y$/.test(t) ? t.replace(/y$/, 'ies') : `${t}s`);
fromTitles('plural', few, plural, [3, 0]);

// One slip of the fingers in the longest word, two where it is long; never in its first letter.
const slip = (word) => {
  const at = 1 + Math.floor(random() * (word.length - 2));
  const [before, letter, after] = [word.slice(0, at), word[at], word.slice(at + 1)];
  return pick([
    () => before + after,
    () => before + letter + letter + after,
    () => before + after[0] + letter + after.slice(1),
    () => ('aeiou'.includes(letter) ? before + pick([...'aeiou'].filter((v) => v !== letter)) + after : before + after),
  ])();
};
const misspell = (title) => {
  const word = title.split(' ').reduce((a, b) => (b.length > a.length ? b : a));
  let wrong = slip(word);
  if (word.length >= 10 && random() < 0.5) wrong = slip(wrong);
  return wrong === word ? misspell(title) : title.replace(word, wrong);
};
fromTitles('misspelling', (t) => few(t) && t.length >= 6, misspell, [8, 2]);
