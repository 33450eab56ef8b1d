import { paths, type Reason } from '@app/kernel';
import {
  type ChangeRequestRow,
  type Proposal,
  type ProposalRow,
  requirements,
  type ProposalState,
  submissionGaps,
} from '@app/proposals';

const colours: Record<ProposalState, string> = {
  draft: 'grey',
  submitted: 'blue',
  returned: 'yellow',
  'with-panel': 'purple',
  'with-committee': 'purple',
  agreed: 'green',
  'in-revision': 'teal',
  'on-map': 'green',
  refused: 'red',
  withdrawn: 'grey',
};

/** A state as a tag: the field's words and a colour that repeats them. */
export function stateTag(state: ProposalState): { text: string; classes: string } {
  const words = state.replaceAll('-', ' ');
  return { text: words.charAt(0).toUpperCase() + words.slice(1), classes: `govuk-tag--${colours[state]}` };
}

/** The rows of the list of proposals. */
export function proposalRows(
  rows: readonly ProposalRow[],
): (ProposalRow & { tag: { text: string; classes: string } })[] {
  return rows.map((row) => ({ ...row, tag: stateTag(row.state) }));
}

type Task = { title: { text: string }; href: string; hint?: { text: string }; status: object };

/** The page on which each field of a proposal is changed. */
export function pageOf(proposal: Proposal, field: string): string {
  const { id, groupId } = proposal;
  if (field === 'employers') return paths.trailblazer(groupId);
  if (['title', 'route', 'level'].includes(field)) return paths.proposalPart(id, 'occupation');
  if (['profile', 'typicalJobTitles'].includes(field)) return paths.proposalPart(id, 'profile');
  if (field.startsWith('requirement-')) return paths.proposalPart(id, field.replace('-', 's/'));
  return paths.proposalPart(id, field);
}

/** What is missing, each as a link to its field. */
export function gapLinks(proposal: Proposal, gaps: readonly Reason[]): { text: string; href: string }[] {
  return gaps.map(({ field = '', text }) => {
    const anchor = field.startsWith('requirement-') ? 'explanation' : field;
    return { text, href: `${pageOf(proposal, field)}#${anchor}` };
  });
}

const parts: readonly { text: string; fields: readonly string[] }[] = [
  { text: 'Title, route and level', fields: ['title', 'route', 'level'] },
  { text: 'Profile and typical job titles', fields: ['profile', 'typicalJobTitles'] },
  { text: 'Duties', fields: ['duties'] },
  { text: 'Knowledge, skills and behaviours', fields: ['ksbs'] },
  { text: 'Which duty needs what', fields: ['mapping'] },
  ...requirements.map(({ key, text }) => ({ text, fields: [`requirement-${key}`] })),
  { text: 'Employers of the group', fields: ['employers'] },
];

/** The task list of a draft: what is complete, and on what the officer has asked for a change. */
export function taskList(proposal: Proposal, employers: number, requests: readonly ChangeRequestRow[]): Task[] {
  const gaps = submissionGaps(proposal.content, employers);
  return parts.map(({ text, fields }) => {
    const missing = gaps.some(({ field = '' }) => fields.includes(field));
    const asked = requests.filter(({ field }) => fields.includes(field));
    return {
      title: { text },
      href: pageOf(proposal, fields[0] ?? ''),
      ...(asked.length > 0 ? { hint: { text: asked.map((request) => `Asked: ${request.text}`).join(' ') } } : {}),
      status: missing ? { tag: { text: 'Incomplete', classes: 'govuk-tag--blue' } } : { text: 'Completed' },
    };
  });
}
