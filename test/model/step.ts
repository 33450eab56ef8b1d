import type { Model } from './model';
import type { Case } from './world';

/** One thing that somebody does, as the model has it (`next`: the state after it, or null where it is illegal) and as the product has it. */
export type Step = {
  name: string;
  next: (model: Model) => Model | null;
  act: (given: Case, model: Model) => Promise<unknown>;
  /** What the page that it is done from shows: where a step before it in a race changes this, it is stale. */
  reads?: (model: Model) => string;
  /** Where it would leave all as it is: then it does not matter what the page showed. */
  changesNothing?: (model: Model) => boolean;
};

/** After the day on which an answer was due, so many weeks until a request lapses. */
export const lapseWeeks = 26;

/** The model after a change; the one before it stays. */
export function changed(model: Model, change: (after: Model) => void): Model {
  const after = structuredClone(model);
  change(after);
  return after;
}
