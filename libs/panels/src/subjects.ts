import { type Actor, NotFound } from '@app/kernel';
import type { Reader, Tx } from '@app/platform';
import {
  panelRoutesOf,
  Proposal,
  ProposalProgress,
  ProposalQueries,
  type ProposalRow,
  type RequestKind,
  RequiredConsultation,
} from '@app/proposals';
import { type CaseDecider, DeciderQueries } from '@app/deciders';
import { TrailblazerQueries } from '@app/trailblazers';
import { Injectable } from '@nestjs/common';
import type { Stage } from './ballot.entity';
import type { Outcome } from './domain/carrying';
import type { Panel } from './panel.entity';
import { awaited, panelStageOf, type Recommendation } from './domain/panel-stage';

/** What a ballot is about, by kind and id. */
export type Subject = { kind: string; id: string };

/** A subject as a ballot needs it: the exact version before the panel, who proposes it, and at which stage it is. */
export type BallotSubject = Subject & {
  reference: string;
  /** What kind of request it is. */
  request: RequestKind;
  title: string;
  route: string | null;
  groupId: string | null;
  groupName: string;
  /** The employers of the group, by name: who votes declares interests in these. */
  employers: readonly string[];
  submittedBy: string | null;
  version: { id: string; no: number; contentHash: string };
  stage: Stage | null;
  /** Who decides on it at that stage; null before the first. */
  decider: CaseDecider | null;
  /** The routes whose panels have yet to recommend: of a change that moves it between two, both. */
  awaits: readonly string[];
  /** The route that it would leave, where it moves to another one. */
  leavesRoute: string | null;
  /** What the panel waits for before it takes this up, in words with the date; null where nothing is missing. */
  waitsFor: string | null;
};

const stageOf: Readonly<Record<string, Stage>> = { 'with-panel': 'panel', 'with-committee': 'committee' };

/** Whether a thing lies before this panel now; before another one it is no business of this one, not even by name. */
export function isBefore({ route, personId }: Pick<Panel, 'route' | 'personId'>, subject: BallotSubject): boolean {
  const { stage, decider, awaits } = subject;
  if (route !== null) return stage === 'panel' && awaits.includes(route);
  const named = decider?.body === 'named' ? decider.personId : null;
  return stage === 'committee' && named === personId;
}

/** The kinds of things that panels vote on. Today there is one: occupation proposals. */
@Injectable()
export class BallotSubjects {
  constructor(
    private readonly proposals: ProposalQueries,
    private readonly progress: ProposalProgress,
    private readonly trailblazers: TrailblazerQueries,
    private readonly required: RequiredConsultation,
    private readonly deciders: DeciderQueries,
  ) {}

  /** The subject as it stands. @throws NotFound for another kind, or for what was never submitted */
  async read(reader: Reader, { kind, id }: Subject): Promise<BallotSubject> {
    if (kind !== 'proposal') throw new NotFound('This item');
    const row = await this.proposals.summary(reader, id);
    const version = await this.proposals.latestVersion(reader, id);
    if (version === null) throw new NotFound('This proposal');
    const employers = await this.trailblazers.employers(reader, row.groupId);
    return {
      kind,
      id,
      reference: row.reference,
      request: row.kind,
      title: version.content.title,
      route: row.route,
      groupId: row.groupId,
      groupName: row.groupName,
      employers: employers.map(({ name }) => name),
      submittedBy: version.submittedBy,
      version: { id: version.id, no: version.no, contentHash: version.contentHash },
      stage: stageOf[row.state] ?? null,
      decider: (await this.deciders.ofCases(reader, [id])).get(id) ?? null,
      awaits: awaited(panelRoutesOf(row), await this.recommendations(reader, id)),
      leavesRoute: row.leavesRoute,
      waitsFor: await this.waitsFor(reader, row),
    };
  }

  /** What has to come first: the consultation that its kind asks for. */
  async waitsFor(reader: Reader, proposal: ProposalRow): Promise<string | null> {
    return this.required.waitsFor(reader, proposal);
  }

  /** The same, with the subject's row locked until the transaction ends. */
  async lock(tx: Tx, subject: Subject): Promise<BallotSubject> {
    if (subject.kind === 'proposal') await tx.lock(Proposal, subject.id);
    return this.read(tx, subject);
  }

  /** What lies before a panel, or before the committee, in the order in which it was submitted. */
  async before(reader: Reader, route: string | null): Promise<ProposalRow[]> {
    if (route === null) return this.beforeCommittee(reader);
    const rows = await this.proposals.inState(reader, 'with-panel', route);
    const moving = rows.filter(({ leavesRoute }) => leavesRoute !== null).map(({ id }) => id);
    if (moving.length === 0) return rows;
    const done = await reader.rows<{ id: string }>(
      `select proposal_id as id from recommendation where proposal_id = any($1::uuid[]) and route = $2 and on_last_version`,
      [moving, route],
    );
    return rows.filter(({ id }) => !done.some((one) => one.id === id));
  }

  private async beforeCommittee(reader: Reader): Promise<ProposalRow[]> {
    const rows = await this.proposals.inState(reader, 'with-committee');
    const ids = rows.map(({ id }) => id);
    const deciders = await this.deciders.ofCases(reader, ids);
    return rows.filter(({ id }) => deciders.get(id)?.body === 'committee');
  }

  /** What the panels recommended on the version that was submitted last, in the order of their names. */
  async recommendations(reader: Reader, id: string): Promise<(Recommendation & { at: Date })[]> {
    return reader.rows(
      `select route, panel_name as "panelName", outcome, reasons, decided_at as at from recommendation
       where proposal_id = $1 and on_last_version and standing order by panel_name`,
      [id],
    );
  }

  /** Tells the subject what was recommended or decided: of panels, once all that it is before have recommended. */
  async conclude(tx: Tx, actor: Actor, stage: Stage, id: string, outcome: Outcome, reasons: string): Promise<void> {
    if (stage === 'committee') return this.progress.decided(tx, actor, id, outcome, reasons);
    const given = await this.after(tx, id);
    if (given === 'differ') {
      const recommended = await this.recommendations(tx, id);
      const named = recommended.map((one) => ({ panel: one.panelName, outcome: one.outcome }));
      await this.progress.panelsDiffer(tx, actor, id, named);
    } else if (given !== null) await this.progress.recommended(tx, actor, id, given.outcome, given.reasons);
  }

  /** What its panels came to, read when its row is locked: two that conclude at once see each other. */
  private async after(tx: Tx, id: string) {
    const routes = panelRoutesOf(await tx.lock(Proposal, id));
    return panelStageOf(routes, await this.recommendations(tx, id));
  }
}
