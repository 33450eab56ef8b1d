import { type Actor, newId, permit, refuse, routeScope } from '@app/kernel';
import { Accounts } from '@app/accounts';
import { Db, type Tx } from '@app/platform';
import { ProposalQueries, type ProposalRow } from '@app/proposals';
import { TrailblazerQueries } from '@app/trailblazers';
import { Injectable } from '@nestjs/common';
import { factsOf, panelOf, type PanelRow, rulesOf } from './ballot.facts';
import { ballotOpened, interestDeclared, panelEstablished, voteCast } from './domain/events';
import { panelPolicy } from './domain/policy';
import { type Choice, type PanelRules, standing } from './domain/standing';
import { Ballot, InterestDeclaration, Vote } from './panel.entities';

type Item = ProposalRow & { submittedBy: string | null };

/** Panels and their ballots: opening, declaring, voting. Closing is in `BallotClosing`. */
@Injectable()
export class Panels {
  constructor(
    private readonly db: Db,
    private readonly accounts: Accounts,
    private readonly proposals: ProposalQueries,
    private readonly trailblazers: TrailblazerQueries,
  ) {}

  /** Sets up a panel with its first rules; quiet when it exists. */
  async establish(actor: Actor, panel: PanelRow, rules: PanelRules): Promise<void> {
    await this.db.write(async (tx) => {
      const made = await tx.rows(
        `insert into panel (slug, name, route) values ($1, $2, $3) on conflict (slug) do nothing returning slug`,
        [panel.slug, panel.name, panel.route],
      );
      if (made.length === 0) return;
      const id = newId();
      await tx.rows(
        `insert into panel_rules (id, panel, version, quorum_share, quorum_floor, threshold, set_by, set_at)
         values ($1, $2, 1, $3, $4, $5, $6, waymark_now())`,
        [id, panel.slug, rules.quorumShare, rules.quorumFloor, rules.threshold, actor.id],
      );
      await tx.record(actor, panelEstablished(id, { panel: panel.slug, name: panel.name, rules }));
    });
  }

  /** The chair opens a ballot on the version submitted last; the electorate is frozen now. @returns the ballot's id */
  async open(actor: Actor, slug: string, proposalId: string, closesAt: Date): Promise<string> {
    return this.db.write(async (tx) => {
      const panel = await panelOf(tx, slug);
      const item = await this.proposals.summary(tx, proposalId);
      permit(panelPolicy, actor, 'open', { route: panel.route, submittedBy: item.submittedBy });
      await tx.rows('select 1 from proposal where id = $1 for update', [proposalId]);
      await this.checkReady(tx, panel, proposalId);
      const now = await tx.now();
      if (closesAt <= now) refuse('The ballot must close in the future', 'closesOn');
      const ballot = await this.ballotFor(tx, actor, panel, item, { openedAt: now, closesAt });
      const electorate = await this.freezeElectorate(tx, ballot, panel);
      await this.recuseOwnGroup(tx, ballot, item, electorate);
      const { versionId, contentHash } = ballot;
      const facts = { ...described(panel, item), versionId, contentHash, electorate, closesAt: closesAt.toISOString() };
      await tx.record(actor, ballotOpened(ballot.id, facts));
      return ballot.id;
    });
  }

  /** An elector declares their interests; who declares one is recused from now on. Said once, it stays said. */
  async declare(actor: Actor, ballotId: string, interested: boolean, text: string): Promise<void> {
    await this.db.write(async (tx) => {
      const ballot = await this.lockOpen(tx, ballotId);
      const personId = await this.permitVote(tx, actor, ballot);
      const declaration = Object.assign(new InterestDeclaration(), { ballotId, personId, interested, text });
      declaration.declaredAt = await tx.now();
      await tx.insert(declaration);
      await tx.record(actor, interestDeclared(ballotId, { personId, interested, text }));
    });
  }

  /** An elector votes, or votes anew; the latest vote stands. The same key twice is one vote. */
  async vote(actor: Actor, ballotId: string, given: { choice: Choice; reason: string; key: string }): Promise<void> {
    await this.db.write(async (tx) => {
      const ballot = await tx.lock(Ballot, ballotId);
      const before = await tx.one('select 1 from vote where key = $1', [given.key]);
      if (before !== null) return;
      await this.mustBeOpen(tx, ballot);
      const personId = await this.permitVote(tx, actor, ballot);
      const facts = await factsOf(tx, ballot);
      if (!facts.declarations.some((declared) => declared.personId === personId)) {
        refuse('Declare your interests before you vote');
      }
      const no = facts.votes.filter((vote) => vote.personId === personId).length + 1;
      const vote = Object.assign(new Vote(), { ...given, ballotId, personId, no });
      vote.castAt = await tx.now();
      await tx.insert(vote);
      await tx.record(actor, voteCast(ballotId, { voteId: vote.id, no }));
    });
  }

