import { type Actor, permit, refuse, systemActor } from '@app/kernel';
import { Db, Reactions, Sweeps, type Tx } from '@app/platform';
import { proposalWithdrawn } from '@app/proposals';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Ballot } from './ballot.entity';
import { aboutOf, type BallotEntries, entriesOf, factsOf, standingOf } from './ballot-record';
import { Decision } from './decision.entity';
import { ballotClosed, ballotLapsed, decisionMade, recommendationMade } from './domain/events';
import { ballotPolicy } from './domain/policy';
import { BallotSubjects, type Subject } from './subjects';

/** Why a ballot's outcome was given: in all, for each requirement by its key, and the decision whose place it takes. */
export type Conclusion = { reasons: string; requirements: Record<string, string>; reverses: string | null };

/** Closing a ballot, and giving the reasons for what it came to. */
@Injectable()
export class BallotClosing implements OnModuleInit {
  constructor(
    private readonly db: Db,
    private readonly reactions: Reactions,
    private readonly subjects: BallotSubjects,
    private readonly sweeps: Sweeps,
  ) {}

  onModuleInit(): void {
    this.reactions.on(proposalWithdrawn, 'panels.lapse', (tx, event) =>
      this.lapse(tx, { kind: 'proposal', id: event.subjectId }, 'it was withdrawn'),
    );
    this.sweeps.due('panels.ballots', async (reader) => {
      const row = await reader.one<{ due: Date | null }>(
        'select min(closes_at) as due from ballot where closed_at is null and closes_at > waymark_now()',
      );
      return row?.due ?? null;
    });
  }

  /**
   * Closes the ballot: from its closing time on, or as soon as everybody who can vote has voted. What it came to is
   * worked out here, once. The same key twice is one close; somebody else's is refused.
   */
  async close(actor: Actor, ballotId: string, key: string): Promise<void> {
    await this.db.write(async (tx) => {
      const ballot = await tx.lock(Ballot, ballotId);
      const now = await tx.now();
      if (ballot.closingKey === key && ballot.closedBy === actor.id) return;
      const entries = await entriesOf(tx, ballot);
      permit(ballotPolicy, actor, 'close', factsOf(entries));
      if (ballot.closedAt !== null) refuse('Somebody else closed this ballot before you');
      const before = standingOf(entries, now);
      if (!before.closable) refuse(`The ballot can't be closed yet: ${before.needs.join('. ')}`);
      const { outcome, turnout, quorum, needs } = standingOf(entries, now, true);
      Object.assign(ballot, { closedAt: now, closedBy: actor.id, closingKey: key, outcome });
      await tx.save(ballot);
      const facts = { outcome, ...turnout, quorum, lacks: needs };
      await tx.record(actor, ballotClosed(ballotId, { ...aboutOf(entries), ...facts }));
    });
  }

  /**
   * Gives the reasons for what the closed ballot came to: a panel recommends, the committee decides. The proposal moves
   * on in the same transaction. @returns the decision, or null where the same person gave the same reasons before
   */
  async conclude(tx: Tx, actor: Actor, ballotId: string, given: Conclusion): Promise<Decision | null> {
    const ballot = await tx.lock(Ballot, ballotId);
    const [made] = await tx.find(Decision, { ballotId });
    if (made !== undefined && made.decidedBy === actor.id && made.reasons === given.reasons) return null;
    const entries = await entriesOf(tx, ballot);
    permit(ballotPolicy, actor, 'close', factsOf(entries));
    if (ballot.closedAt === null) refuse('Close the ballot first');
    if (made !== undefined) refuse('Somebody else gave the reasons before you');
    if (ballot.lapsed || ballot.outcome === null) refuse('Nothing follows from this ballot');
    const decision = await this.store(tx, actor, entries, given);
    const { outcome, reasons, rules, tally, contentHash } = decision;
    const facts = { decisionId: decision.id, outcome, reasons, rules, tally, contentHash, groupId: ballot.groupId };
    const event = ballot.stage === 'panel' ? recommendationMade : decisionMade;
    await tx.record(actor, event(ballotId, { ...aboutOf(entries), ...facts }));
    await this.subjects.conclude(tx, actor, ballot.stage, ballot.subjectId, outcome, reasons);
    return decision;
  }

  /** The thing is no longer there to be decided: its ballots without a decision end, and nothing follows from them. */
  async lapse(tx: Tx, subject: Subject, why: string): Promise<void> {
    const ids = await tx.rows<{ id: string }>(
      `select id from ballot b where subject_kind = $1 and subject_id = $2 and not lapsed
         and not exists (select 1 from decision d where d.ballot_id = b.id) order by id`,
      [subject.kind, subject.id],
    );
    for (const { id } of ids) {
      const ballot = await tx.lock(Ballot, id);
      ballot.closedAt ??= await tx.now();
      ballot.lapsed = true;
      await tx.save(ballot);
      const { panel } = await entriesOf(tx, ballot);
      await tx.record(systemActor('panels.lapse'), ballotLapsed(id, { ...aboutOf({ ballot, panel }), why }));
    }
  }

  private async store(tx: Tx, actor: Actor, entries: BallotEntries, given: Conclusion): Promise<Decision> {
    const { ballot, rules } = entries;
    const { tally } = standingOf(entries, await tx.now());
    const decision = new Decision();
    return tx.insert(
      Object.assign(decision, {
        ballotId: ballot.id,
        kind: ballot.stage === 'panel' ? ('recommendation' as const) : ('decision' as const),
        subjectKind: ballot.subjectKind,
        subjectId: ballot.subjectId,
        contentHash: ballot.contentHash,
        outcome: ballot.outcome,
        reasons: given.reasons,
        requirementReasons: given.requirements,
        reverses: given.reverses,
        rules,
        tally,
        decidedBy: actor.id,
      }),
    );
  }
}
