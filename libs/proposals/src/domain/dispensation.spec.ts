import { londonDate, parseLondon, zoned } from '@app/kernel';
import fc from 'fast-check';
import {
  affectedTexts,
  beginsAt,
  type Dispensation,
  dispensationStanding,
  dispensationWords,
  endsAt,
  lastDay,
  latestEnd,
  periodGaps,
} from './dispensation';

const at = (text: string): Date => new Date(text);
const aDispensation = (change: Partial<Dispensation> = {}): Dispensation => ({
  startsOn: '2027-01-04',
  endsOn: '2027-03-27',
  agreedAt: at('2026-12-15T10:00:00Z'),
  endedAt: null,
  ...change,
});

const instants = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2029, 0, 1) }).map((one) => new Date(one));
const periods = fc.record({ from: instants, days: fc.integer({ min: 1, max: 360 }) }).map(({ from, days }) => ({
  startsOn: londonDate(from),
  endsOn: zoned(from).toPlainDate().add({ days }).toString(),
}));
/** Days around both changes of the clocks, their last and first minutes included. */
const aroundChanges = fc
  .record({
    day: fc.constantFrom('2027-03-27', '2027-03-28', '2027-03-29', '2027-10-30', '2027-10-31', '2027-11-01'),
    minutes: fc.integer({ min: -120, max: 26 * 60 }),
  })
  .map(({ day, minutes }) => new Date(parseLondon(day, '00:00').getTime() + minutes * 60_000));

describe('a dispensation that was agreed', () => {
  it('is to come before its first day, in force to the end of its last day in London, then over', () => {
    fc.assert(
      fc.property(periods, fc.oneof(instants, aroundChanges), (period, now) => {
        const agreed = { ...period, agreedAt: at('2025-12-01T00:00:00Z'), endedAt: null };
        const today = londonDate(now);
        const expected = today < period.startsOn ? 'coming' : today <= period.endsOn ? 'in-force' : 'ended';
        expect(dispensationStanding(agreed, now)).toBe(expected);
      }),
    );
  });

  it.each([
    ['2027-03-27', '2027-03-27T23:59:59.999Z', '2027-03-28T00:00:00.000Z'],
    ['2027-03-28', '2027-03-28T22:59:59.999Z', '2027-03-28T23:00:00.000Z'],
    ['2027-10-30', '2027-10-30T22:59:59.999Z', '2027-10-30T23:00:00.000Z'],
    ['2027-10-31', '2027-10-31T23:59:59.999Z', '2027-11-01T00:00:00.000Z'],
  ])('whose last day is %s holds at %s, and not at %s', (endsOn, last, over) => {
    const agreed = aDispensation({ endsOn });
    expect(dispensationStanding(agreed, at(last))).toBe('in-force');
    expect(dispensationStanding(agreed, at(over))).toBe('ended');
    expect(lastDay(agreed)).toBe(endsOn);
  });

  it('goes from one standing to the next only, whatever the clock shows and whoever ended it early', () => {
    const order = ['coming', 'in-force', 'ended'];
    const some = fc.record({ period: periods, agreedAt: instants, endedAt: fc.option(instants) });
    fc.assert(
      fc.property(some, instants, instants, ({ period, agreedAt, endedAt }, one, other) => {
        const agreed = { ...period, agreedAt, endedAt };
        const [earlier, later] = one < other ? [one, other] : [other, one];
        const [before, after] = [dispensationStanding(agreed, earlier), dispensationStanding(agreed, later)];
        expect(order.indexOf(before)).toBeLessThanOrEqual(order.indexOf(after));
      }),
    );
  });

  it('never holds before it was decided, and not at all where its last day was over by then', () => {
    const late = aDispensation({ agreedAt: at('2027-01-20T10:00:00Z') });
    expect(beginsAt(late)).toEqual(late.agreedAt);
    expect(dispensationStanding(late, at('2027-01-20T09:59:59Z'))).toBe('coming');
    expect(dispensationStanding(late, late.agreedAt)).toBe('in-force');
    const tooLate = aDispensation({ agreedAt: at('2027-04-02T10:00:00Z') });
    expect(dispensationStanding(tooLate, tooLate.agreedAt)).toBe('ended');
  });

  it('ends at the instant at which it is ended early, also before its first day, and never later than its last', () => {
    const early = aDispensation({ endedAt: at('2027-02-01T15:30:00Z') });
    expect(dispensationStanding(early, at('2027-02-01T15:29:59Z'))).toBe('in-force');
    expect(dispensationStanding(early, at('2027-02-01T15:30:00Z'))).toBe('ended');
    const before = aDispensation({ endedAt: at('2026-12-20T12:00:00Z') });
    expect(dispensationStanding(before, at('2027-01-10T12:00:00Z'))).toBe('ended');
    expect(endsAt(aDispensation({ endedAt: at('2028-01-01T00:00:00Z') }))).toEqual(at('2027-03-28T00:00:00Z'));
  });

  it('says in words where it stands', () => {
    const agreed = aDispensation();
    expect(dispensationWords(agreed, at('2026-12-16T12:00:00Z'))).toBe(
      'agreed, not yet in force: from 4 January 2027 until 27 March 2027',
    );
    expect(dispensationWords(agreed, at('2027-02-16T12:00:00Z'))).toBe('in force until 27 March 2027');
    expect(dispensationWords(agreed, at('2027-03-28T00:00:00Z'))).toBe('ended on 27 March 2027');
    const early = aDispensation({ endedAt: at('2027-02-01T15:30:00Z') });
    expect(dispensationWords(early, at('2027-02-16T12:00:00Z'))).toBe('ended on 1 February 2027');
  });
});

describe('the days that a dispensation asks for', () => {
  const today = '2026-12-01';

  it('begin tomorrow at the earliest and end after they began', () => {
    expect(periodGaps({ startsOn: '2026-12-02', endsOn: '2026-12-03' }, today)).toEqual([]);
    expect(periodGaps({ startsOn: '2026-12-01', endsOn: '2026-12-01' }, today)).toEqual([
      {
        field: 'startsOn',
        text: 'The first day must be after 1 December 2026: nothing is allowed before it is decided',
      },
      { field: 'endsOn', text: 'The last day must be after the first day' },
    ]);
  });

  it('are twelve months at most, also from a leap day', () => {
    expect(latestEnd('2027-01-04')).toBe('2028-01-03');
    expect(latestEnd('2028-02-29')).toBe('2029-02-27');
    expect(periodGaps({ startsOn: '2027-01-04', endsOn: '2028-01-03' }, today)).toEqual([]);
    expect(periodGaps({ startsOn: '2027-01-04', endsOn: '2028-01-04' }, today)).toEqual([
      { field: 'endsOn', text: 'It lasts 12 months at most: the last day must be 3 January 2028 or earlier' },
    ]);
  });
});

it('names the parts that it affects in the order of the standard, and a code that is gone as it is', () => {
  const standard = { duties: [{ code: 'D1', text: 'Cook' }], ksbs: [{ code: 'K1', text: 'Food' }] };
  expect(affectedTexts(['K9', 'mapping', 'K1', 'D1'], standard)).toEqual([
    'D1: Cook',
    'K1: Food',
    'The mapping of duties to knowledge, skills and behaviours',
    'K9',
  ]);
});
