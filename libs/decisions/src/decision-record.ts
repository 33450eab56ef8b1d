import type { Body, Named } from '@app/deciders';
import { type Actor, NotFound } from '@app/kernel';
import type { Outcome } from '@app/panels';
import type { Reader } from '@app/platform';
import { type Period, type ProposalState, type Recusals, type RequestKind, stageActsOn } from '@app/proposals';
import type { GroupGround } from '@app/trailblazers';
import type { DecisionFacts } from './domain/policy';
import type { Ground } from './domain/rules';
import type { ReviewState } from './domain/lifecycle';

/** A recommendation or decision with what it was about, and what followed from it. No votes, no names of voters. */
export type DecisionRow = {
  id: string;
  stage: 'panel' | 'committee';
  /** The panel, the committee, or the office of a named decision-maker. */
  panelName: string;
  /** Who decided or recommended, as it was in force when the stage began; null for what has no such row. */
  body: Body | null;
  /** Who takes the decision that follows a recommendation; of a decision who took it. */
  decidesNext: Named | null;
  proposalId: string;
  reference: string;
  title: string;
  versionNo: number;
  route: string | null;
  /** Of a committee's decision on a move between routes: the route that it would leave. */
  leavesRoute: string | null;
  /** Whether no further stage decides: where the panel decides, as of an adjustment, its word is the last. */
  lastStage: boolean;
  /** How many panels recommend on this version: two of a move between routes. */
  panels: number;
  /** Whether all of them came to what this one did. */
  panelsAgree: boolean;
  /** What both panels of a move recommended, for the committee's decision on it; else empty. */
  recommendations: { id: string; panelName: string; outcome: Outcome; reasons: string }[];
  groupId: string | null;
  groupName: string;
  /** Where officers prepared it without a trailblazer group: on which ground, and the reason. */
  ground: GroupGround | null;
  groundReason: string | null;
  submittedBy: string | null;
  proposalState: ProposalState;
  /** What kind of request it was about; of a dispensation the days, as they were in that version. */
  proposalKind: RequestKind;
  period: Period | null;
  outcome: Outcome;
  reasons: string;
  requirementReasons: Record<string, string>;
  decidedAt: Date;
  /** The earlier decision whose place this one takes. */
  reverses: string | null;
  reversesAt: Date | null;
  /** Whether the public register has it. */
  isPublic: boolean;
  reopenedAt: Date | null;
  reopenedBecause: string | null;
  /** The later decision that takes the place of this one. */
  replacedBy: string | null;
  replacedAt: Date | null;
  replacedWith: Outcome | null;
  reviewId: string | null;
  reviewReference: string | null;
  reviewState: ReviewState | null;
  reviewGrounds: Ground[] | null;
  reviewAskedAt: Date | null;
  reviewDecidedAt: Date | null;
  reviewReasons: string | null;
  conditions: number;
  conditionsOpen: number;
};

/** The rows of decisions, for a `where` of the caller's. */
export const decisionRows = `
  select d.id, b.stage, p.name as "panelName", d.subject_id as "proposalId", b.subject_reference as reference,
         b.subject_title as title, b.version_no as "versionNo", coalesce(p.route, o.route) as route,
         case when p.route is null then o.leaves_route end as "leavesRoute",
         coalesce(w.stage = 'decision', b.stage = 'committee') as "lastStage", w.body,
         (select jsonb_build_object('body', x.body, 'title', x.title) from decider x where x.id = coalesce(
           case when w.stage = 'decision' then w.id end, (select s.decider_id from stage_decider s join decider y on y.id = s.decider_id where s.proposal_id = o.id
              and y.stage = 'decision' and s.begun_at >= b.opened_at order by s.no limit 1),
           decider_in_force(o.kind, o.change_kind, 'decision'))) as "decidesNext",
         cardinality(routes_of_version(b.version_id)) as panels, panels_agree(d.id) as "panelsAgree",
         case when d.kind = 'recommendation' or cardinality(routes_of_version(b.version_id)) < 2 then '[]'::jsonb else (
           select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'panelName', m.panel_name, 'outcome', m.outcome,
             'reasons', m.reasons) order by m.panel_name), '[]') from recommendation m
           where m.version_id = b.version_id and m.standing) end as recommendations,
         b.group_id as "groupId", coalesce(g.name, '') as "groupName", g.ground, g.ground_reason as "groundReason", b.submitted_by as "submittedBy",
         o.state as "proposalState", o.kind as "proposalKind",
         case when o.kind = 'dispensation' then
           (select s.content::jsonb -> 'period' from proposal_version s where s.id = b.version_id) end as period,
         d.outcome, d.reasons, d.requirement_reasons as "requirementReasons",
         d.decided_at as "decidedAt", d.reverses, e.decided_at as "reversesAt",
         d.id in (select id from public_decision) as "isPublic",
         r.reopened_at as "reopenedAt", r.reasons as "reopenedBecause",
         n.id as "replacedBy", n.decided_at as "replacedAt", n.outcome as "replacedWith",
         v.id as "reviewId", v.reference as "reviewReference", v.state as "reviewState", v.grounds as "reviewGrounds",
         v.asked_at as "reviewAskedAt", v.decided_at as "reviewDecidedAt", v.reasons as "reviewReasons",
         (select count(*)::int from condition c where c.decision_id = d.id) as conditions,
         (select count(*)::int from condition c where c.decision_id = d.id and c.state in ('agreed', 'met'))
           as "conditionsOpen"
  from decision d join ballot b on b.id = d.ballot_id join panel p on p.id = b.panel_id
    left join decider w on w.id = b.decider_id
    join proposal o on o.id = d.subject_id
    left join trailblazer_group g on g.id = b.group_id
    left join decision e on e.id = d.reverses
    left join decision n on n.reverses = d.id
    left join decision_reopening r on r.decision_id = d.id
    left join procedural_review v on v.decision_id = d.id
  where d.subject_kind = 'proposal' and`;

/** One decision. @throws NotFound */
export async function decisionOf(reader: Reader, id: string): Promise<DecisionRow> {
  const row = await reader.one<DecisionRow>(`${decisionRows} d.id = $1`, [id]);
  if (row === null) throw new NotFound('This decision');
  return row;
}

/** What the policy looks at, for this actor. */
export async function factsOf(
  reader: Reader,
  recusals: Recusals,
  actor: Actor,
  decision: Pick<DecisionRow, 'proposalId' | 'groupId' | 'submittedBy' | 'isPublic'>,
  consideredBy: string | null = null,
): Promise<DecisionFacts> {
  const { proposalId, groupId, submittedBy, isPublic } = decision;
  const row = await reader.one<{ why: string | null }>('select proposal_involvement($1, $2) as why', [
    proposalId,
    actor.id,
  ]);
  const recused = await recusals.isRecused(reader, actor, proposalId);
  const decider = await reader.one<{ personId: string | null }>(
    `select d.person_id as "personId" from stage_decider s join decider d on d.id = s.decider_id
     where s.proposal_id = $1 and d.stage = 'decision' order by s.no desc limit 1`,
    [proposalId],
  );
  const acts = await stageActsOn(reader, proposalId);
  return {
    groupId,
    submittedBy,
    involvement: row?.why ?? null,
    named: decider?.personId ?? null,
    acts,
    recused,
    consideredBy,
    isPublic,
  };
}

/** What every event of a decision's aftermath says of it. */
export function aboutOf({ proposalId, reference, title, groupId }: DecisionRow) {
  return { proposalId, reference, title, groupId };
}
