import { type Actor, addWorkingDays, may, NotFound, permit } from '@app/kernel';
import { Db, type Reader } from '@app/platform';
import {
  againstOneStage,
  ProposalQueries,
  type ProposalRow,
  Recusals,
  stageActsOn,
  type SubmittedContent,
} from '@app/proposals';
import { Injectable } from '@nestjs/common';
import { openingOutlook, type OpeningOutlook } from './domain/opening';
import { type BallotFacts, ballotPolicy, panelPolicy, stageOf } from './domain/policy';
import { quorumProblems } from './domain/rules';
import type { Outcome, Rules } from './domain/carrying';
import { Electorate, type PanelMember } from './electorate';
import { namesAwaited, namesBefore, type NearNames } from './name-rulings.queries';
import { Panel } from './panel.entity';
import { type BallotSubject, BallotSubjects, isBefore, type Subject } from './subjects';

/** A panel of a list, with how much lies before it. */
export type PanelRow = { slug: string; name: string; route: string | null; openBallots: number };

/** A ballot of a list. Nothing of its votes. */
export type BallotRow = {
  id: string;
  reference: string;
  title: string;
  subjectId: string;
  versionNo: number;
  closesAt: Date;
  closedAt: Date | null;
  lapsed: boolean;
  /** Why it was closed without an outcome. */
  endedBecause: string | null;
  outcome: Outcome | null;
  concluded: boolean;
};

/** An item that lies before a panel and has no ballot yet. */
export type ReadyItem = {
  id: string;
  reference: string;
  title: string;
  groupName: string;
  submittedAt: Date | null;
  /** Whether this actor could open the ballot. */
  mayOpen: boolean;
  /** Why this actor takes no part in it, because of what they did in another stage. */
  actedElsewhere: string | null;
  /** What has to come first, in words with the date; null where nothing is missing. */
  waitsFor: string | null;
};

/** The page on which a chair opens a ballot. */
export type OpeningPage = {
  panel: Panel;
  subject: BallotSubject;
  content: SubmittedContent;
  suggested: Date;
  outlook: Omit<OpeningOutlook, 'noPart'> & { noPart: { name: string; did: string | null }[] };
  /** Why it can't be opened however it is filled in: too few could vote. */
  problems: string[];
  /** Names that have to be ruled on before it can be opened. */
  names: NearNames[];
};

/** One panel as its page shows it. */
export type PanelPage = {
  panel: Panel;
  rules: Rules & { no: number };
  maySetRules: boolean;
  mayAppoint: boolean;
  members: PanelMember[];
  ready: ReadyItem[];
  open: BallotRow[];
  closed: BallotRow[];
};

const ballotColumns = `b.id, b.subject_reference as reference, b.subject_title as title, b.subject_id as "subjectId",
  b.version_no as "versionNo", b.closes_at as "closesAt", b.closed_at as "closedAt", b.lapsed, b.ended_because as "endedBecause", b.outcome,
  exists (select 1 from decision d where d.ballot_id = b.id) as concluded`;

/** True in SQL for ballots that a person ($1) may not see: they are recused, or it is their own. */
const hidden = `ballot_recused(b.id, $1::uuid)`;

/** Panels as pages read them; what a recused person must not see is left out here. */
@Injectable()
export class PanelQueries {
  constructor(
    private readonly db: Db,
    private readonly electorate: Electorate,
    private readonly subjects: BallotSubjects,
    private readonly proposals: ProposalQueries,
    private readonly recusals: Recusals,
  ) {}

  /** The panels that the actor may see, the committee first. */
  async list(actor: Actor): Promise<PanelRow[]> {
    const rows = await this.db.read().rows<PanelRow & { id: string }>(
      `select p.slug, p.name, p.route,
              (select count(*)::int from ballot b where b.panel_id = p.id and b.closed_at is null and not ${hidden}) as "openBallots"
       from panel p where p.person_id is null order by p.route is not null, p.name limit 100`,
      [actor.id],
    );
    return rows.filter((row) => may(panelPolicy, actor, 'see', { ...row, personId: null }));
  }

  /** One panel with its items, as this actor may see them. @throws NotFound, Forbidden */
  async page(actor: Actor, slug: string): Promise<PanelPage> {
    const reader = this.db.read();
    const panel = await this.panel(reader, slug);
    permit(panelPolicy, actor, 'see', panel);
    const [open, closed] = [
      await this.ballots(reader, actor, panel, false),
      await this.ballots(reader, actor, panel, true),
    ];
    return {
      panel,
      rules: await this.rules(reader, panel.id),
      maySetRules: may(panelPolicy, actor, 'setRules', panel),
      mayAppoint: may(panelPolicy, actor, 'appoint', panel),
      members: await this.electorate.members(reader, panel),
      ready: await this.ready(reader, actor, panel),
      open,
      closed,
    };
  }

