import { asked } from '../../http/asked';
import { auditFilters, filterOf } from './filter';

describe('the days of the audit trail', () => {
  const days = (from: string, until: string) => filterOf(asked(auditFilters, { from, until }));

  it.each([
    ['an ordinary one', '2027-02-01', '2027-02-01T00:00:00Z', '2027-02-02T00:00:00Z'],
    ['the one with 23 hours', '2027-03-28', '2027-03-28T00:00:00Z', '2027-03-28T23:00:00Z'],
    ['one in summer', '2027-06-30', '2027-06-29T23:00:00Z', '2027-06-30T23:00:00Z'],
    ['the one with 25 hours', '2027-10-31', '2027-10-30T23:00:00Z', '2027-11-01T00:00:00Z'],
  ])('are whole days in London: %s', (_, day, from, until) => {
    expect(days(day, day)).toMatchObject({ from: new Date(from), until: new Date(until) });
  });

  it('are refused by their names where they are none', () => {
    expect(() => days('yesterday', '2027-02-30')).toThrow('Enter a date, like 2026-11-24; Enter a real date and time');
  });
});
