import { type Actor, Forbidden, groupScope, holds, may, NotFound, permit } from '@app/kernel';
import { Db, type Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { type ChangeRequestRow, changeRequestRows } from './change-request.rows';
import type { ChangeKind } from './domain/changes';
import type { EvidenceFileDetails } from './domain/content';
import { DispensationEnd } from './dispensation-end.entity';
import type { Period } from './domain/dispensation';
import type { RequestKind, Way } from './domain/kinds';
import { isOnItsWay, type ProposalState, standingOf } from './domain/lifecycle';
import { proposalPolicy } from './domain/policy';
import { againstCheck } from './officer-check';
import { Proposal } from './proposal.entity';
import { Recusals } from './recusals';
import { type VersionRow, versionRows } from './version.rows';

/** A proposal as lists show it. */
export type ProposalRow = {
  id: string;
  reference: string;
  kind: RequestKind;
  changeKind: ChangeKind | null;
  /** The occupation that it is about; of a new one since it is on the map. */
  occupation: string | null;
  title: string;
  route: string | null;
  /** Of a change that moves it: the route that it would leave, whose panel recommends, too. */
  leavesRoute: string | null;
  level: number | null;
  /** Where it stands: what the clock has made of the stored state. */
  state: ProposalState;
  groupId: string;
  groupName: string;
  submittedAt: Date | null;
  /** Of a dispensation: its days, since when it is agreed, and when it was ended early. */
  period: Period | null;
  agreedAt: Date | null;
  endedAt: Date | null;
};

/** A proposal as its page reads it: where it stands now, and of a dispensation whether an officer ended it early. */
export type ProposalRead = Proposal & { standing: ProposalState; ended: { at: Date; why: string } | null };

/** Which proposals a list shows, newest first; `before` is the last one of the page before. */
export type ProposalFilter = {
  kind?: RequestKind | null;
  state?: ProposalState | null;
  before?: string | null;
  /** Only what the actor follows. */
  followed?: boolean;
};
export const proposalsPerPage = 50;

/** What everybody may know of a request that is being considered: its kind, and the occupation that it is about. */
export type RequestInPublic = { kind: RequestKind; occupation: string };

const standing = `case when p.state = 'returned' and p.lapses_at <= waymark_now() then 'lapsed' else p.state end`;
const rowColumns = `p.id, p.reference, p.kind, p.change_kind as "changeKind", p.occupation_reference as occupation,
  p.content ->> 'title' as title, p.route, p.leaves_route as "leavesRoute", (p.content ->> 'level')::int as level, ${standing} as state,
  p.group_id as "groupId", g.name as "groupName", p.submitted_at as "submittedAt", p.content -> 'period' as period,
  p.agreed_at as "agreedAt", (select e.ended_at from dispensation_end e where e.proposal_id = p.id) as "endedAt"`;
/** Proposals as pages and other libs read them. */
@Injectable()
export class ProposalQueries {
  constructor(
    private readonly db: Db,
    private readonly recusals: Recusals,
  ) {}

  /** The proposals of the actor's groups, or all for the officer: one page of those that the filter lets through. */
  async list(actor: Actor, filter: ProposalFilter = {}): Promise<ProposalRow[]> {
    const { kind = null, state = null, before = null, followed = false } = filter;
    const all = holds(actor, ['product-manager', 'administrator']);
    const scopes = actor.grants.map(({ scope }) => scope ?? '');
    return this.db.read().rows<ProposalRow>(
      `select ${rowColumns} from proposal p join trailblazer_group g on g.id = p.group_id
       where ('group:' || p.group_id = any($2::text[]) or ($1 and recusal_of('proposal', p.id, $6::uuid) is null)) and ($3::text is null or p.kind = $3)
         and ($4::text is null or ${standing} = $4) and ($5::uuid is null or p.id < $5::uuid)
         and (not $7 or exists (
           select 1 from proposal_follower f where f.proposal_id = p.id and f.person_id = $6::uuid))
       order by p.id desc limit ${proposalsPerPage}`,
      [all, scopes, kind, state, before, actor.id, followed],
    );
  }

  /** Those of these proposals that an officer who is not in their group takes part in. */
  async among(actor: Actor, ids: readonly string[]): Promise<ProposalRow[]> {
    if (!holds(actor, ['product-manager', 'administrator'])) return [];
    return this.db.read().rows<ProposalRow>(
      `select ${rowColumns} from proposal p join trailblazer_group g on g.id = p.group_id
       where p.id = any($1::uuid[]) and recusal_of('proposal', p.id, $2::uuid) is null`,
      [ids, actor.id],
    );
  }

  /** One proposal that the actor may see, and where it stands now. @throws NotFound, Forbidden */
  async proposal(actor: Actor, id: string): Promise<ProposalRead> {
    const reader = this.db.read();
    const proposal = await reader.get(Proposal, id);
    permit(proposalPolicy, actor, 'see', proposal);
    if (await this.isRecused(reader, actor, proposal)) {
      throw new Forbidden('You have an interest in this proposal: you take no part in it and do not see it');
    }
    const [end] = proposal.kind === 'dispensation' ? await reader.find(DispensationEnd, { proposalId: id }) : [];
    const ended = end === undefined ? null : { at: end.endedAt, why: end.reason };
    return Object.assign(proposal, { standing: standingOf(proposal, await reader.now()), ended });
  }

  /** The same for the forms of the officer's check. @throws Forbidden also for who acted in another stage of it */
  async toCheck(actor: Actor, id: string): Promise<ProposalRead> {
    const proposal = await this.proposal(actor, id);
    const against = await this.againstCheck(actor, id);
    if (against !== null) throw new Forbidden(against);
    return proposal;
  }

  /** Why this person takes no part in the officer's check, because of what they did in another stage; null: nothing is. */
  async againstCheck(actor: Actor, id: string): Promise<string | null> {
    return againstCheck(this.db.read(), actor, id);
  }

  /** Whether the actor may see this proposal as it stands: its pages and its files. @throws NotFound */
  async isOpenTo(actor: Actor, id: string): Promise<boolean> {
    const reader = this.db.read();
    const proposal = await reader.get(Proposal, id);
    return may(proposalPolicy, actor, 'see', proposal) && !(await this.isRecused(reader, actor, proposal));
  }

  /** Whether the actor keeps an eye on this proposal. */
  async isFollowedBy(actor: Actor, id: string): Promise<boolean> {
    const sql = 'select 1 from proposal_follower where person_id = $1 and proposal_id = $2';
    return (await this.db.read().one(sql, [actor.id, id])) !== null;
  }

  /** The requests about occupations on the map that the officer has accepted, while they are considered or on their way. */
  async inPublic(reader: Reader): Promise<RequestInPublic[]> {
    return reader.rows<RequestInPublic>(
      `select distinct kind, occupation_reference as occupation from proposal
       where basis is not null and state in ('with-panel','with-committee','conditions','agreed','in-revision')
         and (state <> 'agreed' or kind <> 'dispensation')
       order by occupation, kind limit 2000`,
    );
  }

  /** The requests on their way that are about any of these occupations, drafts and what has ended left out: their ids alone. */
  async idsAbout(reader: Reader, occupations: readonly string[]): Promise<string[]> {
    const rows = await reader.rows<Way & { id: string; state: ProposalState }>(
      `select p.id, p.kind, p.change_kind as "changeKind", ${standing} as state from proposal p
       where p.basis is not null and p.occupation_reference = any($1::text[]) and p.state not in ('draft', 'on-map')
       order by p.id limit 2000`,
      [occupations],
    );
    return rows.filter((row) => isOnItsWay(row, row.state)).map(({ id }) => id);
  }

  /** What other libs need to know of a proposal. @throws NotFound */
  async summary(reader: Reader, id: string): Promise<ProposalRow & { submittedBy: string | null }> {
    const row = await reader.one<ProposalRow & { submittedBy: string | null }>(
      `select ${rowColumns}, p.submitted_by as "submittedBy" from proposal p join trailblazer_group g on g.id = p.group_id
       where p.id = $1`,
      [id],
    );
    if (row === null) throw new NotFound('This proposal');
    return row;
  }

  /** The proposals in a state, to or from a route where one is given: what a panel or the committee has before it. */
  async inState(reader: Reader, state: ProposalState, route?: string): Promise<ProposalRow[]> {
    return reader.rows<ProposalRow>(
      `select ${rowColumns} from proposal p join trailblazer_group g on g.id = p.group_id
       where p.state = $1 and ($2::text is null or $2 in (p.route, p.leaves_route)) order by p.submitted_at, p.id limit 500`,
      [state, route ?? null],
    );
  }

  /** The proposals in any of these states, to or from a route where one is given, the longest submitted first, at most 200. */
  async onTheirWay(reader: Reader, states: readonly string[], route: string | null): Promise<ProposalRow[]> {
    return reader.rows<ProposalRow>(
      `select ${rowColumns} from proposal p join trailblazer_group g on g.id = p.group_id
       where p.state = any($1::text[]) and ($2::text is null or $2 in (p.route, p.leaves_route))
         and (p.state <> 'agreed' or p.kind <> 'dispensation')
       order by p.submitted_at, p.id limit 200`,
      [states, route],
    );
  }

  /** Which proposals are of a route, to it or from it, or all of them: what counts over them take. */
  async idsOf(reader: Reader, route: string | null): Promise<string[]> {
    const rows = await reader.rows<{ id: string }>(
      `select id from proposal where submitted_at > waymark_now() - interval '1 year' and ($1::text is null or $1 in (route, leaves_route))`,
      [route],
    );
    return rows.map(({ id }) => id);
  }

  /** Agreed proposals that no revision holds yet; a dispensation goes into none. */
  async agreedNotOnMap(reader: Reader): Promise<ProposalRow[]> {
    return reader.rows<ProposalRow>(
      `select ${rowColumns} from proposal p join trailblazer_group g on g.id = p.group_id
       where p.state = 'agreed' and p.kind <> 'dispensation' order by p.submitted_at, p.id limit 500`,
    );
  }

  /** One submitted version. @throws NotFound */
  async version(reader: Reader, versionId: string): Promise<VersionRow> {
    const [row] = await versionRows(reader, 'id = $1', versionId);
    if (row === undefined) throw new NotFound('This version');
    return row;
  }

  /** The version submitted last, or null while there is none. */
  async latestVersion(reader: Reader, proposalId: string): Promise<VersionRow | null> {
    return (await this.versions(reader, proposalId))[0] ?? null;
  }

  /** All submitted versions, the newest first. */
  async versions(reader: Reader, proposalId: string): Promise<VersionRow[]> {
    return versionRows(reader, 'proposal_id = $1', proposalId);
  }

  /** The evidence files of the draft, in the order in which they were added. */
  async draftFiles(reader: Reader, proposalId: string): Promise<EvidenceFileDetails[]> {
    return reader.rows<EvidenceFileDetails>(
      `select id, requirement, name, kind, size, sha256 from evidence_file
       where proposal_id = $1 and in_draft order by added_at, id`,
      [proposalId],
    );
  }

  /** The change requests that the group has to answer now, in the order in which they were raised. */
  async openRequests(proposalId: string): Promise<ChangeRequestRow[]> {
    const requests = await this.changeRequests(this.db.read(), proposalId);
    return requests.filter(({ open }) => open).reverse();
  }

  /** All change requests, the newest first. */
  async changeRequests(reader: Reader, proposalId: string): Promise<ChangeRequestRow[]> {
    return changeRequestRows(reader, proposalId);
  }

  private async isRecused(reader: Reader, actor: Actor, { id, groupId }: Proposal): Promise<boolean> {
    if (holds(actor, ['group-chair', 'group-member'], groupScope(groupId))) return false;
    return this.recusals.isRecused(reader, actor, id);
  }
}
