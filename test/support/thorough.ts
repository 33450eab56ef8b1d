/**
 * Whether the tests that find the rare things take all the time that they want (`THOROUGH=1`, as `.ci/run` sets it): more
 * sequences against the model and of operations, and the demo with parts of the product switched off. `npm test` stays
 * short without it.
 */
export const thorough = process.env.THOROUGH === '1';

/**
 * Those of a list for whom a check is played: all of them with THOROUGH=1, else the few for whom it tells most, and it
 * is said loudly who is left out.
 */
export function playedFor<T extends string>(all: readonly T[], few: readonly T[], what: string): readonly T[] {
  if (thorough) return all;
  const left = all.filter((one) => !few.includes(one));
  process.stderr.write(`Not run without THOROUGH=1: ${what}, for ${left.join(', ')}\n`);
  return few;
}
