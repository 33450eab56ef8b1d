import { type Actor, permit, refuse, refuseIf } from '@app/kernel';
import { Db } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { Ballot } from './ballot.entity';
import { BallotDeferral } from './ballot-deferral.entity';
import { aboutOf, entriesOf, factsOf, recordOf, standingOf } from './ballot-record';
import { CastingVote } from './casting-vote.entity';
import type { Outcome } from './domain/carrying';
import { ballotDeferred, ballotEnded, castingVoteGiven, outlookRead } from './domain/events';
import { type Outlook, outlook } from './domain/outlook';
import { ballotPolicy } from './domain/policy';
import { deferralProblems, tooLate } from './domain/rules';
import { Panel } from './panel.entity';

/** A ballot is put off to a later closing time. */
export type DeferralOrder = { closesAt: Date; reason: string; key: string };
export type CastingOrder = { choice: Outcome; reason: string; key: string };

/** What happens to a ballot besides votes and its ordinary close: deferral, an end without an outcome, a casting vote. */
@Injectable()
export class BallotLeading {
  constructor(private readonly db: Db) {}

  /** A member who takes part puts the ballot off, once, with a reason. The same key twice is one deferral. */
  async defer(actor: Actor, ballotId: string, { closesAt, reason, key }: DeferralOrder): Promise<void> {
    await this.db.write(async (tx) => {
      const ballot = await tx.lock(Ballot, ballotId);
      const now = await tx.now();
      const entries = await entriesOf(tx, ballot);
      if (entries.deferral?.key === key && entries.deferral.personId === actor.id) return;
      permit(ballotPolicy, actor, 'defer', factsOf(entries));
      refuseIf(tooLate(ballot, now));
      const { closesAt: closedBefore, openedAt } = ballot;
      const deferred = entries.deferral !== null;
      refuseIf(deferralProblems({ deferred, closesAt: closedBefore, later: closesAt, openedAt }));
      const row = { ballotId, personId: actor.id, reason, closedBefore, closesAt, key };
      await tx.insert(Object.assign(new BallotDeferral(), row));
      ballot.closesAt = closesAt;
      await tx.save(ballot);
      const said = { reason, before: closedBefore.toISOString(), closesAt: closesAt.toISOString() };
      await tx.record(actor, ballotDeferred(ballotId, { ...aboutOf(entries), ...said }));
    });
  }

  /** The chair closes the ballot without an outcome, at any time, with a reason: the item is ready for a new ballot. */
  async end(actor: Actor, ballotId: string, { why, key }: { why: string; key: string }): Promise<void> {
    await this.db.write(async (tx) => {
      const ballot = await tx.lock(Ballot, ballotId);
      if (ballot.closingKey === key && ballot.closedBy === actor.id) return;
      const entries = await entriesOf(tx, ballot);
      permit(ballotPolicy, actor, 'close', factsOf(entries));
      if (ballot.closedAt !== null) refuse('Somebody else closed this ballot before you');
      const now = await tx.now();
      const { turnout } = standingOf(entries, now);
      Object.assign(ballot, { closedAt: now, closedBy: actor.id, closingKey: key, endedBecause: why });
      await tx.save(ballot);
      await tx.record(actor, ballotEnded(ballotId, { ...aboutOf(entries), why, ...turnout }));
    });
  }

  /**
   * On a tie the chair gives the casting vote, a further act after the close with a reason of its own. It counts as one
   * more vote. Refused once a newer ballot on the item was opened. The same key twice is one casting vote.
   */
  async castingVote(actor: Actor, ballotId: string, { choice, reason, key }: CastingOrder): Promise<void> {
    await this.db.write(async (tx) => {
      // Whoever opens a ballot locks its panel: either they see this outcome, or this sees their ballot.
      await tx.lock(Panel, (await tx.get(Ballot, ballotId)).panelId);
      const ballot = await tx.lock(Ballot, ballotId);
      const now = await tx.now();
      const entries = await entriesOf(tx, ballot);
      if (entries.casting?.key === key && entries.casting.personId === actor.id) return;
      permit(ballotPolicy, actor, 'castingVote', factsOf(entries));
      const { tie } = standingOf(entries, now);
      if (ballot.lapsed || !tie.includes(choice))
        refuse('There is no tie that this casting vote would decide', 'choice');
      if (entries.casting !== null) refuse('The casting vote was given before');
      if (entries.superseded) refuse('A newer ballot on this item was opened: nothing was stored');
      const row = { ballotId, personId: actor.id, choice, reason, key };
      const casting = await tx.insert(Object.assign(new CastingVote(), row));
      const { outcome } = standingOf({ ...entries, casting }, now);
      if (outcome === null) throw new Error('A casting vote on a tie decides it');
      ballot.outcome = outcome;
      await tx.save(ballot);
      await tx.record(actor, castingVoteGiven(ballotId, { ...aboutOf(entries), choice, reason, outcome }));
    });
  }

  /** What would change the outcome. Before the close only a chair who has voted reads it, and that is recorded. */
  async outlook(actor: Actor, ballotId: string): Promise<Outlook> {
    return this.db.write(async (tx) => {
      const ballot = await tx.lock(Ballot, ballotId);
      const entries = await entriesOf(tx, ballot);
      permit(ballotPolicy, actor, 'outlook', factsOf(entries));
      const now = await tx.now();
      const { turnout } = standingOf(entries, now);
      if (ballot.closedAt === null) await tx.record(actor, outlookRead(ballotId, { ...aboutOf(entries), ...turnout }));
      return outlook(recordOf(entries, now));
    });
  }
}
