import { type CaseDecider } from '@app/deciders';
import { type Actor, newId, NotFound, permit, refuse, Stale } from '@app/kernel';
import type { Reader, Tx } from '@app/platform';
import { stageActsOn } from '@app/proposals';
import { Injectable } from '@nestjs/common';
import { Ballot } from './ballot.entity';
import { BallotElector } from './ballot-elector.entity';
import { aboutOf } from './ballot-record';
import type { Outcome } from './domain/carrying';
import { ballotEnded, interestDeclared } from './domain/events';
import { type BallotFacts, ballotPolicy } from './domain/policy';
import { inWords } from './domain/recusal';
import { InterestDeclaration } from './interest-declaration.entity';
import { Panel } from './panel.entity';
import { PanelRules } from './panel-rules.entity';
import { rulesOf } from './panels.service';
import { StandingRecusals } from './standing-recusals';
import { type BallotSubject, BallotSubjects, isBefore } from './subjects';
import { Vote } from './vote.entity';

/** What a named decision-maker says on the version that they read; an interest in words, and then no outcome. */
export type OfficeOrder = { contentHash: string; key: string } & (
  { interest: string } | { interest: null; outcome: Outcome; reasons: string }
);

/** The rules of an office: the one vote carries. */
const ofOne = {
  quorumPercent: 100,
  quorumFloor: 1,
  thresholdPercent: 50,
  blockingRejects: 0,
  chairBlocks: false,
  castingVote: false,
};
const oneDay = 86_400_000;

/**
 * What is before one named person: a ballot of one elector, which is opened, declared on, voted on and closed in one
 * step. So a decision of theirs has the same rows as one of the committee, and everything that follows reads both alike.
 */
@Injectable()
export class OfficeBallots {
  constructor(
    private readonly subjects: BallotSubjects,
    private readonly recusals: StandingRecusals,
  ) {}

  /** What this person would decide on. @throws NotFound where it is before no named person, Forbidden for everybody else */
  async before(reader: Reader, actor: Actor, proposalId: string): Promise<BallotSubject> {
    const subject = await this.subjects.read(reader, { kind: 'proposal', id: proposalId });
    permit(ballotPolicy, actor, 'decideAlone', await this.facts(reader, subject));
    return subject;
  }

  /**
   * Takes the vote, or the interest, of the person who is named. The same key twice is one.
   * @returns the closed ballot, for the reasons; null where nothing follows
   */
  async take(tx: Tx, actor: Actor, proposalId: string, order: OfficeOrder): Promise<string | null> {
    const subject = await this.subjects.lock(tx, { kind: 'proposal', id: proposalId });
    const same = await tx.one<{ by: string }>('select opened_by as by from ballot where opening_key = $1', [order.key]);
    if (same?.by === actor.id) return null;
    if (same !== null) refuse('This form was used already: load the page again');
    permit(ballotPolicy, actor, 'decideAlone', await this.facts(tx, subject));
    if (subject.version.contentHash !== order.contentHash) {
      throw new Stale('A new version was submitted after you opened the page');
    }
    const panel = await this.office(tx, deciderOf(subject));
    if (!isBefore(panel, subject)) refuse(`This is not before the ${panel.name}`);
    const ballot = await this.open(tx, actor, panel, subject, order.key);
    const interested = order.interest !== null;
    const declared = { interested, details: order.interest ?? '', key: newId() };
    const { id: ballotId } = ballot;
    await tx.insert(Object.assign(new InterestDeclaration(), declared, { ballotId, personId: actor.id }));
    const { details } = declared;
    await tx.record(actor, interestDeclared(ballotId, { ...aboutOf({ ballot, panel }), interested, details }));
    if (order.interest === null) await this.vote(tx, actor, ballot, order);
    const why = interested ? 'The decision-maker has an interest' : null;
    const closed = { closedAt: await tx.now(), closedBy: actor.id, closingKey: newId(), endedBecause: why };
    Object.assign(ballot, closed, { outcome: order.interest === null ? order.outcome : null });
    await tx.save(ballot);
    if (why === null) return ballotId;
    await tx.record(actor, ballotEnded(ballotId, { ...aboutOf({ ballot, panel }), why, voted: 0, of: 0 }));
    return null;
  }

  private async vote(
    tx: Tx,
    actor: Actor,
    ballot: Ballot,
    given: { outcome: Outcome; reasons: string },
  ): Promise<void> {
    const vote = { ballotId: ballot.id, personId: actor.id, no: 1, choice: given.outcome, reason: given.reasons };
    await tx.insert(Object.assign(new Vote(), vote, { contentHash: ballot.contentHash, conditions: [], key: newId() }));
  }

  private async facts(reader: Reader, subject: BallotSubject): Promise<BallotFacts> {
    const { personId } = deciderOf(subject);
    const why = (await this.recusals.among(reader, subject, [personId])).get(personId);
    const seats = [{ personId, chair: true, conflict: why === undefined ? null : inWords[why] }];
    const { groupId, submittedBy } = subject;
    const nothing = { declared: [], interested: [], voted: [], closed: false };
    return { route: null, groupId, submittedBy, seats, acts: await stageActsOn(reader, subject.id), ...nothing };
  }

  /** The office with this name of this person; it is there from its first decision on. */
  private async office(tx: Tx, { personId, title }: Office): Promise<Panel> {
    await tx.rows(`select pg_advisory_xact_lock(hashtextextended($1, 48))`, [personId]);
    const [known] = await tx.find(Panel, { personId, name: title });
    if (known !== undefined) return known;
    const panel = Object.assign(new Panel(), { slug: newId(), name: title, route: null, personId });
    await tx.insert(panel);
    await tx.insert(Object.assign(new PanelRules(), ofOne, { panelId: panel.id, no: 1, setBy: null }));
    return panel;
  }

  private async open(tx: Tx, actor: Actor, panel: Panel, subject: BallotSubject, key: string): Promise<Ballot> {
    const ballot = Object.assign(new Ballot(), {
      ...{ panelId: panel.id, stage: 'committee' as const, subjectKind: subject.kind, subjectId: subject.id },
      ...{ versionId: subject.version.id, contentHash: subject.version.contentHash, versionNo: subject.version.no },
      ...{ subjectReference: subject.reference, subjectTitle: subject.title, groupId: subject.groupId },
      ...{ submittedBy: subject.submittedBy, rulesId: (await rulesOf(tx, panel.id)).id, electors: 1 },
      ...{ openingKey: key, openedBy: actor.id, closesAt: new Date((await tx.now()).getTime() + oneDay) },
    });
    await tx.insert(ballot);
    const elector = { ballotId: ballot.id, personId: actor.id, chair: true, conflict: null };
    await tx.insert(Object.assign(new BallotElector(), elector));
    return ballot;
  }
}

type Office = { personId: string; title: string };

/** Who is named to decide on it now. @throws NotFound where nobody is */
function deciderOf({ stage, decider }: BallotSubject): Office {
  const { personId, title }: Partial<CaseDecider> = decider ?? {};
  if (stage !== 'committee' || !personId || !title) throw new NotFound('This decision');
  return { personId, title };
}
