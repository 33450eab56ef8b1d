import { randomInt } from 'node:crypto';
import type { Reason } from '@app/kernel';

/** Whether the respondent agrees with what is proposed. */
export const answers = ['agree', 'disagree', 'do-not-know'] as const;
export type Answer = (typeof answers)[number];

/** The answers in words, as the form and the counts show them. */
export const answerWords: Readonly<Record<Answer, string>> = {
  agree: 'Agree',
  disagree: 'Do not agree',
  'do-not-know': 'Do not know',
};

/** For whom somebody responds. */
export const organisationTypes = [
  'individual',
  'employer',
  'apprentice',
  'training-provider',
  'college',
  'university',
  'assessment-organisation',
  'awarding-organisation',
  'professional-body',
  'trade-body',
  'regulator',
  'trade-union',
  'trailblazer-group',
  'other',
] as const;
export type OrganisationType = (typeof organisationTypes)[number];

/** The kinds of respondent in words. */
export const organisationWords: Readonly<Record<OrganisationType, string>> = {
  individual: 'Myself',
  employer: 'An employer',
  apprentice: 'Apprentices',
  'training-provider': 'A training provider',
  college: 'A college',
  university: 'A university',
  'assessment-organisation': 'An end-point assessment organisation',
  'awarding-organisation': 'An awarding organisation',
  'professional-body': 'A professional body',
  'trade-body': 'A trade or sector body',
  regulator: 'A regulator',
  'trade-union': 'A trade union',
  'trailblazer-group': 'A trailblazer group',
  other: 'Another kind of organisation',
};

/** What a member of the public sends. */
export type ResponseText = {
  answer: Answer;
  text: string;
  organisationType: OrganisationType;
  consentToPublish: boolean;
};

/** The longest free text of a response, in characters. */
export const longestText = 10_000;

/** What stands in the way of a response: who does not agree says why, so that the reason can be weighed. */
export function responseGaps(given: ResponseText): Reason[] {
  const gaps: Reason[] = [];
  if (given.answer === 'disagree' && given.text.trim() === '') {
    gaps.push({ field: 'text', text: 'Enter why you do not agree' });
  }
  if (given.text.length > longestText) {
    gaps.push({
      field: 'text',
      text: `Your comments must be ${longestText.toLocaleString('en-GB')} characters or fewer`,
    });
  }
  return gaps;
}

/** Whether two sendings say the same: the same form sent twice is one response, a changed one is not a repeat. */
export function saysTheSame(one: ResponseText, other: ResponseText): boolean {
  return (
    one.answer === other.answer &&
    one.text === other.text &&
    one.organisationType === other.organisationType &&
    one.consentToPublish === other.consentToPublish
  );
}

/** No I, L, O, U, 0 or 1: nothing that is misread on paper or the telephone. */
const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A new response reference, like R-7K3M-PQ2X; `pick` chooses a number below its argument. */
export function newResponseReference(pick: (below: number) => number = randomInt): string {
  const four = (): string => Array.from({ length: 4 }, () => letters[pick(letters.length)]).join('');
  return `R-${four()}-${four()}`;
}
