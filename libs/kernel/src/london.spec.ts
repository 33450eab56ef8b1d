import fc from 'fast-check';
import {
  endOfLondonDay,
  formatLondon,
  londonDate,
  londonInstants,
  londonMinute,
  londonTime,
  parseLondon,
} from './london';

const minutes = { min: Date.UTC(2020, 0, 1) / 60_000, max: Date.UTC(2040, 0, 1) / 60_000 };

describe("a minute on London's clock", () => {
  it('that is read from an instant is among the instants that it stands for', () => {
    fc.assert(
      fc.property(fc.integer(minutes), (minute) => {
        const at = new Date(minute * 60_000);
        const instants = londonInstants(londonDate(at), londonTime(at));
        expect(instants.map(Number)).toContain(at.getTime());
        expect(instants.length).toBeLessThanOrEqual(2);
        const { date, time, which } = londonMinute(at);
        expect(parseLondon(date, time, 'date', which)).toEqual(at);
      }),
    );
  });

  it('does not exist in the hour that spring jumps over, to the minute', () => {
    expect(londonInstants('2027-03-28', '00:59')).toEqual([new Date('2027-03-28T00:59:00Z')]);
    expect(londonInstants('2027-03-28', '01:00')).toEqual([]);
    expect(londonInstants('2027-03-28', '01:59')).toEqual([]);
    expect(londonInstants('2027-03-28', '02:00')).toEqual([new Date('2027-03-28T01:00:00Z')]);
    expect(() => parseLondon('2027-03-28', '01:30')).toThrow('does not exist');
    expect(() => parseLondon('2027-03-28', '01:30', 'date', 'later')).toThrow('does not exist');
  });

  it('exists twice in the hour that autumn repeats, and one says which is meant', () => {
    const [earlier, later] = ['2027-10-31T00:30:00Z', '2027-10-31T01:30:00Z'].map((text) => new Date(text));
    expect(londonInstants('2027-10-31', '01:30')).toEqual([earlier, later]);
    expect(() => parseLondon('2027-10-31', '01:30')).toThrow('exists twice');
    expect(parseLondon('2027-10-31', '01:30', 'date', 'earlier')).toEqual(earlier);
    expect(parseLondon('2027-10-31', '01:30', 'date', 'later')).toEqual(later);
    expect([earlier, later].map((at) => formatLondon(at, 'datetime'))).toEqual([
      '31 October 2027 at 1:30am BST',
      '31 October 2027 at 1:30am GMT',
    ]);
    expect([earlier, later].map((at) => londonMinute(at).which)).toEqual(['earlier', 'later']);
    expect(londonInstants('2027-10-31', '02:00')).toHaveLength(1);
  });

  it('ends its day a millisecond before the next one begins, around both clock changes, too', () => {
    expect(endOfLondonDay('2027-03-28')).toEqual(new Date('2027-03-28T22:59:59.999Z'));
    expect(endOfLondonDay('2027-10-31')).toEqual(new Date('2027-10-31T23:59:59.999Z'));
    fc.assert(
      fc.property(fc.integer(minutes), (minute) => {
        const date = londonDate(new Date(minute * 60_000));
        const end = endOfLondonDay(date);
        expect(londonDate(end)).toBe(date);
        expect(londonDate(new Date(end.getTime() + 1))).not.toBe(date);
      }),
    );
  });
});
