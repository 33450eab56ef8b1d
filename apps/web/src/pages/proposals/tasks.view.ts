import { canonicalJson } from '@app/kernel';
import { listed } from '@app/occupational-map';
import {
  changedFields,
  type ChangeRequestRow,
  fieldsOf,
  partOf,
  type Proposal,
  proposalFields,
  type SubmittedContent,
} from '@app/proposals';
import { pageOf } from './proposal.view';
import type { Ready } from './readiness';

type Status = { text: string; classes?: string } | { tag: { text: string; classes: string } };
type Task = { title: { text: string }; href?: string; hint?: { text: string }; status: Status };

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
  const parts = proposalFields.filter(({ field }) => wanted.includes(field));
  return [...new Set(parts.map((part) => part.page))].map((page) => {
    const onPage = parts.filter((part) => part.page === page);
    const fields: readonly string[] = onPage.map(({ field }) => field);
    const [first, ...more] = onPage.map(({ text }) => text);
    const text = onPage[0].task ?? listed([first, ...more.map((name) => name.toLowerCase())]);
    const asked = requests.filter(({ field }) => fields.includes(field));
    const status = statusOf(draft, fields, asked);
    const waits = 'text' in status && status.classes !== undefined;
    return {
      title: { text },
      ...(waits ? {} : { href: pageOf(proposal, fields[0]) }),
      ...(asked.length > 0 ? { hint: { text: asked.map((request) => `Asked: ${request.text}`).join(' ') } } : {}),
      status,
    };
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
