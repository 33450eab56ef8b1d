import { everydayWords } from './everyday-words';
import { readQuestion } from './question';
import { search } from './search';
import { type Searchable, Segment } from './segment';
import { rootOf } from './word-forms';
import { codeOf, wordsOf } from './words';

const thing = (id: string, title: string, more: Partial<Searchable> = {}): Searchable => ({
  kind: 'occupation',
  id,
  title,
  ...more,
  texts: [{ by: 'title', text: title }, ...(more.texts ?? [])],
});
const things = [
  thing('OCC0116', 'Software developer', {
    codes: ['OCC0116', '0116', 'ST0116', '2134'],
    level: 4,
    texts: [
      { by: 'job-title', text: 'Web developer' },
      { by: 'job-title', text: 'Application developer' },
    ],
  }),
  thing('OCC0095', 'Bricklayer', {
    level: 2,
    texts: [
      { by: 'keyword', text: 'masonry' },
      { by: 'statement', text: 'How mortar mixes' },
      { by: 'statement', text: 'Lay bricks safely' },
    ],
  }),
  thing('OCC0397A', "Farrier's assistant", {
    codes: ['OCC0397A', 'OCC0397'],
    level: 3,
    texts: [{ by: 'job-title', text: 'Developer of hooves' }],
  }),
  thing('OCC0400', 'Software tester', { level: 4, texts: [{ by: 'job-title', text: 'Software developer in test' }] }),
  thing('OCC0500', 'Da\u00ADta\u00A0ana\u00ADlyst'),
  thing('OCC0600', 'Health care worker'),
  thing('OCC0700', 'Web designer', { behind: 1 }),
  thing('2134', 'Programmers', { kind: 'soc', codes: ['2134', 'SOC2134'] }),
];
const segment = new Segment(things);
const ask = (text: string, more: Parameters<typeof search<Searchable>>[2] = {}) => search([segment], text, more);
const found = (text: string): string[] => ask(text).hits.map((hit) => hit.thing.id);

const others = [
  thing('2134', 'Programmers', { kind: 'soc', codes: ['2134', 'SOC2134'], behind: 0.6 }),
  thing('OCC0800', 'Police community support officer', { codes: ['OCC0800', '2134', 'SOC2134'] }),
  thing('OCC0801', 'Learning and development consultant'),
  thing('OCC0802', 'Archivist', { texts: [{ by: 'keyword', text: 'archives' }] }),
  thing('OCC0803', 'Archaeologist'),
  thing('OCC0804', 'Game programmer (degree)'),
  thing('OCC0805', 'Healthcare assistant', { texts: [{ by: 'keyword', text: 'health care' }] }),
  thing('OCC0806', 'Healthcare science assistant'),
  thing('T1', 'Bricklaying', { kind: 't-level', called: ['t level'], behind: 0.1 }),
  thing('OCC0807', 'Bricklayer'),
];
const beside = new Segment(others);
const foundBeside = (text: string): string[] => search([beside], text).hits.map((hit) => hit.thing.id);

