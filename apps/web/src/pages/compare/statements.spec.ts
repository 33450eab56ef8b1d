import { type Ksb, newOccupation } from '@app/occupational-map';
import fc from 'fast-check';
import { splitOf } from './statements';

const having = (...texts: string[]) => {
  const ksbs = texts.map((text, at): Ksb => ({ code: `S${at + 1}`, kind: 'skill', text }));
  return { ...newOccupation({ reference: 'OCC0001', title: 'One', level: 3 }), ksbs };
};
const codes = (list: readonly (Ksb | null)[]) => list.map((ksb) => ksb?.code ?? null);

describe('statements in common and apart', () => {
  it('pairs the same words, whatever their case and spaces, and says that they are the same', () => {
    const { shared, alone } = splitOf('skill', [having('Use a saw', 'Sing'), having('Dance', 'USE  a saw')]);
    expect(shared.map(({ said, sameWords }) => [codes(said), sameWords])).toEqual([[['S1', 'S2'], true]]);
    expect(alone.map(codes)).toEqual([['S2'], ['S1']]);
  });

  it('pairs what is alike by the words that they share, and never by one common word', () => {
    const one = having('Weld pipes to a drawing', 'Read technical drawings');
    const other = having('Welding of pipes from drawings', 'Keep technical records');
    const { shared, alone } = splitOf('skill', [one, other]);
    expect(shared.map(({ said, sameWords }) => [codes(said), sameWords])).toEqual([[['S1', 'S1'], false]]);
    expect(alone.map(codes)).toEqual([['S2'], ['S2']]);
  });

  it('puts what all have first, and leaves the place of one that has it not empty', () => {
    const { shared } = splitOf('skill', [
      having('Dance', 'Use a saw'),
      having('Use a saw', 'Dance'),
      having('Use a saw'),
    ]);
    expect(shared.map(({ said }) => codes(said))).toEqual([
      ['S2', 'S1', 'S1'],
      ['S1', 'S2', null],
    ]);
  });

  it('looks at statements of one kind only', () => {
    const { shared, alone } = splitOf('behaviour', [having('Use a saw'), having('Use a saw')]);
    expect([shared, alone]).toEqual([[], [[], []]]);
  });

  it('tells each statement of each occupation exactly once', () => {
    const text = fc.constantFrom('weld pipes', 'weld metal pipes', 'bake bread', 'bake good bread', 'read drawings');
    const lists = fc.array(fc.uniqueArray(text), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(lists, (texts) => {
        const occupations = texts.map((list) => having(...list));
        const { shared, alone } = splitOf('skill', occupations);
        occupations.forEach(({ ksbs }, at) => {
          const told = [...shared.flatMap(({ said }) => said[at] ?? []), ...alone[at]];
          expect(codes(told).sort()).toEqual(codes(ksbs).sort());
        });
      }),
    );
  });
});
