import { fieldNames, fieldOf, plainTexts, textsIn, wordingFields } from './fields';
import { newOccupation, occupationSchema } from './occupation';

const occupation = newOccupation({
  reference: 'OCC0095',
  title: 'Bricklayer',
  level: 2,
  keywords: ['masonry', 'brick'],
});

describe('the fields of an occupation', () => {
  it('are all told of, and each place once', () => {
    expect([...fieldNames, 'reference'].sort()).toEqual(Object.keys(occupationSchema.shape).sort());
    for (const place of ['name', 'skos'] as const) {
      const places = fieldNames.map((field) => fieldOf(field)[place]).filter((one) => one !== undefined);
      expect(new Set(places).size).toBe(places.length);
    }
    const columns = fieldNames.flatMap((field) => fieldOf(field).column?.name ?? []);
    expect(new Set(columns).size).toBe(columns.length);
  });

  it('never let a correction place, name or grade an occupation', () => {
    for (const field of ['title', 'level', 'status', 'standard', 'soc2020', 'successor', 'products'] as const) {
      expect(wordingFields as readonly string[]).not.toContain(field);
    }
    // Where texts are: wording is always a text of some kind.
    for (const field of wordingFields) expect(fieldOf(field).text).toBeDefined();
  });

  it('give their texts one by one', () => {
    expect(textsIn(occupation, 'keywords')).toEqual(['masonry', 'brick']);
    expect(textsIn(occupation, 'title')).toEqual(['Bricklayer']);
    expect(textsIn(occupation, 'overview')).toEqual([]);
    expect(textsIn(occupation, 'banner')).toEqual([]);
    const ksbs = [{ code: 'K1', kind: 'knowledge' as const, text: 'How mortar mixes' }];
    expect(textsIn({ ...occupation, ksbs }, 'ksbs')).toEqual(['How mortar mixes']);
    expect(plainTexts).not.toContain('ksbs');
  });

  it('that came later are absent where they say nothing, so that hashes stay', () => {
    const said = { reference: 'OCC0095', title: 'Bricklayer', level: 2, keywords: ['masonry', 'brick'] };
    const later = newOccupation({ ...said, successors: [], apprenticeshipOnlySource: undefined });
    expect(Object.keys(later)).toEqual(Object.keys(occupation));
    expect(later).not.toHaveProperty('successors');
  });
});
