import fc from 'fast-check';
import { ageOf, ages, pipelineOf, pipelineStages } from './pipeline';

const now = new Date('2026-11-25T12:00:00Z');
const ago = (weeks: number) => new Date(now.getTime() - weeks * 7 * 86_400_000);

describe('the pipeline of a panel', () => {
  it('sorts by how long ago something was submitted, each border in the older class', () => {
    expect([0, 1.99, 2, 4, 5.99, 6, 60].map((weeks) => ageOf(ago(weeks), now))).toEqual([
      'under-2',
      'under-2',
      'under-4',
      'under-6',
      'under-6',
      'over-6',
      'over-6',
    ]);
  });

  it('has every stage in order, also where nothing stands', () => {
    expect(pipelineOf([], now).map(({ stage, total }) => [stage, total])).toEqual(
      pipelineStages.map(({ key }) => [key, 0]),
    );
  });

  it('counts each item once, in one stage and one age', () => {
    const states = pipelineStages.flatMap((stage) => [...stage.states]);
    const item = fc.record({
      state: fc.constantFrom(...states),
      submittedAt: fc.double({ min: 0, max: 80, noNaN: true }).map(ago),
    });
    fc.assert(
      fc.property(fc.array(item), (items) => {
        const bars = pipelineOf(items, now);
        expect(bars.reduce((sum, { total }) => sum + total, 0)).toBe(items.length);
        for (const { total, byAge } of bars) {
          expect(ages.reduce((sum, { key }) => sum + byAge[key], 0)).toBe(total);
        }
      }),
    );
  });
});
