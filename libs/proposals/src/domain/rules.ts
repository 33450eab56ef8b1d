import type { Reason } from '@app/kernel';
import { changedFields, changeKindOf } from './changes';
import { type Basis, type ProposalContent, requirements } from './content';
import { partsOf, periodGaps } from './dispensation';
import { fieldsOf, type RequestKind } from './kinds';
import { type CloseMatch, unanswered } from './matches';
import type { PartOfRequest } from './part';
import { describedParts, partsOfRequests } from './parts';
import { saidIn } from './said';

/** What a submission needs at least of each part. */
export const least = { duties: 3, ksbs: 6, employers: 1 } as const;

/** What is missing, in which part; `at` is the input on that part's page where it is filled in, where that is not its name. */
export type Gap = Reason & { field: string; at?: string };

/** What the rules of a submission look at. */
export type Submission = { kind: RequestKind; content: ProposalContent; basis: Basis | null };

/**
 * What is missing before a proposal can be submitted, each with the field that it belongs to. Empty: ready. `employers` are
 * how many there are in its group, null where officers prepare it without one; `matches` are
 * the occupations on the map that come close: each needs an answer; `today` is the day of the submission in London.
 */
export function submissionGaps(
  submission: Submission,
  employers: number | null,
  matches: readonly CloseMatch[] = [],
  today = '',
): Gap[] {
  const { kind, content, basis } = submission;
  const asked = fieldsAsked(submission);
  const gaps = [
    ...describedGaps(content),
    ...optionGaps(submission),
    ...retirementGaps(submission),
    ...dispensationGaps(submission, today),
    ...dutyGaps(content),
    ...ksbGaps(content),
    ...requirementGaps(content),
    ...unanswered(content, matches).map(({ reference, title }) => ({
      field: 'matchAnswers',
      at: `match-${reference}`,
      text: `Say what ${title} (${reference}) is to the proposed occupation`,
    })),
    ...groundGaps(content),
    ...(employers !== null && employers < least.employers
      ? [{ field: 'employers', text: 'Add the employers of the trailblazer group' }]
      : []),
  ].filter(({ field }) => asked.includes(field));
  const nothing = kind === 'change' && basis !== null && changeKindOf(basis.content, content) === null;
  return nothing
    ? [{ field: 'profile', text: 'Nothing is changed yet: change what has to be different' }, ...gaps]
    : gaps;
}

/**
 * Of a change only what it changes is looked at: what stands may lack much that a new standard needs. Statements are
 * counted, and their mapping asked for, where some were added or removed.
 */
function fieldsAsked({ kind, content, basis }: Submission): readonly string[] {
  if (kind !== 'change' || basis === null) return fieldsOf(kind, content);
  const lists = (['duties', 'ksbs'] as const).filter((list) => codesOf(basis.content[list]) !== codesOf(content[list]));
  const changed = changedFields(basis.content, content).filter((field) => field !== 'duties' && field !== 'ksbs');
  return [...changed, ...lists, ...(lists.length > 0 ? ['mapping'] : []), 'grounds'];
}

const codesOf = (list: readonly { code: string }[]): string => list.map(({ code }) => code).join(' ');

function describedGaps(content: ProposalContent): Gap[] {
  const whole = { ...content, employers: [], files: [] };
  return describedParts.flatMap((field) => {
    const { missing }: PartOfRequest = partsOfRequests[field];
    return missing !== undefined && saidIn(field, whole) === '' ? [{ field, text: missing }] : [];
  });
}

function optionGaps({ content, basis }: Submission): Gap[] {
  if (content.option === null)
    return [{ field: 'option', at: 'act', text: 'Say whether an option is added or removed' }];
  const taken = content.option.act === 'add' && content.title === basis?.content.title;
  return taken
    ? [{ field: 'option', at: 'name', text: 'There is an option of this name already: give the new one another' }]
    : [];
}

function retirementGaps({ content: { triggers, successor }, basis }: Submission): Gap[] {
  const gaps: Gap[] = [];
  if (triggers.length === 0) gaps.push({ field: 'triggers', text: 'Choose what the retirement is raised for' });
  if (successor === null) {
    gaps.push({ field: 'successor', at: 'follows', text: 'Choose the occupation that follows, or say that none does' });
  } else if (successor === basis?.reference) {
    gaps.push({ field: 'successor', text: 'An occupation cannot follow itself' });
  }
  return gaps;
}

function dispensationGaps({ content, basis }: Submission, today: string): Gap[] {
  const { affected, instead, period } = content;
  const gaps: Gap[] = [];
  if (affected.length === 0)
    gaps.push({ field: 'affected', text: 'Choose the parts of the standard that are affected' });
  const known = basis === null ? [] : partsOf(basis.content).map(({ part }) => part);
  const gone = affected.filter((part) => !known.includes(part));
  if (gone.length > 0) gaps.push({ field: 'affected', text: `The standard has no ${gone.join(', ')}: choose again` });
  if (instead === '') gaps.push({ field: 'instead', text: 'Say what is allowed instead' });
  if (period === null) gaps.push({ field: 'period', at: 'startsOn-day', text: 'Enter the first and the last day' });
  else
    gaps.push(...periodGaps(period, today).map(({ field, text }) => ({ field: 'period', at: `${field}-day`, text })));
  return gaps;
}

function groundGaps({ grounds }: ProposalContent): Gap[] {
  const gaps: Gap[] = [];
  if (grounds.explanation === '') gaps.push({ field: 'grounds', at: 'explanation', text: 'Say why this is needed' });
  if (grounds.evidence === '')
    gaps.push({ field: 'grounds', at: 'evidence', text: 'Give evidence for why this is needed' });
  return gaps;
}

function dutyGaps(content: ProposalContent): Gap[] {
  const gaps: Gap[] = [];
  if (content.duties.length < least.duties) {
    gaps.push({
      field: 'duties',
      at: 'text',
      text: `Add at least ${least.duties} duties: there are ${content.duties.length}`,
    });
  }
  for (const duty of content.duties) {
    if (duty.ksbs.length === 0) {
      gaps.push({ field: 'mapping', text: `Say which knowledge, skills and behaviours duty ${duty.code} needs` });
    }
  }
  return gaps;
}

function ksbGaps(content: ProposalContent): Gap[] {
  const gaps: Gap[] = [];
  if (content.ksbs.length < least.ksbs) {
    gaps.push({
      field: 'ksbs',
      at: 'text',
      text: `Add at least ${least.ksbs} statements of knowledge, skills and behaviours: there are ${content.ksbs.length}`,
    });
  }
  for (const kind of ['knowledge', 'skill', 'behaviour'] as const) {
    if (!content.ksbs.some((ksb) => ksb.kind === kind)) {
      gaps.push({ field: 'ksbs', at: 'text', text: `Add at least one statement of ${kind}` });
    }
  }
  const mapped = new Set(content.duties.flatMap((duty) => duty.ksbs));
  for (const { code } of content.ksbs) {
    if (!mapped.has(code)) gaps.push({ field: 'mapping', text: `Say which duty needs ${code}` });
  }
  return gaps;
}

function requirementGaps(content: ProposalContent): Gap[] {
  return requirements.flatMap(({ key, text }) => {
    const given = content.requirements[key];
    const gaps: Gap[] = [];
    if (given.explanation === '')
      gaps.push({ field: `requirement-${key}`, at: 'explanation', text: `Explain the requirement "${text}"` });
    if (given.evidence === '')
      gaps.push({ field: `requirement-${key}`, at: 'evidence', text: `Give evidence for the requirement "${text}"` });
    return gaps;
  });
}
