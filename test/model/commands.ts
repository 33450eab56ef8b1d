import { Forbidden, NotFound, Refused, Stale } from '@app/kernel';
import fc from 'fast-check';
import { folded, toldOf } from './fold';
import type { Model } from './model';
import { expectedState, type Rows, storedState } from './rows';
import type { Step } from './step';
import type { Case } from './world';

/** The product's side of a sequence: one proposal, what was stored after the last command, and what is counted. */
export type Real = { given: Case; look: () => Promise<Rows>; rows: Rows; count: Count };
export const counted = (): Count => ({ legal: 0, illegal: 0, races: 0, raceLosers: 0, reached: new Set() });
/**
 * How many steps were legal and illegal, how many races had a winner, and which states, and standings of a dispensation,
 * were reached.
 */
export type Count = { legal: number; illegal: number; races: number; raceLosers: number; reached: Set<string> };

const isRefusal = (error: unknown): boolean =>
  [Refused, Forbidden, Stale, NotFound].some((type) => error instanceof type);

/** The proposal's model moves on in place: fast-check keeps the one object for a sequence. */
const become = (model: Model, after: Model): void => void Object.assign(model, after);

async function settled(work: Promise<unknown>): Promise<'done' | 'refused'> {
  return work.then(
    () => 'done' as const,
    (error: unknown) => {
      if (!isRefusal(error)) throw error;
      return 'refused' as const;
    },
  );
}

/** Whatever came before, the events tell the same story as the rows. */
async function look(real: Real): Promise<void> {
  real.rows = await real.look();
  const told = folded(real.rows);
  expect(told).toEqual(toldOf(real.rows.proposal, told));
  real.count.reached.add(real.rows.proposal.state);
  if (real.rows.dispensation !== null) real.count.reached.add(real.rows.dispensation);
}

const stored = ({ rows, given }: Real): object => storedState(rows, given.world);

/** One step, or those of a whole ballot in a row: each is legal or not as the model says. */
class Doing implements fc.AsyncCommand<Model, Real> {
  constructor(
    private readonly said: string,
    private readonly steps: (model: Model) => Step[],
    private readonly possible: (model: Model) => boolean,
  ) {}

  check = (model: Readonly<Model>): boolean => this.possible(model);

  async run(model: Model, real: Real): Promise<void> {
    for (const step of this.steps(model)) {
      const before = real.rows.digest;
      const after = step.next(model);
      const result = await settled(step.act(real.given, model));
      expect([step.name, result]).toEqual([step.name, after === null ? 'refused' : 'done']);
      real.count[after === null ? 'illegal' : 'legal'] += 1;
      if (after !== null) become(model, after);
      await look(real);
      if (after === null) expect(real.rows.digest).toBe(before);
      else expect(stored(real)).toEqual(expectedState(model));
    }
  }

  toString = (): string => this.said;
}

/** A step that may or may not be legal. */
export const doing = (step: Step, possible: (model: Model) => boolean = () => true): fc.AsyncCommand<Model, Real> =>
  new Doing(step.name, () => [step], possible);

/** Steps that follow from where the proposal is. */
export const onTheWay = (name: string, steps: (model: Model) => Step[]): fc.AsyncCommand<Model, Real> =>
  new Doing(name, steps, (model) => steps(model).length > 0);

/** Two steps at once, from the same page: what comes out is what one order or the other would have left. */
export const racing = (one: Step, other: Step): fc.AsyncCommand<Model, Real> => ({
  check: () => true,
  toString: () => `at once: ${one.name} | ${other.name}`,
  async run(model, real) {
    const before = real.rows.digest;
    const results = await Promise.all([one, other].map((step) => settled(step.act(real.given, model))));
    await look(real);
    const orders = [inOrder(model, one, other), inOrder(model, other, one, true)];
    const seen = { results, stored: stored(real) };
    const found = orders.find(({ results: said, after }) => {
      const same = JSON.stringify(said) === JSON.stringify(results);
      return same && equal(expectedState(after), seen.stored);
    });
    if (found === undefined) {
      expect(seen).toEqual({ results: orders[0]?.results, stored: expectedState(orders[0]?.after ?? model) });
      return;
    }
    if (!results.includes('done')) expect(real.rows.digest).toBe(before);
    real.count.races += 1;
    if (results.includes('done') && results.includes('refused')) real.count.raceLosers += 1;
    become(model, found.after);
  },
});

function inOrder(model: Model, first: Step, second: Step, turned = false): { results: string[]; after: Model } {
  const one = first.next(model);
  const between = one ?? model;
  const moved = second.reads !== undefined && second.reads(between) !== second.reads(model);
  const stale = moved && second.changesNothing?.(between) !== true;
  const two = stale ? null : second.next(between);
  const results = [one, two].map((after) => (after === null ? 'refused' : 'done'));
  return { results: turned ? results.reverse() : results, after: two ?? between };
}

function equal(one: object, other: object): boolean {
  try {
    expect(one).toEqual(other);
    return true;
  } catch {
    return false;
  }
}
