import fc from 'fast-check';
import { answerDue, isTakenUp, newReference, sortingGaps, sortings, standingOf } from './suggestion';

const order = { sorting: 'correction', summary: 'A misspelt duty', reason: '', duplicateOf: null } as const;

describe('the answer to a suggestion', () => {
  it('needs a sentence for the public, a reason where it declines, and the earlier one where there is one', () => {
    expect(sortingGaps(order)).toEqual([]);
    expect(sortingGaps({ ...order, summary: ' ' }).map(({ field }) => field)).toEqual(['summary']);
    expect(sortingGaps({ ...order, sorting: 'declined' }).map(({ field }) => field)).toEqual(['reason']);
    expect(sortingGaps({ ...order, sorting: 'duplicate' }).map(({ field }) => field)).toEqual(['duplicateOf']);
  });

  it('is due four weeks after the suggestion, at the same time of the day in London', () => {
    expect(answerDue(new Date('2026-10-12T08:00:00Z'))).toEqual(new Date('2026-11-09T09:00:00Z'));
  });
});

describe('where a suggestion stands', () => {
  const work = { kind: 'revision', id: 'r' } as const;
  it('follows from its answer and from where it is carried on', () => {
    expect(standingOf(null, null, false)).toBe('received');
    expect(standingOf('adjustment', null, false)).toBe('to-do');
    expect(standingOf('adjustment', work, false)).toBe('in-hand');
    expect(standingOf('adjustment', work, true)).toBe('done');
  });

  it('is on the map only where it was taken up and is carried on', () => {
    const keys = sortings.map(({ key }) => key);
    fc.assert(
      fc.property(
        fc.option(fc.constantFrom(...keys)),
        fc.option(fc.constant(work)),
        fc.boolean(),
        (sorting, carried, published) => {
          const done = standingOf(sorting, carried, published) === 'done';
          expect(done).toBe(sorting !== null && isTakenUp(sorting) && carried !== null && published);
        },
      ),
    );
  });
});

it('a reference has no letter that is misread', () => {
  for (let n = 0; n < 200; n += 1) expect(newReference()).toMatch(/^S-[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$/);
});
