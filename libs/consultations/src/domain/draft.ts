import { type Lifecycle, type Reason } from '@app/kernel';
import { z } from 'zod';
import { formGaps, formSchema } from './form';
import { principleKeys, principles, type Principle } from './principles';
import { blocksOfSubjects, subjectSchema } from './subject';
import { templateKeys } from './template';
import { windowGaps } from './window';

/** Where a consultation stands before it is announced: written, waiting for a second person, announced, or given up. */
export const draftStates = ['drafting', 'asked', 'announced', 'given-up'] as const;
export type DraftState = (typeof draftStates)[number];
export type DraftAction = 'change' | 'ask' | 'reassign' | 'send-back' | 'agree' | 'give-up';

/** A change takes the question for agreement back: nobody agrees to a text that they have not read. */
export const draftLifecycle: Lifecycle<DraftState, DraftAction> = {
  drafting: { change: 'drafting', ask: 'asked', 'give-up': 'given-up' },
  asked: { change: 'drafting', reassign: 'asked', 'send-back': 'drafting', agree: 'announced', 'give-up': 'given-up' },
  announced: {},
  'given-up': {},
};

/** All that is prepared: what is asked, of whom, when, and why warnings are overridden. */
export const draftSchema = z.object({
  template: z.enum(templateKeys),
  title: z.string(),
  introduction: z.string(),
  audience: z.string(),
  whyThisLong: z.string(),
  formats: z.string(),
  /** Who keeps the answers, for how long, and who sees them; absent where it was prepared before this was asked. */
  privacy: z.string().optional(),
  opensAt: z.iso.datetime().nullable(),
  closesAt: z.iso.datetime().nullable(),
  commentsAppear: z.enum(['at-once', 'at-close']),
  subjects: z.array(subjectSchema),
  form: formSchema,
  /** Whether respondents are asked about themselves, for statistics alone; absent: they are not. */
  equality: z.literal(true).optional(),
  overridden: z.partialRecord(
    z.enum(principleKeys),
    z.object({ why: z.string(), by: z.string(), at: z.iso.datetime() }),
  ),
});
export type Draft = z.infer<typeof draftSchema>;

/** What the checks look at beside the draft. */
export type Around = { now: Date; overlapping: readonly { reference: string; title: string }[] };

/** How a draft does against one of the consultation principles. */
export type Check = Principle & { overridden: { why: string; by: string; at: string } | null };

/** The checks of a draft, in the order of the principles. */
export function checksOf(draft: Draft, around: Around): Check[] {
  return principleKeys.map((key) => {
    const found = principles[key](draft, around);
    return { ...found, overridden: found.met ? null : (draft.overridden[key] ?? null) };
  });
}

/** What keeps a draft from being shown to a second person: what is missing, and warnings without a reason. */
export function draftGaps(draft: Draft, around: Around): Reason[] {
  const { title, introduction, opensAt, closesAt, subjects, form } = draft;
  const gaps: Reason[] = [];
  if (title === '') gaps.push({ field: 'title', text: 'Enter a title' });
  if (introduction === '') gaps.push({ field: 'introduction', text: 'Enter why you ask' });
  if (subjects.length === 0) gaps.push({ field: 'subjects', text: 'Choose what the consultation is about' });
  if (closesAt === null) gaps.push({ field: 'closes', text: 'Enter the last day' });
  else {
    const opens = opensAt === null ? around.now : new Date(opensAt);
    gaps.push(...windowGaps({ opensAt: opens, closesAt: new Date(closesAt) }, around.now));
  }
  gaps.push(...formGaps(form, blocksOfSubjects(subjects)));
  const open = checksOf(draft, around).filter(
    ({ met, overridden, mustHold }) => !met && (overridden === null || mustHold === true),
  );
  for (const { name, mustHold } of open) {
    gaps.push({ text: mustHold ? `${name}: this has to be met` : `${name}: give a reason why you go on all the same` });
  }
  return gaps;
}
