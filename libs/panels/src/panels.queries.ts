import { type Actor, addWorkingDays, groupScope, holds, may, NotFound, permit } from '@app/kernel';
import { Db, type Reader } from '@app/platform';
import { ProposalQueries, type ProposalRow, Recusals, type SubmittedContent } from '@app/proposals';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Stage } from './ballot.entity';
import { type BallotFacts, ballotPolicy, panelPolicy } from './domain/policy';
import type { Outcome, Rules } from './domain/standing';
import { Electorate, type PanelMember } from './electorate';
import { Panel } from './panel.entity';
import { type BallotSubject, BallotSubjects, type Subject } from './subjects';

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
  /** What has to come first, in words with the date; null where nothing is missing. */
  waitsFor: string | null;
};

/** The page on which a chair opens a ballot. */
export type OpeningPage = { panel: Panel; subject: BallotSubject; content: SubmittedContent; suggested: Date };

/** What was recommended or decided on a thing. */
export type StandingDecision = { stage: Stage; outcome: Outcome; reasons: string; at: Date };

/** A panel as the page of its map names it. */
export type PanelInPublic = {
  route: string;
  name: string;
  chairs: string[];
  members: string[];
  nextMeeting: Date | null;
};

/** One panel as its page shows it. */
export type PanelPage = {
  panel: Panel;
  rules: Rules & { no: number };
  maySetRules: boolean;
  maySetMeeting: boolean;
  members: PanelMember[];
  ready: ReadyItem[];
  open: BallotRow[];
  closed: BallotRow[];
};

const ballotColumns = `b.id, b.subject_reference as reference, b.subject_title as title, b.subject_id as "subjectId",
  b.version_no as "versionNo", b.closes_at as "closesAt", b.closed_at as "closedAt", b.lapsed, b.outcome,
  exists (select 1 from decision d where d.ballot_id = b.id) as concluded`;

/** True in SQL for ballots that a person ($1, of the groups $2) may not see: they are recused, or it is their own. */
const hidden = `(ballot_recused(b.id, $1::uuid) or b.submitted_by = $1::uuid or 'group:' || b.group_id = any($2::text[]))`;

/** Panels as pages read them; what a recused person must not see is left out here. */
@Injectable()
export class PanelQueries implements OnModuleInit {
  constructor(
    private readonly db: Db,
    private readonly electorate: Electorate,
    private readonly subjects: BallotSubjects,
    private readonly proposals: ProposalQueries,
    private readonly recusals: Recusals,
  ) {}

  /** Who declared an interest in a proposal does not see it on the pages of proposals either. */
  onModuleInit(): void {
    this.recusals.add((reader, actor, id) => this.isRecused(reader, actor, { kind: 'proposal', id }));
  }

  /** The panels that the actor may see, the committee first. */
  async list(actor: Actor): Promise<PanelRow[]> {
    const rows = await this.db.read().rows<PanelRow & { id: string }>(
      `select p.slug, p.name, p.route,
              (select count(*)::int from ballot b where b.panel_id = p.id and b.closed_at is null and not ${hidden}) as "openBallots"
       from panel p order by p.route is not null, p.name limit 100`,
      [actor.id, scopesOf(actor)],
    );
    return rows.filter((row) => may(panelPolicy, actor, 'see', row));
  }

  /** Every route panel with the people on it and its next meeting, as everybody may know it. */
  async inPublic(): Promise<PanelInPublic[]> {
    const names = (role: string) =>
      `array(select p.name from person p where p.ended_at is null and exists (
         select 1 from person_grant g where g.person_id = p.id and g.scope = 'route:' || panel.route and g.role = '${role}'
           and g.valid_from <= waymark_now() and (g.valid_until is null or g.valid_until > waymark_now()))
       order by p.name)`;
    return this.db.read().rows<PanelInPublic>(
      `select route, name, ${names('panel-chair')} as chairs, ${names('panel-member')} as members,
              case when next_meeting > waymark_now() then next_meeting end as "nextMeeting"
       from panel where route is not null order by route`,
    );
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
      maySetMeeting: may(panelPolicy, actor, 'setMeeting', panel),
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
    permit(ballotPolicy, actor, 'open', await this.factsBefore(reader, panel, found));
    const { content } = await this.proposals.version(reader, found.version.id);
    return { panel, subject: found, content, suggested: addWorkingDays(await reader.now(), 5) };
  }

