import { type Actor, paths } from '@app/kernel';
import { fieldsOf, type Proposal, type ProposalQueries } from '@app/proposals';
import { type Answer, page, redirect } from '../../http/answers';
import type { Form } from '../../http/forms';
import { bothTexts, type DraftField } from './both-texts.view';
import { askedByField, isEditable } from './proposal.view';

/**
 * What a page of a draft prints beside the proposal, the form and the changes that were asked for; `field` is its part,
 * `fields` what its form edits.
 */
type DraftView = { field: string; template: string; title: string; fields: readonly DraftField[] } & Readonly<
  Record<string, unknown>
>;

/**
 * One page of a draft: with its form, and beside each field what the officer asked to have changed there. A proposal
 * that is not the group's to change any more leads to its case; what was typed is never thrown away for that. What its
 * kind does not ask for has no page. After a stale save it shows both texts.
 */
export async function draftPage(
  queries: ProposalQueries,
  { actor, id, form }: { actor: Actor; id: string; form: Form },
  make: (proposal: Proposal) => DraftView | Promise<DraftView>,
): Promise<Answer> {
  const proposal = await queries.proposal(actor, id);
  if (!isEditable(actor, proposal) && form.errors.length === 0) return redirect(paths.proposal(id));
  const { template, field, fields, ...view } = await make(proposal);
  if (!fieldsOf(proposal.kind, proposal.content).includes(field)) return redirect(paths.proposal(id));
  const asked = askedByField(id, await queries.openRequests(id));
  return page(`proposals/${template}`, { ...view, ...bothTexts(form, fields), proposal, asked });
}

/** Where a saved page leads: back to the answers being checked when it was opened from there, else to the task list. */
export function afterSaving(id: string, back: unknown): string {
  return back === 'check' ? paths.proposalPart(id, 'check') : paths.proposal(id);
}

/** The same way back, carried by the addresses of a list's forms. */
export function backQuery(back: unknown): string {
  return back === 'check' ? '?back=check' : '';
}
