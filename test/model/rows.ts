import type { ProposalContent } from '@app/proposals';
import { type BallotModel, type DecisionModel, dispensationOf, type Model, type Outcome, type Who } from './model';
import type { World } from './world';

type Given<T> = { person: string } & T;
type BallotRow = Omit<BallotModel, 'recused' | 'declared' | 'votes' | 'closesOn' | 'concludedBy' | 'casting'> & {
  id: string;
  contentHash: string;
  outcome: Outcome | null;
  recused: string[];
  declared: Given<{ interested: boolean }>[];
  votes: Given<{ choice: BallotModel['outcome']; no: number }>[];
  casting: string | null;
  concludedBy: string | null;
};
type DecisionRow = Pick<DecisionModel, 'stage' | 'outcome' | 'reopened'> & {
  id: string;
  review: { id: string; state: string } | null;
  conditions: { id: string; state: string }[];
};
export type ProposalFacts = {
  kind: string;
  state: string;
  version: number;
  change_kind: string | null;
  raised_to: string | null;
  content: ProposalContent;
  route: string | null;
  submitted_by: string | null;
  agreed_as_occupation: boolean;
  standard_approved: boolean;
  agreed_at: string | null;
  outcome_stage: string | null;
  outcome: string | null;
  outcome_reasons: string | null;
  revision_id: string | null;
  occupation_reference: string | null;
};
export type EventRow = { type: string; version: number; actor: string | null; content: string };
/** Everything that is stored about one proposal; `digest` is of every row and of how many events there are. */
export type Rows = {
  proposal: ProposalFacts & { basis: { content: ProposalContent } | null; raised_why: string | null };
  versions: { contentHash: string; key: string }[];
  awaited: boolean;
  endedEarly: boolean;
  /** Where a dispensation stands by the clock, as everybody reads it. */
  dispensation: string | null;
  ballots: BallotRow[];
  decisions: DecisionRow[];
  /** Who acted in which stage, each once. */
  acts: { person: string; stage: string }[];
  events: EventRow[];
  digest: string;
};

const ballots = `
  select b.id, b.stage, b.content_hash as "contentHash", b.closed_at is not null as closed,
    b.ended_because is not null as ended, b.outcome, b.lapsed,
    exists (select 1 from ballot_deferral f where f.ballot_id = b.id) as deferred,
    (select c.choice from casting_vote c where c.ballot_id = b.id) as casting,
    (select d.decided_by from decision d where d.ballot_id = b.id) as "concludedBy",
    array(select e.person_id from ballot_elector e where e.ballot_id = b.id and e.conflict is not null
      order by e.person_id) as recused,
    coalesce((select jsonb_agg(jsonb_build_object('person', i.person_id, 'interested', i.interested) order by i.declared_at, i.person_id)
              from interest_declaration i where i.ballot_id = b.id), '[]') as declared,
    coalesce((select jsonb_agg(jsonb_build_object('person', v.person_id, 'choice', v.choice, 'no', v.no) order by v.no, v.person_id)
              from vote v where v.ballot_id = b.id), '[]') as votes
  from ballot b where b.subject_kind = 'proposal' and b.subject_id = $1 order by b.opened_at, b.id`;
const decisions = `
  select d.id, b.stage, d.outcome,
    (select case when r.review_id is null then 'committee' else 'review' end from decision_reopening r
      where r.decision_id = d.id) as reopened,
    (select jsonb_build_object('id', v.id, 'state', v.state) from procedural_review v where v.decision_id = d.id) as review,
    coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'state', c.state, 'due', c.due_on,
        'steps', (select count(*) from condition_step s where s.condition_id = c.id)) order by c.no)
      from condition c where c.decision_id = d.id), '[]') as conditions
  from decision d join ballot b on b.id = d.ballot_id
  where d.subject_kind = 'proposal' and d.subject_id = $1 order by d.decided_at, d.id`;
