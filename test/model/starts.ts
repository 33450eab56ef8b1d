import { type Count, doing, type Real } from './commands';
import type { Kept } from './copies';
import { aDraft, type Edit, type Kind, type Model, type Outcome, type Stage } from './model';
import { type Choices, nextStep } from './onward';
import { aCase, caseOf, type World } from './world';

/** Where a sequence may start: a proposal as the product stored it after a step on its way, and its model. */
export type Start = { said: string; model: Model; kept: Kept };

type Way = { kind: Kind; edit: Exclude<Edit, 'none'> } & Record<Stage, Outcome>;
const ways: readonly Way[] = [
  { kind: 'occupation', edit: 'revision', panel: 'approve', committee: 'approve' },
  { kind: 'occupation', edit: 'revision', panel: 'approve', committee: 'approve-with-conditions' },
  { kind: 'change', edit: 'adjustment', panel: 'approve', committee: 'approve' },
  { kind: 'change', edit: 'correction', panel: 'approve', committee: 'approve' },
  { kind: 'change', edit: 'revision', panel: 'approve', committee: 'reject' },
];

/** Goes each way step by step, checked like any sequence, and keeps where it stands after each. */
export async function startsOf(world: World, count: Count): Promise<Start[]> {
  const starts: Start[] = [];
  for (const way of ways) {
    const { given, look } = await aCase(world, way.kind);
    const model = aDraft(way.kind);
    const real: Real = { given, look, rows: await look(), count };
    for (let step = nextStep(model, choicesOf(way)); ; step = nextStep(model, choicesOf(way))) {
      const said = `${way.kind}, ${way.edit}, ${model.state}`;
      starts.push({ said, model: structuredClone(model), kept: await world.copies.keep(given.id) });
      if (step === null) break;
      await doing(step).run(model, real);
    }
  }
  return starts;
}

const choicesOf = ({ edit, ...way }: Way): Choices => ({ edit, votes: (stage) => [way[stage], way[stage]] });

/** A copy of where it started, and the model that goes with it. */
export async function begun(world: World, { model, kept }: Start, count: Count): Promise<{ model: Model; real: Real }> {
  const { given, look } = caseOf(world, await world.copies.copy(kept));
  return { model: structuredClone(model), real: { given, look, rows: await look(), count } };
}
