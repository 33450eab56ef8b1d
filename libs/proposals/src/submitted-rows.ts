import { type Actor, addWorkingDays, canonicalJson, hashOf, refuse } from '@app/kernel';
import type { Tx } from '@app/platform';
import { ChangeRequest } from './change-request.entity';
import type { ChangeRequestOrder } from './domain/change-request';
import type { SubmittedContent } from './domain/content';
import type { Enclosed } from './enclosures';
import type { Proposal } from './proposal.entity';
import { ProposalVersion } from './proposal-version.entity';

/** The rows that a submission and a return add for good. First: the draft as it stands, as the next immutable version. */
export async function insertVersion(
  tx: Tx,
  actor: Actor,
  proposal: Proposal,
  { key, enclosed }: { key: string; enclosed: Enclosed },
): Promise<ProposalVersion> {
  if (actor.id === null) refuse('Only a person submits a proposal');
  const last = await tx.one<{ no: number }>(
    'select coalesce(max(no), 0) as no from proposal_version where proposal_id = $1',
    [proposal.id],
  );
  const version = new ProposalVersion();
  version.proposalId = proposal.id;
  version.no = (last?.no ?? 0) + 1;
  const content: SubmittedContent = { ...proposal.content, ...enclosed, basis: proposal.basis };
  version.content = canonicalJson(content);
  version.contentHash = hashOf(content);
  version.submissionKey = key;
  version.submittedBy = actor.id;
  return tx.insert(version);
}

/**
 * The change requests of a return, on the version that was submitted last, beside what the officer asked again there.
 * @returns the number of open requests, and the day on which the last is due
 * @throws Refused where there is none
 */
export async function insertChangeRequests(
  tx: Tx,
  actor: Actor,
  proposal: Proposal,
  orders: readonly ChangeRequestOrder[],
): Promise<{ requests: number; dueOn: Date }> {
  const now = await tx.now();
  const version = await tx.one<{ id: string }>(
    'select id from proposal_version where proposal_id = $1 order by no desc limit 1',
    [proposal.id],
  );
  const again = await tx.rows<{ dueOn: Date }>(
    `select s.due_on as "dueOn" from change_request_standing s join proposal_version v on v.no = s.version_no
     where v.id = $1 and s.proposal_id = $2 and not s.settled`,
    [version?.id, proposal.id],
  );
  const requests = orders.length + again.length;
  if (requests === 0) refuse('Say what has to change: a return needs at least one change request', 'text');
  let last = again.reduce((latest, { dueOn }) => (dueOn > latest ? dueOn : latest), now);
  for (const { kind, field, text, workingDays } of orders) {
    const dueOn = addWorkingDays(now, workingDays);
    if (dueOn > last) last = dueOn;
    const request = Object.assign(new ChangeRequest(), { kind, field, text, dueOn });
    Object.assign(request, { proposalId: proposal.id, versionId: version?.id, raisedBy: actor.id });
    await tx.insert(request);
  }
  return { requests, dueOn: last };
}
