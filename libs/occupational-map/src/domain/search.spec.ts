import { newOccupation } from './occupation';
import { OccupationIndex } from './search';
import { tokensOf } from './spelling';

const index = new OccupationIndex([
  newOccupation({
    reference: 'OCC0116',
    title: 'Software developer',
    level: 4,
    typicalJobTitles: ['Web developer', 'Application developer'],
    standard: { version: null, status: null, reference: 'ST0116' },
    soc2020: { code: '2134', title: 'Programmers', confidence: 'high' },
  }),
  newOccupation({
    reference: 'OCC0095',
    title: 'Bricklayer',
    level: 2,
    keywords: ['masonry'],
    ksbs: [{ code: 'K1', kind: 'knowledge', text: 'How mortar mixes' }],
  }),
  newOccupation({
    reference: 'OCC0397A',
    title: "Farrier's assistant",
    level: 3,
    typicalJobTitles: ['Developer of hooves'],
  }),
  newOccupation({
    reference: 'OCC0400',
    title: 'Software tester',
    level: 4,
    typicalJobTitles: ['Software developer in test'],
  }),
]);
const found = (query: string): string[] => index.find(query, { limit: 10 }).hits.map((hit) => hit.occupation.reference);

describe('searching occupations', () => {
  it('finds a title first, then job titles', () => {
    expect(found('software developer')).toEqual(['OCC0116', 'OCC0400']);
    expect(found('web developer')).toEqual(['OCC0116']);
  });

  it('finds what is written with soft hyphens or no-break spaces, and by such words', () => {
    const stored = newOccupation({ reference: 'OCC0500', title: 'Da\u00ADta\u00A0ana\u00ADlyst', level: 4 });
    const odd = new OccupationIndex([stored]);
    expect(odd.find('data analyst', { limit: 1 }).hits).toHaveLength(1);
    expect(found('soft\u00ADware\u00A0devel\u200Boper')).toEqual(['OCC0116', 'OCC0400']);
  });

  it('says what answered', () => {
    expect(index.find('application', { limit: 1 }).hits[0].matched).toEqual({
      by: 'job-title',
      text: 'Application developer',
    });
  });

  it('finds by occupation reference, standard, digits and SOC code', () => {
    for (const code of ['OCC0116', 'occ0116', 'ST0116', '0116', '2134']) expect(found(code)).toEqual(['OCC0116']);
    expect(found('OCC0397')).toEqual(['OCC0397A']);
  });

  it('finds the beginning of a word and forgives a typing error', () => {
    expect(found('brick')).toEqual(['OCC0095']);
    expect(found('brciklayer')).toEqual(['OCC0095']);
    expect(found('sofware tester')).toEqual(['OCC0400']);
    expect(found('masonry')).toEqual(['OCC0095']);
  });

  it('forgives an error in the first letter of a long word, and says how it understood the query', () => {
    expect(found('roftware tester')).toEqual(['OCC0400']);
    expect(index.find('sofware tsetre', { limit: 5 }).corrected).toBeNull();
    expect(index.find('Sofware testre', { limit: 5 }).corrected).toBe('software tester');
    expect(index.find('software tester', { limit: 5 }).corrected).toBeNull();
    expect(index.find('soft', { limit: 5 }).corrected).toBeNull();
  });

  it('finds statements of duties, knowledge, skills and behaviours, after titles', () => {
    expect(found('mortar')).toEqual(['OCC0095']);
    expect(index.find('mixes mortar', { limit: 1 }).hits[0].matched).toEqual({
      by: 'statement',
      text: 'How mortar mixes',
    });
    expect(found('bricklayer mortar')).toEqual(['OCC0095']);
  });

  it('leaves out what the filter does not keep', () => {
    const keep = ({ level }: { level: number }) => level === 3;
    expect(index.find('developer', { limit: 5, keep }).hits.map((hit) => hit.occupation.reference)).toEqual([
      'OCC0397A',
    ]);
  });

  it('asks for every word of one occupation, and finds nothing for nothing', () => {
    expect(found('software bricklayer')).toEqual([]);
    expect(found('  ')).toEqual([]);
    expect(found('"; drop table')).toEqual([]);
  });

  it('reads letters with accents and apostrophes as people type them', () => {
    expect(tokensOf('Chef de Pâtisserie’s C++')).toEqual(['chef', 'de', 'patisseries', 'c++']);
    expect(found('farriers')).toEqual(['OCC0397A']);
  });
});
