/**
 * The order of the test files: what takes long comes first, so that nothing long is left for one worker at the end. A
 * machine that has not run them yet knows no durations, and Jest then goes by the size of files: it would keep the
 * demo's, which is short and takes longest, for the very end.
 */
const { default: Sequencer } = require('@jest/test-sequencer');

/** Those that start the whole product, and give it so many seconds for it, come beside the one that is a process alone. */
const longest = [
  '/test/leak/',
  '/test/faults/start',
  '/test/faults/',
  '/test/model/',
  '/test/input/nasty',
  '/test/browser/',
  '/test/production/',
  '/test/journeys/',
  '.db.spec.ts',
];

const rank = ({ path }) => {
  const at = longest.findIndex((part) => path.includes(part));
  return at === -1 ? longest.length : at;
};

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((one, other) => rank(one) - rank(other));
  }
};
