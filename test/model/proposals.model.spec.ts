import fc from 'fast-check';
import { proposalStates } from '@app/proposals';
import { counted, type Count, type Real } from './commands';
import type { Kind, Model } from './model';
import { commands, commandsAndDays } from './moves';
import { agreedDispensation, type Beginning, copyOf, draftOf, type Start, startsOf } from './starts';
import { aWorld, type World } from './world';
import { thorough } from '../support/thorough';

/*
 * Sequences of commands on a proposal, against a small model of what the READMEs promise, on the real services and the
 * real PostgreSQL. After each step: an illegal one was refused and changed no row and no event; a legal one left what
 * the model has; and the proposal's events, folded, tell what its row says. Two at once leave what one order or the
 * other would have left. A failure prints the shrunk sequence with its seed and path: give both to the `fc.assert` that
 * they came from. 820 sequences with THOROUGH=1, as `.ci/run` has it; 380 else.
 */
const lanes = 4;
const perLane = thorough ? 180 : 85;
const withTheClock = thorough ? 100 : 40;

const kinds: readonly Kind[] = ['occupation', 'change', 'retirement', 'dispensation'];
const everywhere = proposalStates.filter((state) => state !== 'lapsed');
const statesOf = (counts: readonly Count[]): string[] => [...new Set(counts.flatMap(({ reached }) => [...reached]))];

describe('a proposal does what its model does', () => {
  let world: World;
  let starts: Start[];
  const onTheWay = counted();
  beforeAll(async () => {
    world = await aWorld();
    starts = await startsOf(world, onTheWay);
  });
  afterAll(() => world?.close());

  const played = (
    given: fc.Arbitrary<fc.AsyncCommand<Model, Real>>[],
    maxCommands: number,
    begin: fc.Arbitrary<Beginning>,
    counts: Count[],
    numRuns: number,
  ): Promise<void> =>
    fc.assert(
      fc.asyncProperty(begin, fc.commands(given, { maxCommands, size: 'max' }), async ({ begin: from }, sequence) => {
        const count = counted();
        counts.push(count);
        await fc.asyncModelRun(() => from(count), sequence);
      }),
      { numRuns },
    );

  it('whatever order its commands come in, and two at once, from anywhere on its way', async () => {
    const counts: Count[] = [];
    const drafts = starts.filter(({ model }) => model.state === 'draft');
    const begin = fc
      .oneof({ arbitrary: fc.constantFrom(...drafts), weight: 1 }, { arbitrary: fc.constantFrom(...starts), weight: 4 })
      .map((start) => copyOf(world, start));
    await Promise.all(Array.from({ length: lanes }, () => played(commands, 6, begin, counts, perLane)));
    const sum = (key: 'legal' | 'illegal' | 'races' | 'raceLosers'): number =>
      counts.reduce((total, count) => total + count[key], 0);
    // Only many sequences are sure to come everywhere.
    if (thorough) expect(statesOf(counts)).toEqual(expect.arrayContaining(everywhere));
    expect(sum('legal')).toBeGreaterThan(counts.length);
    expect(sum('illegal')).toBeGreaterThan(counts.length / 2);
    // About one sequence in eighteen has a loser; far fewer would mean that two at once are no longer tried.
    expect(sum('raceLosers')).toBeGreaterThan(counts.length / 60);
  }, 600_000);

  it('and when time passes between them', async () => {
    const counts: Count[] = [];
    const drafts = fc.constantFrom(...kinds).map((kind) => draftOf(world, kind));
    const agreed = fc
      .constantFrom('coming' as const, 'in-force' as const)
      .map((from) => agreedDispensation(world, from));
    const begin = fc.oneof({ arbitrary: drafts, weight: 4 }, { arbitrary: agreed, weight: 2 });
    await played(commandsAndDays, 12, begin, counts, withTheClock);
    const passed = ['agreed', 'withdrawn', 'coming', 'in-force', 'ended'];
    if (thorough) expect(statesOf(counts)).toEqual(expect.arrayContaining(passed));
    expect(counts.reduce((total, { legal }) => total + legal, 0)).toBeGreaterThan(counts.length);
  }, 600_000);
});
