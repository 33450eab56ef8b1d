import { canonicalJson } from '@app/kernel';
import {
  type ChangeRequestRow,
  type EvidenceFileDetails,
  partOf,
  type Proposal,
  requirements,
  type SubmittedContent,
  submissionGaps,
} from '@app/proposals';
import type { EmployerDetails } from '@app/trailblazers';
import { pageOf } from './proposal.view';

type Status = { text: string; classes?: string } | { tag: { text: string; classes: string } };
type Task = { title: { text: string }; href?: string; hint?: { text: string }; status: Status };

/** The parts of a proposal as the task list names them, with the fields on their pages. */
const parts: readonly { text: string; fields: readonly string[] }[] = [
  { text: 'Title, route and level', fields: ['title', 'route', 'level'] },
  { text: 'Profile and typical job titles', fields: ['profile', 'typicalJobTitles'] },
  { text: 'Duties', fields: ['duties'] },
  { text: 'Knowledge, skills and behaviours', fields: ['ksbs'] },
  { text: 'Which duty needs what', fields: ['mapping'] },
  ...requirements.map(({ key, text }) => ({ text, fields: [`requirement-${key}`] })),
  { text: 'Evidence files', fields: ['files'] },
  { text: 'Employers of the group', fields: ['employers'] },
];

/** What the task list looks at: the draft, its group's employers, its files, open change requests, the version they are about. */
export type Draft = {
  proposal: Proposal;
  employers: readonly EmployerDetails[];
  files: EvidenceFileDetails[];
  requests: readonly ChangeRequestRow[];
  submitted: SubmittedContent | null;
};

/** The task list of a draft: what is complete, what cannot start yet, and what the officer asked to have changed. */
export function taskList(draft: Draft): Task[] {
  const { proposal, requests } = draft;
  return parts.map(({ text, fields }) => {
    const asked = requests.filter(({ field }) => fields.includes(field));
    const status = statusOf(draft, fields, asked);
    const waits = 'text' in status && status.classes !== undefined;
    return {
      title: { text },
      ...(waits ? {} : { href: pageOf(proposal, fields[0] ?? '') }),
      ...(asked.length > 0 ? { hint: { text: asked.map((request) => `Asked: ${request.text}`).join(' ') } } : {}),
      status,
    };
  });
}

function statusOf(draft: Draft, fields: readonly string[], asked: readonly ChangeRequestRow[]): Status {
  const { proposal, employers, files, submitted } = draft;
  const content = { ...proposal.content, employers, files };
  if (fields.includes('mapping') && (content.duties.length === 0 || content.ksbs.length === 0)) {
    return { text: 'Cannot start yet', classes: 'govuk-task-list__status--cannot-start-yet' };
  }
  const unanswered = asked.some(
    ({ field }) => submitted !== null && same(partOf(submitted, field), partOf(content, field)),
  );
  if (unanswered) return { tag: { text: 'Change asked for', classes: 'govuk-tag--yellow' } };
  if (fields.includes('files') && files.length === 0) return { text: 'Optional' };
  const missing = submissionGaps(content, employers.length).some(({ field = '' }) => fields.includes(field));
  if (!missing) return { text: 'Completed' };
  return { tag: { text: 'Incomplete', classes: 'govuk-tag--blue' } };
}

function same(before: unknown, after: unknown): boolean {
  return canonicalJson(before ?? null) === canonicalJson(after ?? null);
}
