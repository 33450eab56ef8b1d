/** The stages of a proposal on its way, as a chair looks at them: the states of proposals that belong to each. */
export const pipelineStages = [
  { key: 'check', text: 'Officer check', states: ['submitted', 'peer-review'] },
  { key: 'returned', text: 'Returned to the group', states: ['returned'] },
  { key: 'panel', text: 'Route panel', states: ['with-panel'] },
  { key: 'committee', text: 'Decision', states: ['with-committee'] },
  { key: 'conditions', text: 'Conditions', states: ['conditions'] },
  { key: 'map', text: 'Agreed, waits for the map', states: ['agreed', 'in-revision'] },
] as const;
export type PipelineStage = (typeof pipelineStages)[number]['key'];

/** How long ago something was submitted, in the classes of the bars; decisions are promised within six weeks. */
export const ages = [
  { key: 'under-2', text: 'Under 2 weeks', below: 2 },
  { key: 'under-4', text: '2 to 4 weeks', below: 4 },
  { key: 'under-6', text: '4 to 6 weeks', below: 6 },
  { key: 'over-6', text: '6 weeks and more', below: Infinity },
] as const;
export type Age = (typeof ages)[number]['key'];

const week = 7 * 86_400_000;

/** The class of an age. */
export function ageOf(submittedAt: Date, now: Date): Age {
  const weeks = (now.getTime() - submittedAt.getTime()) / week;
  return (ages.find(({ below }) => weeks < below) ?? ages[3]).key;
}

/** One bar: a stage, and how many of each age stand there. */
export type PipelineBar = { stage: PipelineStage; text: string; total: number; byAge: Readonly<Record<Age, number>> };

/** The bars of a pipeline, all stages in order, also where nothing stands. */
export function pipelineOf(items: readonly { state: string; submittedAt: Date | null }[], now: Date): PipelineBar[] {
  return pipelineStages.map(({ key, text, states }) => {
    const here = items.filter(({ state }) => (states as readonly string[]).includes(state));
    const byAge = { 'under-2': 0, 'under-4': 0, 'under-6': 0, 'over-6': 0 };
    for (const { submittedAt } of here) byAge[ageOf(submittedAt ?? now, now)] += 1;
    return { stage: key, text, total: here.length, byAge };
  });
}
