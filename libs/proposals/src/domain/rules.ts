import type { Reason } from '@app/kernel';
import { type ProposalContent, requirements } from './content';

/** What a submission needs at least of each part. */
export const least = { duties: 3, ksbs: 6, jobTitles: 1, employers: 1 } as const;

/** Within how many weeks of the submission deadline a decision is promised (the approvals process). */
export const promisedWeeks = 6;

/** What is missing before a proposal can be submitted, each with the field that it belongs to. Empty: ready. */
export function submissionGaps(content: ProposalContent, employers: number): Reason[] {
  return [
    ...occupationGaps(content),
    ...dutyGaps(content),
    ...ksbGaps(content),
    ...requirementGaps(content),
    ...(employers < least.employers
      ? [{ field: 'employers', text: 'Add the employers of the trailblazer group' }]
      : []),
  ];
}

function occupationGaps(content: ProposalContent): Reason[] {
  const gaps: Reason[] = [];
  if (content.title === '') gaps.push({ field: 'title', text: 'Enter the occupation title' });
  if (content.route === null) gaps.push({ field: 'route', text: 'Choose the route' });
  if (content.level === null) gaps.push({ field: 'level', text: 'Choose a level from 2 to 7' });
  if (content.profile === '') gaps.push({ field: 'profile', text: 'Describe the occupation in a profile' });
  if (content.typicalJobTitles.length < least.jobTitles) {
    gaps.push({ field: 'typicalJobTitles', text: 'Enter at least one typical job title' });
  }
  return gaps;
}

function dutyGaps(content: ProposalContent): Reason[] {
  const gaps: Reason[] = [];
  if (content.duties.length < least.duties) {
    gaps.push({ field: 'duties', text: `Add at least ${least.duties} duties: there are ${content.duties.length}` });
  }
  for (const duty of content.duties) {
    if (duty.ksbs.length === 0) {
      gaps.push({ field: 'mapping', text: `Say which knowledge, skills and behaviours duty ${duty.code} needs` });
    }
  }
  return gaps;
}

function ksbGaps(content: ProposalContent): Reason[] {
  const gaps: Reason[] = [];
  if (content.ksbs.length < least.ksbs) {
    gaps.push({
      field: 'ksbs',
      text: `Add at least ${least.ksbs} statements of knowledge, skills and behaviours: there are ${content.ksbs.length}`,
    });
  }
  for (const kind of ['knowledge', 'skill', 'behaviour'] as const) {
    if (!content.ksbs.some((ksb) => ksb.kind === kind)) {
      gaps.push({ field: 'ksbs', text: `Add at least one statement of ${kind}` });
    }
  }
  const mapped = new Set(content.duties.flatMap((duty) => duty.ksbs));
  for (const { code } of content.ksbs) {
    if (!mapped.has(code)) gaps.push({ field: 'mapping', text: `Say which duty needs ${code}` });
  }
  return gaps;
}

function requirementGaps(content: ProposalContent): Reason[] {
  return requirements.flatMap(({ key, text }) => {
    const given = content.requirements[key];
    const gaps: Reason[] = [];
    if (given.explanation === '') gaps.push({ field: `requirement-${key}`, text: `Explain the requirement "${text}"` });
    if (given.evidence === '')
      gaps.push({ field: `requirement-${key}`, text: `Give evidence for the requirement "${text}"` });
    return gaps;
  });
}
