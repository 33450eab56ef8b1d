import { type WaitingEntry, WaitingList } from '@app/accounts';
import { type Actor, holds, paths } from '@app/kernel';
import type { Reader } from '@app/platform';
import { type OpenReview, OpenReviews } from '@app/proposals';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { reviewDue } from './domain/rules';

type ConditionRow = {
  decisionId: string;
  no: number;
  reference: string;
  title: string;
  state: string;
  due: Date;
  late: boolean;
};
type ReviewRow = { id: string; review: string; reference: string; title: string; state: string; askedAt: Date };

/** The procedural reviews that have not ended, and the map revisions that wait for them. */
function underWay(reader: Reader, proposalIds: readonly string[] | null): Promise<OpenReview[]> {
  return reader.rows<OpenReview>(
    `select v.proposal_id as "proposalId", p.reference, v.reference as review, v.asked_at as "askedAt",
            p.revision_id as "revisionId"
     from procedural_review v join proposal p on p.id = v.proposal_id
     where v.state in ('asked', 'considered') and ($1::uuid[] is null or v.proposal_id = any($1)) order by v.reference`,
    [proposalIds],
  );
}

/** What waits for groups (conditions to meet), officers (evidence, lapsed days) and those who may review. */
@Injectable()
export class DecisionsWaiting implements OnModuleInit {
  constructor(
    private readonly waiting: WaitingList,
    private readonly open: OpenReviews,
  ) {}

  onModuleInit(): void {
    this.waiting.add('conditions', (reader, actor) => this.conditions(reader, actor));
    this.waiting.add('reviews', (reader, actor) => this.reviews(reader, actor));
    this.open.answerBy(underWay);
  }

  private async conditions(reader: Reader, actor: Actor): Promise<WaitingEntry[]> {
    const rows = await reader.rows<ConditionRow>(
      `select c.decision_id as "decisionId", c.no, p.reference, p.content ->> 'title' as title, c.state,
              c.due_on as due, c.due_on < waymark_now() as late
       from condition c join proposal p on p.id = c.proposal_id
       where p.state = 'conditions' and c.state in ('agreed', 'met')
         and not exists (select 1 from decision_reopening r where r.decision_id = c.decision_id)
         and ((c.state = 'agreed' and 'group:' || p.group_id = any($1::text[]))
              or ((c.state = 'met' or c.due_on < waymark_now()) and $2 and recusal_of('proposal', p.id, $3) is null))
       order by c.due_on, c.id limit 100`,
      [actor.grants.map(({ scope }) => scope ?? ''), holds(actor, ['product-manager']), actor.id],
    );
    const officer = holds(actor, ['product-manager']);
    return rows.map(({ decisionId, no, reference, title, state, due, late }) => {
      const verb =
        state === 'met' ? 'Check the evidence for' : late && officer ? 'Extend or close' : 'Give the evidence for';
      return {
        text: `${verb} condition ${no} of ${reference}, ${title}`,
        href: paths.decisionConditions(decisionId),
        due,
      };
    });
  }

  private async reviews(reader: Reader, actor: Actor): Promise<WaitingEntry[]> {
    if (!holds(actor, ['administrator', 'product-manager'])) return [];
    const rows = await reader.rows<ReviewRow>(
      `select v.id, v.reference as review, p.reference, p.content ->> 'title' as title, v.state, v.asked_at as "askedAt"
       from procedural_review v join proposal p on p.id = v.proposal_id
       where proposal_involvement(v.proposal_id, $1) is null and recusal_of('proposal', v.proposal_id, $1) is null
         and (v.state = 'asked' or (v.state = 'considered' and v.considered_by <> $1 and $2))
       order by v.asked_at, v.id limit 50`,
      [actor.id, holds(actor, ['administrator'])],
    );
    return rows.map(({ id, review, reference, title, state, askedAt }) => {
      const { considered, decided } = reviewDue(askedAt);
      const verb = state === 'asked' ? 'Consider' : 'Decide';
      return {
        text: `${verb} procedural review ${review} of the decision on ${reference}, ${title}`,
        href: paths.review(id),
        due: state === 'asked' ? considered : decided,
      };
    });
  }
}