describe('a search', () => {
  it('finds a title first, then job titles; what is only a part of a text, or stands behind, comes later', () => {
    expect(found('software developer').slice(0, 2)).toEqual(['OCC0116', 'OCC0400']);
    expect(found('web developer')[0]).toBe('OCC0116');
    expect(found('web').at(-1)).toBe('OCC0700');
  });

  it('says what answered, also which statement', () => {
    expect(ask('application').hits[0]).toMatchObject({ by: 'job-title', text: 'Application developer' });
    expect(ask('mortar mixes').hits[0]).toMatchObject({ by: 'statement', text: 'How mortar mixes' });
  });

  it('finds codes in any spelling, and the unit group that is named as such', () => {
    for (const code of ['OCC0116', 'occ 116', 'OCC-0116', 'ST0116', 'st116', '0116', '116']) {
      expect([code, found(code)[0]]).toEqual([code, 'OCC0116']);
    }
    expect(found('OCC0397')).toEqual(['OCC0397A']);
    expect(found('2134')).toEqual(['2134', 'OCC0116']);
    expect(found('SOC 2134')).toEqual(['2134']);
    // What is named comes before what bears its number, though it stands behind elsewhere.
    expect(foundBeside('SOC 2134')).toEqual(['2134', 'OCC0800']);
    // A short number within a question is no code.
    expect(readQuestion('developer for 116 days').codes).toEqual([]);
  });

  it('finds forms of a word, compounds and hyphens either way, and what is meant by an everyday word', () => {
    expect(found('bricklaying')).toEqual(['OCC0095']);
    expect(found('software testing')[0]).toBe('OCC0400');
    for (const text of ['healthcare worker', 'health-care worker', 'health care worker'])
      expect(found(text)[0]).toBe('OCC0600');
    expect(found('brickie')).toEqual(['OCC0095']);
    expect(found('coding')).toContain('OCC0116');
  });

  it('reads first letters, "&", who does something, and what is written in two ways', () => {
    expect(foundBeside('PCSO')).toEqual(['OCC0800']);
    for (const text of ['L&D', 'l & d consultant']) expect([text, foundBeside(text)[0]]).toEqual([text, 'OCC0801']);
    expect(foundBeside('hca')).toEqual(['OCC0805']);
    // Three letters are those of a whole text, never of a part of one.
    expect(foundBeside('pcs')).toEqual([]);
    expect(foundBeside('policeman')).toEqual(['OCC0800']);
    expect(foundBeside('archeology')).toEqual(['OCC0803']);
    expect(foundBeside('archive')[0]).toBe('OCC0802');
  });

  it('puts first what is of the kind that is asked for', () => {
    expect(foundBeside('bricklayer')[0]).toBe('OCC0807');
    for (const text of ['t level bricklayer', 'which T-levels for a bricklayer'])
      expect(foundBeside(text)[0]).toBe('T1');
  });

  it('counts two words for one, and what stands in brackets behind a title for nothing, when it looks how little else is said', () => {
    expect(foundBeside('health care assistant')[0]).toBe('OCC0805');
    expect(search([beside], 'game programmer').hits[0]).toMatchObject({ score: 1 });
  });

  it('leaves stray words aside and says which; where all are stray, they count', () => {
    expect(ask('how do i become a bricklayer')).toMatchObject({
      hits: [{ thing: { id: 'OCC0095' } }],
      aside: ['how', 'do', 'i', 'become', 'a'],
    });
    expect(readQuestion('how to')).toMatchObject({ words: ['how', 'to'], aside: [] });
    expect(readQuestion('on-site work').words).toEqual(['on', 'site']);
    // What means something together is not stray; what somebody does with a thing is, before its name.
    expect(readQuestion('looking after old people at home').words).toEqual([
      'looking',
      'after',
      'old',
      'people',
      'home',
    ]);
    expect(readQuestion('jobs making cakes').words).toEqual(['cakes']);
    expect(readQuestion('dress making').words).toEqual(['dress', 'making']);
  });

  it('puts first what has the level that is named', () => {
    expect(readQuestion('L3 electrician')).toMatchObject({ words: ['electrician'], level: 3 });
    expect(ask('level 3 developer').hits[0].thing.id).toBe('OCC0397A');
    expect(ask('level 4 developer').hits[0].thing.id).toBe('OCC0116');
  });

  it('goes by the most telling words where not all are there, and is silent where too little is', () => {
    expect(found('graphic software developer')[0]).toBe('OCC0116');
    expect(found('bricklayer astronaut helicopter')).toEqual([]);
    expect(found('astronaut')).toEqual([]);
    expect(found('  ')).toEqual([]);
    expect(found('"; drop table')).toEqual([]);
  });

  it('corrects a word that stands nowhere, says so, and never hides one that is there', () => {
    expect(found('brciklayer')).toEqual(['OCC0095']);
    expect(ask('sofware testre').corrected).toBe('software tester');
    expect(found('roftware tester')[0]).toBe('OCC0400');
    for (const spelt of ['software', 'farriers', 'masonry']) expect(ask(spelt).corrected).toBeNull();
    expect(ask('masonary').corrected).toBe('masonry');
  });

  it('finds the beginning of a word that is still being typed', () => {
    expect(ask('soft dev', { typing: true }).hits.length).toBeGreaterThan(0);
    expect(ask('farr', { typing: true }).hits[0].thing.id).toBe('OCC0397A');
  });

  it('folds what is invisible, accents and apostrophes', () => {
    expect(found('data analyst')).toEqual(['OCC0500']);
    expect(found('soft\u00ADware\u00A0devel\u200Boper')[0]).toBe('OCC0116');
    expect(found('farriers')).toEqual(['OCC0397A']);
    expect(wordsOf('Chef de Pâtisserie’s C++')).toEqual(['chef', 'de', 'patisseries', 'c++']);
    expect([codeOf('Occ-0118a'), codeOf('L3'), codeOf('developer')]).toEqual(['occ118a', null, null]);
  });

  it('finds only what may be found: what one may not see is no part of the answer', () => {
    const kept = ask('developer', { keep: ({ id }) => id !== 'OCC0116' }).hits.map(({ thing: { id } }) => id);
    expect(kept).not.toContain('OCC0116');
    expect(kept).toContain('OCC0397A');
  });

  it('goes over several segments, and each thing comes once', () => {
    const other = new Segment([thing('C0001', 'Bricklayer standard', { kind: 'consultation' })]);
    const both = search([segment, other], 'bricklayer').hits.map(({ thing: one }) => one.kind);
    expect(both).toEqual(['occupation', 'consultation']);
  });
});

describe('forms of words', () => {
  it.each([
    'bake baker bakery baking bakers',
    'electrician electrical electric electricity',
    'carpenter carpentry',
    'tailor tailoring',
    'nurse nursing nurses',
    'game games gaming',
    'accountant accounting accountancy',
    'photographer photography',
    'dentist dental dentistry',
    'plan planner planning',
    'surveyor surveying survey',
    'archaeologist archeology',
    'archive archivist archives',
    'assist assistant assisting',
    'colour colors',
    'fix fixes fixing',
  ])('%s have one root', (words) => {
    expect(new Set(words.split(' ').map(rootOf)).size).toBe(1);
  });

  it.each(['police policy', 'bricklayer brick', 'farm pharmacy', 'animal animator'])('%s have not', (words) => {
    expect(new Set(words.split(' ').map(rootOf)).size).toBe(2);
  });
});

describe('the table of everyday words', () => {
  it('has at most 150 rows, each read as a question reads it', () => {
    expect(everydayWords.size).toBeLessThanOrEqual(150);
    for (const [said, meant] of everydayWords) {
      expect(wordsOf(said).join(' ')).toBe(said);
      for (const one of meant) expect(wordsOf(one).join(' ')).toBe(one);
    }
  });
});
