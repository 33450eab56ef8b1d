import { canonicalJson } from '@app/kernel';
import {
  changedFields,
  type ChangeRequestRow,
  fieldsOf,
  partOf,
  type Proposal,
  requirements,
  type SubmittedContent,
} from '@app/proposals';
import { pageOf } from './proposal.view';
import type { Ready } from './readiness';

type Status = { text: string; classes?: string } | { tag: { text: string; classes: string } };
type Task = { title: { text: string }; href?: string; hint?: { text: string }; status: Status };

/** The parts of a proposal as the task list names them, with the fields on their pages. */
const parts: readonly { text: string; fields: readonly string[] }[] = [
  { text: 'The option', fields: ['option'] },
  { text: 'Why it is to be retired, and what follows', fields: ['triggers', 'successor'] },
  { text: 'What is affected, what is allowed instead, and when', fields: ['affected', 'instead', 'period'] },
  { text: 'Title, route and level', fields: ['title', 'route', 'level'] },
  { text: 'Profile, typical job titles and keywords', fields: ['profile', 'typicalJobTitles', 'keywords'] },
  { text: 'Duties', fields: ['duties'] },
  { text: 'Knowledge, skills and behaviours', fields: ['ksbs'] },
  { text: 'Which duty needs what', fields: ['mapping'] },
  ...requirements.map(({ key, text }) => ({ text, fields: [`requirement-${key}`] })),
  { text: 'Similar occupations, and what they are to it', fields: ['matchAnswers'] },
  { text: 'Why, and the evidence', fields: ['grounds'] },
  { text: 'Evidence files', fields: ['files'] },
  { text: 'Employers of the group', fields: ['employers'] },
];

/** What the task list looks at: the draft and what stands beside it, open change requests, the version they are about. */
export type Draft = {
  proposal: Proposal;
  ready: Ready;
  requests: readonly ChangeRequestRow[];
  submitted: SubmittedContent | null;
};

/** The task list of a draft: what is complete, what cannot start yet, and what the officer asked to have changed. */
export function taskList(draft: Draft): Task[] {
  const { proposal, requests } = draft;
  // Of what officers prepare without a trailblazer group the ground was given at the start.
  const wanted = fieldsOf(proposal.kind, proposal.content).filter(
    (field) => field !== 'employers' || draft.ready.ground === undefined,
  );
  return parts.flatMap((part) => {
    const fields = part.fields.filter((field) => wanted.includes(field));
    if (fields.length === 0) return [];
    const text = wanted.includes('keywords')
      ? part.text
      : part.text.replace(', typical job titles and keywords', ' and typical job titles');
    const asked = requests.filter(({ field }) => fields.includes(field));
    const status = statusOf(draft, fields, asked);
    const waits = 'text' in status && status.classes !== undefined;
    const task = {
      title: { text },
      ...(waits ? {} : { href: pageOf(proposal, fields[0] ?? '') }),
      ...(asked.length > 0 ? { hint: { text: asked.map((request) => `Asked: ${request.text}`).join(' ') } } : {}),
      status,
    };
    return [task];
  });
}

function statusOf(draft: Draft, fields: readonly string[], asked: readonly ChangeRequestRow[]): Status {
  const { proposal, ready, submitted } = draft;
  const { employers, files } = ready;
  const content = { ...proposal.content, employers, files };
  if (fields.includes('mapping') && (content.duties.length === 0 || content.ksbs.length === 0)) {
    return { text: 'Cannot start yet', classes: 'govuk-task-list__status--cannot-start-yet' };
  }
  if (fields.includes('matchAnswers') && content.title === '') {
    return { text: 'Cannot start yet', classes: 'govuk-task-list__status--cannot-start-yet' };
  }
  const unanswered = asked.some(
    ({ field, standing }) =>
      standing === 'asked' && submitted !== null && same(partOf(submitted, field), partOf(content, field)),
  );
  if (unanswered) return { tag: { text: 'Change asked for', classes: 'govuk-tag--yellow' } };
  if (fields.includes('files')) return { text: files.length === 0 ? 'Optional' : 'Completed' };
  const missing = ready.gaps.some(({ field = '' }) => fields.includes(field));
  if (isCopied(proposal, fields)) return { text: 'As it stands' };
  if (!missing) return { text: 'Completed' };
  return { tag: { text: 'Incomplete', classes: 'govuk-tag--blue' } };
}

/** Whether a change leaves these parts as they stand on the map. */
function isCopied({ kind, basis, content }: Proposal, fields: readonly string[]): boolean {
  if (kind !== 'change' || basis === null || fields.includes('grounds')) return false;
  return !changedFields(basis.content, content).some((field) => fields.includes(field));
}

function same(before: unknown, after: unknown): boolean {
  return canonicalJson(before ?? null) === canonicalJson(after ?? null);
}