  /** The rules of a panel that hold now. */
  async rules(reader: Reader, panelId: string): Promise<Rules & { no: number }> {
    const row = await reader.one<Rules & { no: number }>(
      `select no, quorum_percent as "quorumPercent", quorum_floor as "quorumFloor", threshold_percent as "thresholdPercent"
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
      `select b.subject_id as id from ballot b where b.subject_id = any($4::uuid[]) and b.subject_kind = 'proposal'
         and ((b.panel_id = $3 and not b.lapsed and (b.closed_at is null or (b.outcome is not null
               and not exists (select 1 from decision d where d.ballot_id = b.id)))) or ${hidden})`,
      [actor.id, scopesOf(actor), panel.id, items.map(({ id }) => id)],
    );
    const out = new Set(taken.map(({ id }) => id));
    const own = (groupId: string): boolean => holds(actor, ['group-chair', 'group-member'], groupScope(groupId));
    const seen = items.filter(({ id, groupId }) => !out.has(id) && !own(groupId));
    const shown: ReadyItem[] = [];
    for (const item of seen) {
      if (await this.recusals.isRecused(reader, actor, item.id)) continue;
      shown.push(await this.readyItem(reader, actor, panel, item));
    }
    return shown;
  }

  /** Whether the actor is recused from this thing by their own declaration, on any ballot: its pages are closed to them. */
  async isRecused(reader: Reader, actor: Actor, subject: Subject): Promise<boolean> {
    const row = await reader.one(
      `select 1 from ballot b join interest_declaration d on d.ballot_id = b.id
       where b.subject_kind = $1 and b.subject_id = $2 and d.person_id = $3 and d.interested`,
      [subject.kind, subject.id, actor.id],
    );
    return row !== null;
  }

  /** The standing recommendation and decision on a thing, the latest of each stage. */
  async decisions(reader: Reader, subject: Subject): Promise<StandingDecision[]> {
    return reader.rows(
      `select distinct on (b.stage) b.stage, d.outcome, d.reasons, d.decided_at as at
       from decision d join ballot b on b.id = d.ballot_id
       where d.subject_kind = $1 and d.subject_id = $2 order by b.stage desc, d.decided_at desc`,
      [subject.kind, subject.id],
    );
  }

  private async readyItem(reader: Reader, actor: Actor, panel: Panel, item: ProposalRow): Promise<ReadyItem> {
    const { id, reference, title, groupId, groupName, submittedAt } = item;
    const facts = await this.factsBefore(reader, panel, { id, groupId, submittedBy: null });
    const waitsFor = await this.subjects.waitsFor(reader, item);
    const mayOpen = waitsFor === null && may(ballotPolicy, actor, 'open', facts);
    return { id, reference, title, groupName, submittedAt, mayOpen, waitsFor };
  }

  private async panel(reader: Reader, slug: string): Promise<Panel> {
    const [panel] = await reader.find(Panel, { slug });
    if (panel === undefined) throw new NotFound('This panel');
    return panel;
  }

  private async factsBefore(reader: Reader, panel: Panel, proposer: Proposer): Promise<BallotFacts> {
    const seats = await this.electorate.seats(reader, panel, proposer);
    const { groupId, submittedBy } = proposer;
    return { route: panel.route, groupId, submittedBy, seats, declared: [], interested: [], closed: false };
  }

  private async ballots(reader: Reader, actor: Actor, panel: Panel, closed: boolean): Promise<BallotRow[]> {
    return reader.rows<BallotRow>(
      `select ${ballotColumns} from ballot b
       where b.panel_id = $3 and (b.closed_at is not null) = $4 and not ${hidden}
       order by coalesce(b.closed_at, b.closes_at) desc, b.id desc limit 100`,
      [actor.id, scopesOf(actor), panel.id, closed],
    );
  }
}

/** Who proposes a thing. */
type Proposer = { id: string; groupId: string | null; submittedBy: string | null };

function scopesOf(actor: Actor): string[] {
  return actor.grants.flatMap(({ scope }) => (scope?.startsWith('group:') === true ? [scope] : []));
}