  private async lockOpen(tx: Tx, ballotId: string): Promise<Ballot> {
    const ballot = await tx.lock(Ballot, ballotId);
    await this.mustBeOpen(tx, ballot);
    return ballot;
  }

  /** Asked after the lock, by the database's clock: who comes at the close is told. */
  private async mustBeOpen(tx: Tx, ballot: Ballot): Promise<void> {
    if (ballot.closedAt !== null || (await tx.now()) >= ballot.closesAt) refuse('This ballot has closed: nothing was stored');
  }

  private async permitVote(tx: Tx, actor: Actor, ballot: Ballot): Promise<string> {
    const panel = await panelOf(tx, ballot.panel);
    const item = await this.proposals.summary(tx, ballot.subjectId);
    const { recused } = standing(await factsOf(tx, ballot));
    const { electorate } = await factsOf(tx, ballot);
    permit(panelPolicy, actor, 'vote', { route: panel.route, submittedBy: item.submittedBy, electorate, recused });
    if (actor.id === null) refuse('Only a person votes');
    return actor.id;
  }

  private async checkReady(tx: Tx, panel: PanelRow, proposalId: string): Promise<void> {
    const item = await this.proposals.summary(tx, proposalId);
    const state = panel.route === null ? 'with-committee' : 'with-panel';
    const here = item.state === state && (panel.route === null || item.route === panel.route);
    if (!here) refuse('This proposal is not before this panel');
    const running = await tx.one(
      `select 1 from ballot where subject_kind = 'proposal' and subject_id = $1 and closed_at is null`,
      [proposalId],
    );
    if (running !== null) refuse('A ballot on this proposal is open already');
  }

  private async ballotFor(
    tx: Tx,
    actor: Actor,
    panel: PanelRow,
    item: Item,
    times: { openedAt: Date; closesAt: Date },
  ): Promise<Ballot> {
    const version = await this.proposals.latestVersion(tx, item.id);
    if (version === null) refuse('This proposal was never submitted');
    if (actor.id === null) refuse('Only a person opens a ballot');
    const ballot = Object.assign(new Ballot(), times);
    ballot.panel = panel.slug;
    ballot.stage = panel.route === null ? 'committee' : 'panel';
    ballot.subjectKind = 'proposal';
    ballot.subjectId = item.id;
    ballot.versionId = version.id;
    ballot.contentHash = version.contentHash;
    ballot.rulesId = (await rulesOf(tx, panel.slug)).id;
    ballot.openedBy = actor.id;
    return tx.insert(ballot);
  }

  private async freezeElectorate(tx: Tx, ballot: Ballot, { route }: PanelRow): Promise<string[]> {
    const lists =
      route === null
        ? [await this.accounts.peopleHolding(tx, 'committee-member', null)]
        : await Promise.all(
            (['panel-chair', 'panel-member'] as const).map((role) => this.accounts.peopleHolding(tx, role, routeScope(route))),
          );
    const people = [...new Set(lists.flat().map(({ id }) => id))].sort();
    if (people.length === 0) refuse('This panel has no members');
    await tx.rows(
      'insert into ballot_elector (ballot_id, person_id) select $1::uuid, person from unnest($2::uuid[]) as person',
      [ballot.id, people],
    );
    return people;
  }

  /** Members of the proposing group, and who submitted, are recused by themselves. */
  private async recuseOwnGroup(tx: Tx, ballot: Ballot, item: Item, electorate: readonly string[]): Promise<void> {
    const group = (await this.trailblazers.people(tx, item.groupId)).map(({ id }) => id);
    const text = 'Recused by itself: a member of the group that makes the proposal';
    for (const personId of electorate) {
      if (!group.includes(personId) && personId !== item.submittedBy) continue;
      const declaration = Object.assign(new InterestDeclaration(), { ballotId: ballot.id, personId, interested: true, text });
      declaration.declaredAt = ballot.openedAt;
      await tx.insert(declaration);
    }
  }
}

/** What the events of a ballot say about its item. */
export function described(panel: PanelRow, item: Item) {
  return { panel: panel.slug, reference: item.reference, title: item.title, subjectKind: 'proposal', subjectId: item.id };
}
