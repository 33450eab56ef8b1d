import { longText, shortText } from '@app/kernel';
import { z } from 'zod';
import type { ProposalState } from './lifecycle';

export const threadActs = ['answer', 'reply', 'settle', 'ask-again'] as const;
/** What is said about a change request: the group answers; the officer replies, settles it, or asks again. */
export type ThreadAct = (typeof threadActs)[number];
export type OfficersAct = Exclude<ThreadAct, 'answer'>;

const text = longText(2000).default('');

/** The group's answer: done, with where to look, or not done, with why. */
export const threadAnswerSchema = z.object({
  done: z.enum(['yes', 'no'], { error: 'Choose whether it is done' }),
  text: longText(2000, 'Say where you changed it, or why not'),
});

/** What the officer makes of it; a request that is asked again gets a new due date. */
export const threadRulingSchema = z
  .object({
    act: z.enum(['reply', 'settle', 'ask-again'], { error: 'Choose what you do' }),
    text,
    workingDays: shortText().default(''),
  })
  .transform(({ act, text: said, workingDays }, context) => {
    const days = Number(workingDays);
    if (act !== 'settle' && said === '') context.addIssue({ code: 'custom', path: ['text'], message: 'Enter a text' });
    if (act === 'ask-again' && !(Number.isInteger(days) && days >= 1 && days <= 60)) {
      context.addIssue({
        code: 'custom',
        path: ['workingDays'],
        message: 'Enter the number of working days, from 1 to 60',
      });
    }
    return { act, text: said, workingDays: days };
  });

/** What decides on what may be said next. */
export type ThreadFacts = {
  state: ProposalState;
  /** Asked on the version that was submitted last. */
  latest: boolean;
  settled: boolean;
};

/** What may be said next: the group answers what is open; the officer rules while the proposal is not before the panel. */
export function nextActs({ state, latest, settled }: ThreadFacts): ThreadAct[] {
  const checked = state === 'submitted' || state === 'peer-review';
  if (!checked && state !== 'returned') return [];
  const acts: ThreadAct[] = settled ? [] : ['reply', 'settle'];
  if (state === 'returned' && latest && !settled) acts.push('answer');
  if (checked && (settled || !latest)) acts.push('ask-again');
  return acts;
}