const sql = `
  with subjects as (
    select 'proposal' as kind, $1::uuid as id
    union all select 'ballot', id from ballot where subject_kind = 'proposal' and subject_id = $1
    union all select 'decision', id from decision where subject_kind = 'proposal' and subject_id = $1
    union all select 'condition', id from condition where proposal_id = $1
    union all select 'procedural-review', id from procedural_review where proposal_id = $1
    union all select 'consultation', id from consultation where subject_id = $1),
  given as materialized (select
    (select to_jsonb(p) from proposal p where id = $1) as proposal,
    (select coalesce(jsonb_agg(jsonb_build_object('contentHash', content_hash, 'key', submission_key) order by no), '[]')
       from proposal_version where proposal_id = $1) as versions,
    exists (select 1 from submission where proposal_id = $1 and answered_at is null) as awaited,
    exists (select 1 from dispensation_end where proposal_id = $1) as "endedEarly",
    (select count(*) from change_request where proposal_id = $1) as requests,
    (select coalesce(jsonb_agg(b), '[]') from (${ballots}) b) as ballots,
    (select coalesce(jsonb_agg(d), '[]') from (${decisions}) d) as decisions,
    (select sum((select max(subject_no) from event e where e.subject_kind = s.kind and e.subject_id = s.id))
       from subjects s) as recorded)
  select given.*, md5(to_jsonb(given)::text) as digest,
    (select standing from dispensation where proposal_id = $1) as dispensation,
    (select coalesce(jsonb_agg(a), '[]') from (select distinct person_id as person, stage from stage_act
       where proposal_id = $1) a) as acts,
    (select jsonb_agg(jsonb_build_object('type', type, 'version', version, 'actor', actor_id, 'content', content) order by subject_no)
       from event where subject_kind = 'proposal' and subject_id = $1) as events
  from given`;

/** Reads all that is stored about the proposal, in one look, by a statement that is planned once. */
export async function rowsOf(world: World, id: string): Promise<Rows> {
  const { rows: found } = await world.aside.query<Rows>({ name: 'rows', text: sql, values: [id] });
  const [rows] = found;
  if (rows === undefined) throw new Error('The proposal is gone');
  return rows;
}

/** A second stage of one person would be a second entry. */
const sorted = (acts: string[][]): string[] => acts.map((act) => act.join(': ')).sort();

/** The rows in the model's words. */
export function storedState(rows: Rows, world: World): object {
  const names = new Map(Object.entries(world.people).map(([who, { id }]) => [id, who as Who]));
  const name = (id: string | null): string | null => (id === null ? null : (names.get(id) ?? id));
  const { proposal, versions, awaited, endedEarly, dispensation } = rows;
  return {
    state: proposal.state,
    version: proposal.version,
    versions: versions.length,
    changeKind: proposal.change_kind,
    raisedTo: proposal.raised_to,
    ...{ awaited, endedEarly, dispensation },
    agreed: proposal.agreed_at !== null,
    revision: proposal.revision_id !== null,
    acts: sorted(rows.acts.map(({ person, stage }) => [String(name(person)), stage])),
    ballots: rows.ballots.map(({ stage, closed, ended, outcome, lapsed, deferred, ...ballot }) => ({
      ...{ stage, closed, ended, outcome, lapsed, deferred },
      casting: ballot.casting !== null,
      concludedBy: name(ballot.concludedBy),
      recused: ballot.recused.map(name),
      declared: Object.fromEntries(ballot.declared.map(({ person, interested }) => [name(person), interested])),
      votes: Object.fromEntries(ballot.votes.map(({ person, choice, no }) => [name(person), { choice, count: no }])),
    })),
    decisions: rows.decisions.map(({ stage, outcome, reopened, review, conditions }) => ({
      ...{ stage, outcome, reopened },
      review: review?.state ?? null,
      conditions: conditions.map(({ state }) => state),
    })),
  };
}

/** What of the model is stored. */
export function expectedState(model: Model): object {
  const { state, version, versions, changeKind, raisedTo, awaited, agreed, revision, endedEarly, acts } = model;
  return {
    ...{ state, version, versions, changeKind, raisedTo, awaited, agreed, revision, endedEarly },
    dispensation: dispensationOf(model),
    acts: sorted(Object.entries(acts)),
    ballots: model.ballots.map(({ closesOn: _, ...ballot }) => ballot),
    decisions: model.decisions.map(({ on: _, conditions, ...decision }) => ({
      ...decision,
      conditions: conditions.map((condition) => condition.state),
    })),
  };
}
