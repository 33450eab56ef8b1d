/** Routes to which nothing nasty is sent, and why. */
export const notTried: ReadonlyMap<string, string> = new Map([
  ['/sign-out', 'ends the visit that goes on'],
  ['/dev/clock', 'outside production only: moves the clock of everybody'],
]);
