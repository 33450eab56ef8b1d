import { PublishedMap } from '@app/occupational-map';
import { aMap, anEdition, smallMap } from '@app/occupational-map/testing';
import { chosenOf } from './chosen';

const map = new PublishedMap(
  anEdition,
  aMap(smallMap())
    .route('digital')
    .pathway('digital-support')
    .cluster('support')
    .occupation('OCC0801', { title: 'Cable jointer', level: 3 })
    .occupation('OCC0802', { title: 'Cable layer', level: 3 })
    .build(),
);
const chosen = (...given: string[]) => {
  const { references, problems, offered } = chosenOf(map, given);
  return {
    references,
    problems: problems.map(({ text }) => text),
    offered: offered.map(({ reference }) => reference),
  };
};

describe('what is typed to compare', () => {
  it('is read as a reference in any case, or as the title that it is', () => {
    expect(chosen('occ0116', 'Cable  JOINTER')).toEqual({
      references: ['OCC0116', 'OCC0801'],
      problems: [],
      offered: [],
    });
  });

  it('is looked for where it is neither, and is taken where only one is found', () => {
    expect(chosen('jointers').references).toEqual(['OCC0801']);
  });

  it('that means several is to be chosen from, without those that stand there already', () => {
    expect(chosen('OCC0802', 'cable')).toEqual({
      references: ['OCC0802'],
      problems: ['Several occupations are found for “cable”: choose one of them'],
      offered: ['OCC0801'],
    });
  });

  it('that is on no map is said to be so, and the others stay', () => {
    expect(chosen('OCC9999', 'OCC0116').problems).toEqual(['There is no occupation OCC9999 on the maps']);
    expect(chosen('OCC9999', 'OCC0116').references).toEqual(['OCC0116']);
    expect(chosen('astronaut').problems).toEqual([
      'No occupation is found for “astronaut”: enter another title, or a reference',
    ]);
  });

  it('that is retired leads to what follows it', () => {
    const { references, problems, offered } = chosen('OCC0510');
    expect([references, offered]).toEqual([[], ['OCC0973']]);
    expect(problems).toEqual(['Old IT technician (OCC0510) is retired: choose what follows it, or another']);
  });

  it('counts once, however often it is typed, and four at most', () => {
    expect(chosen('OCC0116', 'occ0116', 'Software developer').references).toEqual(['OCC0116']);
    const five = chosen('OCC0116', 'OCC0128', 'OCC0801', 'OCC0802', 'OCC0973', 'OCC0900');
    expect(five.references).toEqual(['OCC0116', 'OCC0128', 'OCC0801', 'OCC0802']);
    expect(five.problems).toEqual(['Compare 4 occupations at most: remove one first']);
  });
});
