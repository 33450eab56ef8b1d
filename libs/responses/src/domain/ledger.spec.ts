import fc from 'fast-check';
import { type Ground, groundsOf } from './grounds';
import { ledgerOf } from './ledger';

const count = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 500 }));
const decided = fc
  .tuple(
    count,
    count,
    count,
    fc.array(count, { minLength: groundsOf('text').length, maxLength: groundsOf('text').length }),
  )
  .map(([published, redacted, before, texts]) => ({
    published,
    redacted,
    rejected: before + texts.reduce((sum, one) => sum + one, 0),
    grounds: groundsOf('text').map((ground: Ground, at) => ({ ground, passages: 0, texts: texts[at] })),
  }));

it('the public ledger tells no number from one to four, nor one that the others give away', () => {
  fc.assert(
    fc.property(decided, (given) => {
      const { read, published, redacted, rejected, grounds } = ledgerOf(given);
      const told = [read, published, redacted, rejected, ...grounds.map(({ texts }) => texts)];
      for (const one of told) if (typeof one === 'number') expect(one === 0 || one >= 5).toBe(true);
      // Of a sum that is told, all its parts are: so none is found by taking away the others.
      if (typeof rejected === 'number') {
        const texts = grounds.map((one) => one.texts ?? NaN);
        const without = rejected - texts.reduce((sum, one) => sum + one, 0);
        expect(without === 0 || without >= 5).toBe(true);
      }
      if (typeof read === 'number')
        expect([published, redacted, rejected].every((one) => typeof one === 'number')).toBe(true);
    }),
  );
});

it('and tells what may be told', () => {
  const grounds = [{ ground: 'abuse' as const, passages: 7, texts: 6 }];
  expect(ledgerOf({ published: 20, redacted: 0, rejected: 6, grounds })).toMatchObject({
    ...{ read: 26, published: 20, redacted: 0, rejected: 6 },
    grounds: expect.arrayContaining([{ ground: 'abuse', passages: 7, texts: 6 }]),
  });
});
