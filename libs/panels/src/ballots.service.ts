import { type Actor, may, NotFound, permit, refuse, refuseIf, Stale } from '@app/kernel';
import { Db, type Tx } from '@app/platform';
import { stageActsOn } from '@app/proposals';
import { Injectable } from '@nestjs/common';
import { Ballot } from './ballot.entity';
import { BallotElector } from './ballot-elector.entity';
import { aboutOf, type BallotEntries, entriesOf, factsOf } from './ballot-record';
import { ballotOpened, interestDeclared, voteCast } from './domain/events';
import { openingOutlook, type OpeningOutlook } from './domain/opening';
import { ballotPolicy, type Seat } from './domain/policy';
import { inWords } from './domain/recusal';
import { openingProblems, tooLate } from './domain/rules';
import type { Choice } from './domain/carrying';
import { Electorate } from './electorate';
import { InterestDeclaration } from './interest-declaration.entity';
import { namesAwaited, namesBefore } from './name-rulings.queries';
import { Panel } from './panel.entity';
import type { PanelRules } from './panel-rules.entity';
import { rulesOf } from './panels.service';
import { type BallotSubject, BallotSubjects, isBefore, type Subject } from './subjects';
import { Vote } from './vote.entity';

/** A ballot as the chair asks for it; the hash is that of the version that they read. */
export type BallotOrder = { slug: string; subject: Subject; contentHash: string; closesAt: Date; key: string };
export type DeclarationOrder = { interested: boolean; details: string; key: string };
/** `seen`: how many votes of their own the member saw on the page that they voted from. */
export type VoteOrder = {
  choice: Choice;
  reason: string;
  /** What they would have met first; only with `approve-with-conditions`. */
  conditions?: readonly string[];
  contentHash: string;
  seen: number;
  key: string;
};

/** What a ballot is opened with. */
type Made = Pick<OpeningOutlook, 'noPart'> & {
  panel: Panel;
  subject: BallotSubject;
  seats: Seat[];
  rules: PanelRules;
  order: BallotOrder;
};

/** Opening, declaring, voting. Each verb locks the ballot's row first and takes the time after that. */
@Injectable()
export class Ballots {
  constructor(
    private readonly db: Db,
    private readonly electorate: Electorate,
    private readonly subjects: BallotSubjects,
  ) {}

  /** The chair opens a ballot on the exact version. The key makes a repeated request the same ballot. @returns its id */
  async open(actor: Actor, order: BallotOrder): Promise<string> {
    return this.db.write(async (tx) => {
      const panel = await tx.lockBy(Panel, { slug: order.slug });
      const same = await tx.one<{ id: string }>('select id from ballot where opening_key = $1', [order.key]);
      if (same !== null) return same.id;
      const subject = await this.subjects.lock(tx, order.subject);
      const { groupId, submittedBy } = subject;
      const acts = await stageActsOn(tx, subject.id);
      const seats = await this.electorate.seats(tx, panel, subject, { acts });
      const nothing = { declared: [], interested: [], voted: [], closed: false };
      const facts = { route: panel.route, groupId, submittedBy, seats, acts, ...nothing };
      // Who leads the panel is told what stands against it; nobody else hears of what is not before the panel.
      if (!isBefore(panel, subject) && !may(ballotPolicy, actor, 'open', facts)) throw new NotFound('This item');
      permit(ballotPolicy, actor, 'open', facts);
      await this.refuseWrongTime(tx, panel, subject, order);
      const rules = await rulesOf(tx, panel.id);
      const now = await tx.now();
      const { voters, noPart } = openingOutlook(facts, rules);
      refuseIf(openingProblems({ members: seats.length, voters, rules, closesAt: order.closesAt, now }));
      return this.store(tx, actor, { panel, subject, seats, noPart, rules, order });
    });
  }

  /** A member says whether they have an interest. Who has one is recused for good. The same key twice is one row. */
  async declare(actor: Actor, ballotId: string, order: DeclarationOrder): Promise<void> {
    await this.db.write(async (tx) => {
      const ballot = await tx.lock(Ballot, ballotId);
      const now = await tx.now();
      if (await this.repeated(tx, 'interest_declaration', actor, order.key)) return;
      const entries = await entriesOf(tx, ballot);
      permit(ballotPolicy, actor, 'declare', factsOf(entries));
      refuseIf(tooLate(ballot, now));
      if (order.interested && order.details.trim() === '') refuse('Enter what your interest is', 'details');
      const row = Object.assign(new InterestDeclaration(), order, { ballotId, personId: actor.id });
      await tx.insert(row);
      const { interested, details } = order;
      await tx.record(actor, interestDeclared(ballotId, { ...aboutOf(entries), interested, details }));
    });
  }

