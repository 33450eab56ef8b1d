import fc from 'fast-check';
import { reachOf } from './reach';
import { PublishedMap } from './published-map';
import { emptyMap } from './map';
import { anEdition } from '../testing';
import { newOccupation } from './occupation';

const plain = newOccupation({ reference: 'OCC0001', title: 'Any', level: 3 });

/** A map of occupations that are named by letters, with these steps. */
const mapWith = (links: readonly (readonly [string, string])[]): PublishedMap => {
  const references = [...new Set(links.flat())];
  const state = {
    ...emptyMap,
    occupations: Object.fromEntries(references.map((reference) => [reference, { ...plain, reference }])),
    progression: Object.fromEntries(links.map(([from, to]) => [`${from}>${to}`, { from, to }])),
  };
  return new PublishedMap(anEdition, state);
};

const said = (map: PublishedMap, starts: string[], ...rest: [('onward' | 'back')?, number?]) =>
  reachOf(map, starts, ...rest).map(({ occupation, steps, after }) => [
    occupation.reference,
    steps,
    after.map(({ reference }) => reference).join(' '),
  ]);

describe('what progression reaches', () => {
  const map = mapWith([
    ['A', 'B'],
    ['A', 'C'],
    ['B', 'D'],
    ['C', 'D'],
    ['D', 'A'],
  ]);

  it('is told with the steps that it takes and what comes right before it, the nearest first', () => {
    expect(said(map, ['A'])).toEqual([
      ['B', 1, 'A'],
      ['C', 1, 'A'],
      ['D', 2, 'B C'],
    ]);
  });

  it('ends where a circle closes, and after the steps that are asked for', () => {
    expect(said(map, ['D'], 'onward', 1)).toEqual([['A', 1, 'D']]);
    expect(said(map, ['D']).map(([reference]) => reference)).toEqual(['A', 'B', 'C']);
  });

  it('goes back to what leads here, from several at once', () => {
    expect(said(map, ['B', 'C'], 'back')).toEqual([
      ['A', 1, 'B C'],
      ['D', 2, 'A'],
    ]);
  });

  it('is nothing from a reference that is not there', () => {
    expect(said(map, ['constructor'])).toEqual([]);
  });

  it('is the same both ways on any map: what is reached from here reaches back to here, in as many steps', () => {
    const name = fc.constantFrom(...'ABCDEFGH');
    fc.assert(
      fc.property(fc.array(fc.tuple(name, name), { maxLength: 24 }), name, (links, start) => {
        const any = mapWith(links);
        for (const { occupation, steps } of reachOf(any, [start])) {
          const back = reachOf(any, [occupation.reference], 'back');
          expect(back.find((one) => one.occupation.reference === start)?.steps).toBe(steps);
        }
      }),
    );
  });
});
