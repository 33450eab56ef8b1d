import fc from 'fast-check';
import { londonDate, londonTime } from './london';
import { addWeeks, addWorkingDays, bankHolidays, isWorkingDay, workingDaysBetween } from './working-days';

const at = (text: string) => new Date(text);
const minutes = { min: Date.UTC(2020, 0, 1) / 60_000, max: Date.UTC(2040, 0, 1) / 60_000 };

describe('the bank holidays of England', () => {
  // As published on gov.uk/bank-holidays.
  it.each([
    [2020, '01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28'],
    [2021, '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28'],
    [2022, '01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27'],
    [2023, '01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26'],
    [2025, '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26'],
    [2026, '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28'],
    [2027, '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28'],
  ])('in %i are those published', (year, days) => {
    expect(bankHolidays(year)).toEqual(days.split(' ').map((day) => `${year}-${day}`));
  });

  it('are eight in a year without a proclamation, all from Monday to Friday', () => {
    for (let year = 2024; year < 2100; year += 1) {
      expect([year, new Set(bankHolidays(year)).size]).toEqual([year, 8]);
      for (const day of bankHolidays(year)) expect([0, 6]).not.toContain(at(`${day}T12:00:00Z`).getUTCDay());
    }
  });
});

describe('working days', () => {
  it('leave out weekends and bank holidays', () => {
    expect(londonDate(addWorkingDays(at('2026-12-23T17:00:00Z'), 1))).toBe('2026-12-24');
    expect(londonDate(addWorkingDays(at('2026-12-23T17:00:00Z'), 2))).toBe('2026-12-29');
    expect(londonDate(addWorkingDays(at('2027-03-25T09:00:00Z'), 1))).toBe('2027-03-30');
  });

  it('are counted when they are whole: a weekend adds none', () => {
    const friday = at('2026-11-27T10:00:00Z');
    expect(workingDaysBetween(friday, at('2026-11-30T09:59:00Z'))).toBe(0);
    expect(workingDaysBetween(friday, at('2026-11-30T10:00:00Z'))).toBe(1);
    expect(workingDaysBetween(friday, at('2026-12-03T10:00:00Z'))).toBe(4);
    expect(workingDaysBetween(friday, at('2026-11-20T10:00:00Z'))).toBe(0);
  });

  it('keep the time of the day over both changes of the clocks', () => {
    expect(addWorkingDays(at('2027-03-25T17:00:00Z'), 1)).toEqual(at('2027-03-30T16:00:00Z'));
    expect(addWorkingDays(at('2027-10-29T16:00:00Z'), 1)).toEqual(at('2027-11-01T17:00:00Z'));
  });

  it('end on a working day at the same time of the day, as many working days later as were asked for', () => {
    fc.assert(
      fc.property(fc.integer(minutes), fc.integer({ min: 1, max: 60 }), (minute, days) => {
        const from = new Date(Math.floor(minute / 1440) * 86_400_000 + 12 * 3_600_000);
        const to = addWorkingDays(from, days);
        expect(isWorkingDay(to)).toBe(true);
        expect(londonTime(to)).toBe(londonTime(from));
        let between = 0;
        for (let day = from.getTime() + 86_400_000; day <= to.getTime() + 3_600_000; day += 86_400_000) {
          if (isWorkingDay(new Date(day))) between += 1;
        }
        expect(between).toBe(days);
      }),
    );
  });
});

describe('weeks', () => {
  it('keep the time of the day in London over both clock changes', () => {
    expect(addWeeks(at('2027-03-22T17:00:00Z'), 1)).toEqual(at('2027-03-29T16:00:00Z'));
    expect(addWeeks(at('2027-10-25T16:00:00Z'), 1)).toEqual(at('2027-11-01T17:00:00Z'));
  });
});
