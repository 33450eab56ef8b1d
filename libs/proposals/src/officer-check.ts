import { type Actor, Forbidden, permit } from '@app/kernel';
import type { Tx } from '@app/platform';
import { proposalPolicy } from './domain/policy';
import type { Proposal } from './proposal.entity';

/** Lets an officer act on a request: the policy allows it, and nothing keeps this person out of it. @throws Forbidden */
export async function permitCheck(tx: Tx, actor: Actor, proposal: Proposal): Promise<void> {
  permit(proposalPolicy, actor, 'check', proposal);
  const sql = `select recusal_of('proposal', $1, $2::uuid) as why`;
  const found = await tx.one<{ why: string | null }>(sql, [proposal.id, actor.id]);
  if (found?.why) throw new Forbidden('You have an interest in this request, so somebody else checks it');
}
