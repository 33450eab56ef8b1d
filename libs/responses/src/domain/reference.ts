import { randomInt } from 'node:crypto';

/** No I, L, O, U, 0 or 1: nothing that is misread on paper or the telephone. */
const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A new response reference, like R-7K3M-PQ2X; `pick` chooses a number below its argument. */
export function newResponseReference(pick: (below: number) => number = randomInt): string {
  const four = (): string => Array.from({ length: 4 }, () => letters[pick(letters.length)]).join('');
  return `R-${four()}-${four()}`;
}
