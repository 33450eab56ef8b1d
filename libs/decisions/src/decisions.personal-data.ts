import { heldRows, PersonalDataHolder, type PersonalKind } from '@app/platform';
import { Injectable } from '@nestjs/common';

const writings: PersonalKind = {
  key: 'decision-writing',
  what: 'What somebody wrote about a condition, in asking for a procedural review or in answering one, and when a decision was reopened',
  whose: 'Members of trailblazer groups, officers, administrators',
  why: 'So that what follows from a decision can be seen',
  basis: 'public-task',
  seenBy: 'The group, officers, administrators; what stands in the register of decisions, everybody',
  kept: { record: 'A decision has to be understood from what followed from it' },
  columns: [
    'condition.text',
    'condition_step.text',
    'procedural_review.statement',
    'procedural_review.advice',
    'procedural_review.reasons',
    'decision_reopening.reasons',
  ],
  held: (reader, { personId }) =>
    heldRows(
      reader,
      `select s.id, 'condition' as what, s.text, s.taken_at as at, 'proposal' as "thingKind", c.proposal_id as "thingId"
         from condition_step s join condition c on c.id = s.condition_id where s.taken_by = $1
       union all select id, 'asked for a review', statement, asked_at, 'proposal', proposal_id
         from procedural_review where asked_by = $1
       union all select id, 'advice on a review', advice, considered_at, 'proposal', proposal_id
         from procedural_review where considered_by = $1
       union all select id, 'decision on a review', reasons, decided_at, 'proposal', proposal_id
         from procedural_review where decided_by = $1
       union all select o.decision_id, 'reopened a decision', o.reasons, o.reopened_at, d.subject_kind, d.subject_id
         from decision_reopening o join decision d on d.id = o.decision_id where o.reopened_by = $1
       order by at, id`,
      [personId],
    ),
  erase: null,
  due: null,
};

/** The personal data of what follows from decisions: all of it is the record. */
@Injectable()
export class DecisionsPersonalData extends PersonalDataHolder {
  readonly name = 'decisions';
  readonly kinds = [writings];
}
