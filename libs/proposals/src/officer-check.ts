import { type Actor, Forbidden, permit } from '@app/kernel';
import type { Reader, Tx } from '@app/platform';
import { againstOneStage } from './domain/one-stage';
import { proposalPolicy } from './domain/policy';
import type { Proposal } from './proposal.entity';
import { stageActsOn } from './stage-acts';

/** Lets an officer act on a request: the policy allows it, and nothing keeps this person out of it. @throws Forbidden */
export async function permitOfficer(tx: Tx, actor: Actor, proposal: Proposal): Promise<void> {
  permit(proposalPolicy, actor, 'check', proposal);
  const sql = `select recusal_of('proposal', $1, $2::uuid) as why`;
  const found = await tx.one<{ why: string | null }>(sql, [proposal.id, actor.id]);
  if (found?.why) throw new Forbidden('You have an interest in this request, so somebody else checks it');
}

/** Lets an officer take part in the check of a request: not who acted on it in another stage. @throws Forbidden */
export async function permitCheck(tx: Tx, actor: Actor, proposal: Proposal): Promise<void> {
  await permitOfficer(tx, actor, proposal);
  const against = await againstCheck(tx, actor, proposal.id);
  if (against !== null) throw new Forbidden(against);
}

/** Why this person takes no part in the officer's check of a request, because of what they did on it; null: nothing is. */
export async function againstCheck(reader: Reader, actor: Actor, proposalId: string): Promise<string | null> {
  return againstOneStage(await stageActsOn(reader, proposalId), actor.id, 'officer-check');
}
