import { deferralProblems } from './rules';

const openedAt = new Date('2026-11-24T09:00:00Z');
const closesAt = new Date('2026-12-01T17:00:00Z');
const said = (later: string, deferred = false): string[] =>
  deferralProblems({ deferred, openedAt, closesAt, later: new Date(later) }).map(
    ({ field, text }) => `${field}: ${text}`,
  );

describe('the new closing time of a ballot', () => {
  it('is later than the one now, to the minute, as the database asks', () => {
    expect(said('2026-12-01T17:01:00Z')).toEqual([]);
    for (const later of ['2020-01-01T17:00:00Z', '2026-12-01T17:00:00Z']) {
      expect(said(later)).toEqual(['day: The new closing time must be later than the one now']);
    }
  });

  it('is set once, and not for years ahead', () => {
    expect(said('2026-12-02T17:00:00Z', true)).toEqual([expect.stringContaining('deferred once')]);
    expect(said('2999-12-31T17:00:00Z')).toEqual([expect.stringContaining('must be within')]);
  });
});
