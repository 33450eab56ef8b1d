import { londonDate } from '@app/kernel';
import type { Basis, ProposalContent } from './domain/content';
import { blankContent } from './domain/content';

/** A complete proposal for the Digital route: what `submissionGaps` finds nothing in, with one employer. */
export function aCompleteContent(change: Partial<ProposalContent> = {}): ProposalContent {
  const statement = { explanation: 'Several employers say so.', evidence: 'Ten letters of support.' };
  return {
    ...blankContent(),
    title: 'Accessibility specialist',
    route: 'digital',
    level: 4,
    profile: 'Makes services usable by everybody.',
    typicalJobTitles: ['Accessibility specialist'],
    duties: [
      { code: 'D1', text: 'Audit a service', ksbs: ['K1', 'K2', 'S1', 'B1'] },
      { code: 'D2', text: 'Advise a team', ksbs: ['K2', 'S2'] },
      { code: 'D3', text: 'Test with people', ksbs: ['S1', 'B2'] },
    ],
    ksbs: [
      { code: 'K1', kind: 'knowledge', text: 'The accessibility guidelines' },
      { code: 'K2', kind: 'knowledge', text: 'Assistive technology' },
      { code: 'S1', kind: 'skill', text: 'Test with a screen reader' },
      { code: 'S2', kind: 'skill', text: 'Explain a barrier and its remedy' },
      { code: 'B1', kind: 'behaviour', text: 'Looks from the side of the user' },
      { code: 'B2', kind: 'behaviour', text: 'Listens before judging' },
    ],
    requirements: { transferable: statement, broad: statement, competence: statement, recognised: statement },
    ...change,
  };
}

/** What stands on the map about an occupation, as a draft is made on it: the complete content, where nothing else is given. */
export function aBasis(change: Partial<ProposalContent> = {}, reference = 'OCC0116'): Basis {
  return { reference, hash: 'as it stood', content: aCompleteContent(change) };
}

/** Why something on the map is to be changed, and what shows it. */
export const someGrounds = { explanation: 'Employers ask for it.', evidence: 'Ten letters.' };

/** What a close occupation is to the proposed one: another one. */
export function anAnswer(reference: string): ProposalContent['matchAnswers'][number] {
  return { reference, is: 'distinct', reason: 'It needs other knowledge and skills.' };
}

/** What a dispensation asks for: one duty done otherwise, in some days and for some. */
export function aDispensation(
  now: Date,
  { inDays = 10, days = 60 }: { inDays?: number; days?: number } = {},
): Pick<ProposalContent, 'affected' | 'instead' | 'period' | 'grounds'> {
  const on = (count: number): string => londonDate(new Date(now.getTime() + count * 86_400_000));
  return {
    affected: ['D1'],
    instead: 'Duty D1 may be shown in a simulated environment.',
    period: { startsOn: on(inDays), endsOn: on(inDays + days) },
    grounds: someGrounds,
  };
}
