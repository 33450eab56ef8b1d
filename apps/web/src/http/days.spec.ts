import { byDay } from './days';

const at = (time: string) => ({ at: new Date(time) });

describe('a history by day', () => {
  it('goes by the day in London, and keeps its order', () => {
    const rows = [at('2026-06-02T08:00:00Z'), at('2026-06-01T23:30:00Z'), at('2026-06-01T22:59:00Z')];
    expect(byDay(rows)).toEqual([
      { day: '2026-06-02', rows: [rows[0], rows[1]] },
      { day: '2026-06-01', rows: [rows[2]] },
    ]);
  });

  it('is empty where nothing happened', () => {
    expect(byDay([])).toEqual([]);
  });
});
