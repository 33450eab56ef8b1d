import { newId } from '@app/kernel';
import { type Part, type Requester, type Sorting, SuggestionQueries, Suggestions } from '@app/suggestions';
import type { Stage } from './stage';

type Invented = {
  occupation: string;
  part: Part;
  requester: Requester;
  change: string;
  why: string;
  answer: { sorting: Sorting; summary: string; reason: string } | null;
};

const invented: readonly Invented[] = [
  {
    occupation: 'OCC0116',
    part: 'profile',
    requester: 'employer',
    change: 'Say "services" where it says "service".',
    why: 'One letter is missing.',
    answer: { sorting: 'correction', summary: 'A missing letter in the profile', reason: '' },
  },
  {
    occupation: 'OCC0116',
    part: 'duties',
    requester: 'provider',
    change: 'Add a duty about the energy that software uses.',
    why: 'Employers ask for it, and our apprentices do it already.',
    answer: null,
  },
  {
    occupation: 'OCC0128',
    part: 'level',
    requester: 'apprentice',
    change: 'It should be level 5.',
    why: 'The work is harder than it looks.',
    answer: {
      sorting: 'declined',
      summary: 'A higher level',
      reason:
        'The level follows from the duties, and nothing about these was said. Suggest again with the duties that are harder.',
    },
  },
];

/** Suggestions of the public: one taken up as a correction, one that waits for an answer, one declined. */
export async function playSuggestions(stage: Stage): Promise<void> {
  const suggestions = stage.app.get(Suggestions);
  for (const { occupation, answer, ...text } of invented) {
    const who = { name: '', email: `suggester.${newId()}@demo.waymark.test`, key: newId() };
    const reference = await suggestions.suggest(occupation, { ...text, evidence: '', ...who });
    if (answer === null) continue;
    const officer = await stage.as('officer');
    const waiting = await stage.app.get(SuggestionQueries).waiting(officer, null);
    const row = waiting.find((one) => one.reference === reference);
    if (row === undefined) throw new Error(`Suggestion ${reference} does not wait for an answer`);
    await suggestions.sort(officer, row.id, { ...answer, duplicateOf: null }, 0);
  }
}
