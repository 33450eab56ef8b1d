/**
 * The days of next year on which London's clocks go forward and back: whenever the tests run, they lie ahead, and no
 * more than two years.
 */
export function clockChanges(now: Date): { forward: string; back: string } {
  const year = now.getUTCFullYear() + 1;
  return { forward: lastSunday(year, 3), back: lastSunday(year, 10) };
}

function lastSunday(year: number, month: number): string {
  const last = new Date(Date.UTC(year, month, 0));
  return new Date(last.getTime() - last.getUTCDay() * 86_400_000).toISOString().slice(0, 10);
}
