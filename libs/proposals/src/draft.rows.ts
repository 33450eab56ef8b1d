import type { Actor } from '@app/kernel';
import type { Tx } from '@app/platform';
import type { CarryOver } from './carry-over.service';
import { blankContent } from './domain/content';
import { proposalStarted } from './domain/events';
import type { RequestKind } from './domain/kinds';
import { Proposal } from './proposal.entity';

/** What a new draft is to be about: nothing that is on the map yet, or the occupation with this reference. */
export type Beginning = { kind: 'occupation' } | { kind: Exclude<RequestKind, 'occupation'>; occupation: string };

/** The draft that was started with this key of a form, which waits for others with the same key; null: none yet. */
export async function draftStartedWith(tx: Tx, key: string): Promise<string | null> {
  await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 1))', [key]);
  const before = await tx.one<{ id: string }>('select id from proposal where creation_key = $1', [key]);
  return before?.id ?? null;
}

/** A draft with the next reference, not stored yet: blank, or a copy of what stands on the map. @throws Refused, NotFound */
export async function newDraft(tx: Tx, carrying: CarryOver, beginning: Beginning): Promise<Proposal> {
  const { kind } = beginning;
  const basis = kind === 'occupation' ? null : await carrying.basis(tx, kind, beginning.occupation);
  const row = await tx.one<{ no: number }>(`select nextval('proposal_reference')::int as no`);
  const content = basis?.content ?? blankContent();
  return Object.assign(new Proposal(), {
    reference: `OP${String(row?.no ?? 0).padStart(4, '0')}`,
    kind,
    state: 'draft' as const,
    version: 1,
    content,
    basis,
    occupationReference: basis?.reference ?? null,
    route: content.route,
  });
}

/** Stores the draft of this group, and says so. @returns its id */
export async function insertDraft(tx: Tx, actor: Actor, draft: Proposal): Promise<string> {
  draft.createdBy = actor.id;
  await tx.insert(draft);
  const { id, reference, kind, groupId, content, occupationReference: occupation } = draft;
  await tx.record(actor, proposalStarted(id, { reference, title: content.title, groupId, kind, occupation }));
  return id;
}