  /** What a chair reads before opening a ballot: the exact version, and when it would close. @throws NotFound, Forbidden */
  async opening(actor: Actor, slug: string, subject: Subject): Promise<OpeningPage> {
    const reader = this.db.read();
    const panel = await this.panel(reader, slug);
    const found = await this.subjects.read(reader, subject);
    if (!isBefore(panel, found)) throw new NotFound('This item');
    const facts = await this.factsBefore(reader, panel, found);
    permit(ballotPolicy, actor, 'open', facts);
    const { content } = await this.proposals.version(reader, found.version.id);
    const rules = await this.rules(reader, panel.id);
    const { noPart, ...outlook } = openingOutlook(facts, rules);
    const members = new Map((await this.electorate.members(reader, panel)).map(({ id, name }) => [id, name]));
    const named = noPart.map(({ personId, did }) => ({ name: members.get(personId) ?? 'Somebody', did }));
    return {
      panel,
      subject: found,
      content,
      names: await namesBefore(reader, panel, found),
      suggested: addWorkingDays(await reader.now(), 5),
      outlook: { ...outlook, noPart: named },
      problems: quorumProblems({ ...outlook, rules }).map(({ text }) => text),
    };
  }

  /** The rules of a panel that hold now. */
  async rules(reader: Reader, panelId: string): Promise<Rules & { no: number }> {
    const row = await reader.one<Rules & { no: number }>(
      `select no, quorum_percent as "quorumPercent", quorum_floor as "quorumFloor", threshold_percent as "thresholdPercent",
              blocking_rejects as "blockingRejects", chair_blocks as "chairBlocks", casting_vote as "castingVote"
       from panel_rules where panel_id = $1 order by no desc limit 1`,
      [panelId],
    );
    if (row === null) throw new NotFound('This panel');
    return row;
  }

  /** What lies before the panel without a ballot, a finished one that came to nothing aside; never one's own. */
  async ready(reader: Reader, actor: Actor, panel: Panel): Promise<ReadyItem[]> {
    const items = await this.subjects.before(reader, panel.route);
    if (items.length === 0) return [];
    const taken = await reader.rows<{ id: string }>(
      `select b.subject_id as id from ballot b where b.subject_id = any($2::uuid[]) and b.subject_kind = 'proposal'
         and b.panel_id = $1 and not b.lapsed and (b.closed_at is null or (b.outcome is not null
               and not exists (select 1 from decision d where d.ballot_id = b.id)))`,
      [panel.id, items.map(({ id }) => id)],
    );
    const out = new Set(taken.map(({ id }) => id));
    const ids = items.map(({ id }) => id);
    for (const id of await this.recusals.among(reader, actor, ids)) out.add(id);
    const seen = items.filter(({ id }) => !out.has(id));
    return Promise.all(seen.map((item) => this.readyItem(reader, actor, panel, item)));
  }

  private async readyItem(reader: Reader, actor: Actor, panel: Panel, item: ProposalRow): Promise<ReadyItem> {
    const { id, reference, title, groupId, groupName, submittedAt } = item;
    const facts = await this.factsBefore(reader, panel, { kind: 'proposal', id, groupId, submittedBy: null });
    const names = await namesBefore(reader, panel, { kind: 'proposal', id });
    const waitsFor = (await this.subjects.waitsFor(reader, item)) ?? namesAwaited(names);
    const mayOpen = waitsFor === null && may(ballotPolicy, actor, 'open', facts);
    const elsewhere = againstOneStage(facts.acts, actor.id, stageOf(facts));
    return { id, reference, title, groupName, submittedAt, mayOpen, actedElsewhere: elsewhere, waitsFor };
  }

  private async panel(reader: Reader, slug: string): Promise<Panel> {
    const [panel] = await reader.find(Panel, { slug });
    if (panel === undefined) throw new NotFound('This panel');
    return panel;
  }

  private async factsBefore(reader: Reader, panel: Panel, proposed: Proposer): Promise<BallotFacts> {
    const { kind, id, groupId, submittedBy } = proposed;
    const acts = await stageActsOn(reader, id);
    const seats = await this.electorate.seats(reader, panel, { kind, id }, { acts });
    const nothing = { declared: [], interested: [], voted: [], closed: false };
    return { route: panel.route, groupId, submittedBy, seats, acts, ...nothing };
  }

  private async ballots(reader: Reader, actor: Actor, panel: Panel, closed: boolean): Promise<BallotRow[]> {
    return reader.rows<BallotRow>(
      `select ${ballotColumns} from ballot b
       where b.panel_id = $2 and (b.closed_at is not null) = $3 and not ${hidden}
       order by coalesce(b.closed_at, b.closes_at) desc, b.id desc limit 100`,
      [actor.id, panel.id, closed],
    );
  }
}

/** A thing, and who proposes it. */
type Proposer = Subject & { groupId: string | null; submittedBy: string | null };
