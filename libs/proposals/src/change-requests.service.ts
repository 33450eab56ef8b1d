import { type Actor, addWorkingDays, permit, refuse, Stale } from '@app/kernel';
import { Db, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { ChangeRequest } from './change-request.entity';
import { ChangeRequestEntry } from './change-request-entry.entity';
import {
  changeRequestAnswered,
  changeRequestAskedAgain,
  changeRequestReplied,
  changeRequestSettled,
} from './domain/check-events';
import { standingOf } from './domain/lifecycle';
import { proposalPolicy } from './domain/policy';
import { nextActs, type OfficersAct, type ThreadAct } from './domain/thread';
import { permitCheck } from './officer-check';
import { Proposal } from './proposal.entity';

/** What is said, and how much of the thread was on the page on which it was written. The key makes a repeated form one entry. */
type Said = { text: string; seen: number; key: string };
export type ThreadAnswer = Said & { done: boolean };
export type ThreadRuling = Said & { act: OfficersAct; workingDays: number };

const ruled = {
  reply: changeRequestReplied,
  settle: changeRequestSettled,
  'ask-again': changeRequestAskedAgain,
} as const;

/** The conversation on a change request, which is only added to: the group answers, the officer replies, settles or asks again. */
@Injectable()
export class ChangeRequests {
  constructor(private readonly db: Db) {}

  /** The group answers an open request with the version that it works on. @throws Stale when the thread went on */
  async answer(actor: Actor, requestId: string, { done, ...said }: ThreadAnswer): Promise<void> {
    await this.db.write(async (tx) => {
      const { request, proposal } = await this.locked(tx, requestId);
      permit(proposalPolicy, actor, 'amend', proposal);
      if (await this.repeated(tx, requestId, said.key)) return;
      const now = await tx.now();
      const last = await this.next(tx, request, { ...proposal, state: standingOf(proposal, now) }, 'answer');
      const versionNo = last + 1;
      await this.add(tx, actor, request, { ...said, act: 'answer', done, versionNo, dueOn: null });
      const facts = { ...factsOf(proposal, request), done, version: versionNo };
      await tx.record(actor, changeRequestAnswered(proposal.id, facts));
    });
  }

  /** The officer replies, settles it, or asks again on the version submitted last. @throws Stale when the thread went on */
  async rule(actor: Actor, requestId: string, { act, workingDays, ...said }: ThreadRuling): Promise<void> {
    await this.db.write(async (tx) => {
      const { request, proposal } = await this.locked(tx, requestId);
      await permitCheck(tx, actor, proposal);
      if (await this.repeated(tx, requestId, said.key)) return;
      const versionNo = await this.next(tx, request, proposal, act);
      const dueOn = act === 'ask-again' ? addWorkingDays(await tx.now(), workingDays) : null;
      await this.add(tx, actor, request, { ...said, act, done: null, versionNo, dueOn });
      await tx.record(actor, ruled[act](proposal.id, factsOf(proposal, request)));
    });
  }

  private async locked(tx: Tx, requestId: string): Promise<{ request: ChangeRequest; proposal: Proposal }> {
    const request = await tx.get(ChangeRequest, requestId);
    return { request, proposal: await tx.lock(Proposal, request.proposalId) };
  }

  private async repeated(tx: Tx, requestId: string, key: string): Promise<boolean> {
    const [same] = await tx.find(ChangeRequestEntry, { key });
    if (same !== undefined && same.requestId !== requestId) refuse('This form was used already: load the page again');
    return same !== undefined;
  }

  /** Refuses what may not be said now. @returns the number of the version submitted last */
  private async next(tx: Tx, request: ChangeRequest, proposal: Proposal, act: ThreadAct): Promise<number> {
    const row = await tx.one<{ versionNo: number; settled: boolean; last: number }>(
      `select s.version_no as "versionNo", s.settled,
              (select max(no) from proposal_version where proposal_id = s.proposal_id) as last
       from change_request_standing s where s.id = $1`,
      [request.id],
    );
    const { versionNo = 0, settled = false, last = 0 } = row ?? {};
    const may = nextActs({ state: proposal.state, latest: versionNo === last, settled });
    if (!may.includes(act)) refuse('This can’t be said now: the request or its proposal has moved on');
    return last;
  }

  private async add(
    tx: Tx,
    actor: Actor,
    request: ChangeRequest,
    { seen, ...said }: Said & Pick<ChangeRequestEntry, 'act' | 'done' | 'versionNo' | 'dueOn'>,
  ): Promise<void> {
    const before = await tx.find(ChangeRequestEntry, { requestId: request.id });
    if (before.length !== seen) throw new Stale('Somebody else wrote here after you opened the page');
    const entry = { ...said, requestId: request.id, no: seen + 1, saidBy: actor.id };
    await tx.insert(Object.assign(new ChangeRequestEntry(), entry));
  }
}

function factsOf({ reference, groupId, content }: Proposal, { id, field, raisedBy }: ChangeRequest) {
  return { reference, title: content.title, groupId, field, requestId: id, raisedBy };
}