  /**
   * A member votes, or votes again: the last vote stands. The same key twice is one row.
   * @throws Stale when they voted from another tab, Refused when the ballot closed before the lock was theirs
   */
  async vote(actor: Actor, ballotId: string, order: VoteOrder): Promise<void> {
    await this.db.write(async (tx) => {
      const ballot = await tx.lock(Ballot, ballotId);
      const now = await tx.now();
      if (await this.repeated(tx, 'vote', actor, order.key)) return;
      const entries = await entriesOf(tx, ballot);
      permit(ballotPolicy, actor, 'vote', factsOf(entries));
      refuseIf(tooLate(ballot, now));
      const before = this.ownVotes(actor, entries, order);
      const { choice, reason, contentHash, key, conditions = [] } = order;
      if (conditions.length > 0 && choice !== 'approve-with-conditions') {
        refuse('Conditions belong to a vote to approve with conditions', 'choice');
      }
      const given = { choice, reason, conditions: [...conditions], contentHash, key };
      const row = Object.assign(new Vote(), given, { ballotId, personId: actor.id });
      await tx.insert(Object.assign(row, { no: before + 1 }));
      await tx.record(actor, voteCast(ballotId, { ...aboutOf(entries), again: before > 0 }));
    });
  }

  private ownVotes(actor: Actor, { ballot, votes }: BallotEntries, order: VoteOrder): number {
    if (order.contentHash !== ballot.contentHash)
      throw new Stale('This page showed another version of what is voted on');
    const own = votes.filter(({ personId }) => personId === actor.id).length;
    if (own !== order.seen) throw new Stale('You voted from another page after you opened this one');
    return own;
  }

  private async repeated(tx: Tx, table: 'vote' | 'interest_declaration', actor: Actor, key: string): Promise<boolean> {
    const row = await tx.one<{ personId: string }>(`select person_id as "personId" from ${table} where key = $1`, [
      key,
    ]);
    if (row !== null && row.personId !== actor.id) refuse('This form was used already: load the page again');
    return row !== null;
  }

  private async refuseWrongTime(tx: Tx, panel: Panel, subject: BallotSubject, order: BallotOrder): Promise<void> {
    if (!isBefore(panel, subject)) refuse(`This is not before the ${panel.name}`);
    if (subject.version.contentHash !== order.contentHash) {
      throw new Stale('A new version was submitted after you opened the page');
    }
    const waitsFor = subject.waitsFor ?? namesAwaited(await namesBefore(tx, panel, subject));
    if (waitsFor !== null) refuse(waitsFor);
    const running = await tx.one(
      `select 1 from ballot b where panel_id = $1 and subject_kind = $2 and subject_id = $3 and not lapsed
         and (closed_at is null or (outcome is not null and not exists (select 1 from decision d where d.ballot_id = b.id)))`,
      [panel.id, subject.kind, subject.id],
    );
    if (running !== null) refuse(`A ballot on ${subject.reference} is open already`);
  }

  private async store(tx: Tx, actor: Actor, made: Made): Promise<string> {
    const { panel, subject, seats, noPart, rules, order } = made;
    const ballot = Object.assign(new Ballot(), {
      panelId: panel.id,
      stage: panel.route === null ? 'committee' : 'panel',
      subjectKind: subject.kind,
      subjectId: subject.id,
      versionId: subject.version.id,
      contentHash: subject.version.contentHash,
      subjectReference: subject.reference,
      subjectTitle: subject.title,
      versionNo: subject.version.no,
      groupId: subject.groupId,
      submittedBy: subject.submittedBy,
      rulesId: rules.id,
      electors: seats.length,
      openingKey: order.key,
      openedBy: actor.id,
      closesAt: order.closesAt,
    } satisfies Partial<Record<keyof Ballot, unknown>>);
    await tx.insert(ballot);
    for (const { personId, chair, conflict } of seats) {
      // What the chair has not ruled on is not frozen: a dismissal gives the seat back while the ballot is open.
      const frozen = conflict === inWords['not-ruled-on'] ? null : conflict;
      const elector = { ballotId: ballot.id, personId, chair, conflict: frozen };
      await tx.insert(Object.assign(new BallotElector(), elector));
    }
    const { contentHash, versionNo } = ballot;
    const electors = seats.map(({ personId }) => personId);
    const recused = noPart.map(({ personId }) => personId);
    const facts = { versionNo, contentHash, closesAt: ballot.closesAt.toISOString(), electors, recused };
    await tx.record(actor, ballotOpened(ballot.id, { ...aboutOf({ ballot, panel }), ...facts }));
    return ballot.id;
  }
}
