import { type Actor, holds, permit, routeScope } from '@app/kernel';
import { Db, type Reader } from '@app/platform';
import { ProposalQueries, type ProposalRow, type VersionRow } from '@app/proposals';
import { Injectable } from '@nestjs/common';
import { factsOf, panelOf, type PanelRow } from './ballot.facts';
import { panelPolicy } from './domain/policy';
import { type Choice, type Outcome, type Standing, standing, type Tally } from './domain/standing';
import { Ballot } from './panel.entities';

/** A ballot as a panel's page lists it. */
export type BallotRow = {
  id: string;
  reference: string;
  title: string;
  closesAt: Date;
  closedAt: Date | null;
  outcome: Outcome | null;
};

/** A ballot as a member sees it: the exact version, how it stands, and what they did so far. */
export type BallotView = {
  ballot: Ballot;
  panel: PanelRow;
  item: ProposalRow & { submittedBy: string | null };
  version: VersionRow;
  standing: Standing;
  declared: boolean;
  ownVote: { choice: Choice; reason: string; castAt: Date } | null;
  decision: { outcome: Outcome | null; reasons: string; tally: Tally; decidedAt: Date } | null;
  due: boolean;
};

/** Items and ballots out of the sight of who is recused from them. */
const notRecused = `not exists (select 1 from ballot rb join interest_declaration d on d.ballot_id = rb.id
  where rb.subject_id = %subject% and d.person_id = $%person% and d.interested)`;

/** Panels and ballots as pages read them. */
@Injectable()
export class PanelQueries {
  constructor(
    private readonly db: Db,
    private readonly proposals: ProposalQueries,
  ) {}

  /** The panels that the actor sits on. */
  async mine(reader: Reader, actor: Actor): Promise<PanelRow[]> {
    const scopes = actor.grants.flatMap(({ scope }) => (scope?.startsWith('route:') ? [scope.slice(6)] : []));
    return reader.rows<PanelRow>(
      `select slug, name, route from panel where route = any($1::text[]) or (route is null and $2) order by name`,
      [scopes, holds(actor, ['committee-member'])],
    );
  }

  /** A panel's page: what is ready for a ballot, and its ballots, without what the actor is recused from. */
  async panel(actor: Actor, slug: string): Promise<{ panel: PanelRow; leads: boolean; ready: ProposalRow[]; ballots: BallotRow[] }> {
    const reader = this.db.read();
    const panel = await panelOf(reader, slug);
    permit(panelPolicy, actor, 'see', { route: panel.route });
    const before = await this.proposals.inState(
      reader,
      panel.route === null ? 'with-committee' : 'with-panel',
      panel.route ?? undefined,
    );
    const ballots = await this.ballots(reader, slug, actor);
    const hidden = new Set(await this.recusedFrom(reader, actor));
    const open = new Set(
      (await reader.rows<{ id: string }>('select subject_id as id from ballot where closed_at is null')).map(({ id }) => id),
    );
    const leads = panel.route === null || holds(actor, ['panel-chair'], routeScope(panel.route));
    return { panel, leads, ready: before.filter(({ id }) => !open.has(id) && !hidden.has(id)), ballots };
  }

  /** The ids of what the actor is recused from: a recused person loses sight of the item everywhere. */
  async recusedFrom(reader: Reader, actor: Actor): Promise<string[]> {
    const rows = await reader.rows<{ id: string }>(
      `select distinct b.subject_id as id from ballot b join interest_declaration d on d.ballot_id = b.id
       where d.person_id = $1 and d.interested`,
      [actor.id],
    );
    return rows.map(({ id }) => id);
  }

  /** One ballot for a member. @throws NotFound, Forbidden (recused, or of another panel) */
  async ballot(actor: Actor, id: string): Promise<BallotView> {
    const reader = this.db.read();
    const ballot = await reader.get(Ballot, id);
    const panel = await panelOf(reader, ballot.panel);
    const facts = await factsOf(reader, ballot);
    const now = standing(facts);
    permit(panelPolicy, actor, 'see', { route: panel.route, recused: now.recused });
    return {
      ballot,
      panel,
      item: await this.proposals.summary(reader, ballot.subjectId),
      version: await this.proposals.version(reader, ballot.versionId),
      standing: now,
      declared: facts.declarations.some(({ personId }) => personId === actor.id),
      ownVote: await this.ownVote(reader, id, actor),
      decision: await reader.one(
        `select outcome, reasons, tally, decided_at as "decidedAt" from decision where ballot_id = $1`,
        [id],
      ),
      due: ballot.closedAt === null && (now.everybodyVoted || (await reader.now()) >= ballot.closesAt),
    };
  }

  private async ownVote(reader: Reader, ballotId: string, actor: Actor): Promise<BallotView['ownVote']> {
    return reader.one(
      `select choice, reason, cast_at as "castAt" from vote where ballot_id = $1 and person_id = $2 order by no desc limit 1`,
      [ballotId, actor.id],
    );
  }

  private async ballots(reader: Reader, slug: string, actor: Actor): Promise<BallotRow[]> {
    const recusal = notRecused.replace('%subject%', 'b.subject_id').replace('%person%', '2');
    return reader.rows<BallotRow>(
      `select b.id, p.reference, p.content ->> 'title' as title, b.closes_at as "closesAt", b.closed_at as "closedAt", d.outcome
       from ballot b join proposal p on p.id = b.subject_id left join decision d on d.ballot_id = b.id
       where b.panel = $1 and ${recusal} order by b.closed_at desc nulls first, b.opened_at desc, b.id limit 200`,
      [slug, actor.id],
    );
  }
}
