import { dueBy, eraseBy, heldRows, PersonalDataHolder, type PersonalKind } from '@app/platform';
import { Injectable } from '@nestjs/common';

// A draft goes with who wrote it, and the link of a review that was not sent does nothing any more.
const eraseReviewers = `
  with drafts as (delete from peer_review_draft where invitation_id = any($1::uuid[])),
  revoked as (
    update review_invitation i set revoked_at = waymark_now()
    where i.id = any($1::uuid[]) and i.revoked_at is null
      and not exists (select 1 from peer_review r where r.invitation_id = i.id))
  delete from reviewer where invitation_id = any($1::uuid[])`;

const reviewer: PersonalKind = {
  key: 'reviewer',
  what: 'The name and the address of who was invited to review a proposal, an interest that they declared, and what they have not sent yet',
  whose: 'Reviewers',
  why: 'So that people who know the work can review it',
  basis: 'public-task',
  seenBy: 'Officers; the group, unless the review is anonymous',
  kept: { days: 730, after: 'the review was due' },
  columns: [
    'reviewer.name',
    'reviewer.email',
    'reviewer.email_normal',
    'reviewer.interest',
    'review_invitation.token_hash',
    'peer_review_draft.content',
  ],
  held: (reader, { address }) =>
    heldRows(
      reader,
      `select w.invitation_id as id, w.name, w.email, w.interest, p.reference as proposal, i.invited_at as "invitedAt",
              d.content as draft, r.recommendation, r.content as review,
              'proposal' as "thingKind", p.id as "thingId"
       from reviewer w join review_invitation i on i.id = w.invitation_id join proposal p on p.id = i.proposal_id
         left join peer_review_draft d on d.invitation_id = i.id left join peer_review r on r.invitation_id = i.id
       where w.email_normal = $1 order by i.invited_at, i.id`,
      [address],
    ),
  erase: eraseBy(eraseReviewers),
  due: dueBy(`select w.invitation_id as id from reviewer w join review_invitation i on i.id = w.invitation_id
    where i.due_on < $1 order by i.due_on limit $2`),
};

const review: PersonalKind = {
  key: 'peer-review',
  what: 'What a review says',
  whose: 'Reviewers',
  why: 'So that a proposal is better before it is decided on',
  basis: 'public-task',
  seenBy: 'Officers; the group, where it was released; who decides',
  kept: { record: 'A review that was sent belongs to the request; it stays, without who wrote it' },
  columns: ['peer_review.content'],
  held: (reader, { address }) =>
    heldRows(
      reader,
      `select r.invitation_id as id, r.recommendation, r.content, r.sent_at as "sentAt",
              'proposal' as "thingKind", i.proposal_id as "thingId"
       from peer_review r join review_invitation i on i.id = r.invitation_id
       where strpos(lower(r.content::text), $1) > 0 order by r.sent_at`,
      [address],
    ),
  erase: null,
  due: null,
};

const writings: PersonalKind = {
  key: 'request-writing',
  what: 'What somebody wrote in a request, in a change request or in an answer to one, and what they called a file',
  whose: 'Members of trailblazer groups, officers',
  why: 'So that a request can be written, checked and decided on',
  basis: 'public-task',
  seenBy: 'The group, officers, who decides; what is consulted on, everybody',
  kept: { record: 'A decision has to be understood from what it was made on' },
  columns: [
    'proposal.content',
    'proposal.basis',
    'proposal.outcome_reasons',
    'proposal.raised_why',
    'proposal.review_waived',
    'proposal_version.content',
    'change_request.text',
    'change_request_entry.text',
    'evidence_file.name',
    'dispensation_end.reason',
  ],
  held: (reader, { personId }) =>
    heldRows(
      reader,
      `select id, 'change request' as what, text, raised_at as at, 'proposal' as "thingKind", proposal_id as "thingId"
         from change_request where raised_by = $1
       union all select e.id, 'answer to a change request', e.text, e.said_at, 'proposal', c.proposal_id
         from change_request_entry e join change_request c on c.id = e.request_id where e.said_by = $1
       union all select id, 'file', name, added_at, 'proposal', proposal_id from evidence_file where added_by = $1
       union all select v.id, 'submitted version', p.reference || ', version ' || v.no, v.submitted_at, 'proposal', p.id
         from proposal_version v join proposal p on p.id = v.proposal_id where v.submitted_by = $1
       order by at, id`,
      [personId],
    ),
  erase: null,
  due: null,
};

const follows: PersonalKind = {
  key: 'followed-proposal',
  what: 'Which proposals somebody keeps an eye on',
  whose: 'People with an account',
  why: 'So that they find them again',
  basis: 'consent',
  seenBy: 'They alone',
  kept: { days: 365, after: 'the account ended' },
  columns: [],
  held: (reader, { personId }) =>
    heldRows(
      reader,
      `select f.person_id || ' ' || f.proposal_id as id, p.reference as proposal, f.since
       from proposal_follower f join proposal p on p.id = f.proposal_id where f.person_id = $1 order by f.since, p.id`,
      [personId],
    ),
  erase: eraseBy(`delete from proposal_follower where person_id || ' ' || proposal_id = any($1::text[])`),
  due: dueBy(`select f.person_id || ' ' || f.proposal_id as id from proposal_follower f join person p on p.id = f.person_id
    where p.ended_at < $1 order by p.ended_at limit $2`),
};

/** The personal data of requests: reviewers stand apart from reviews; what was submitted is the record. */
@Injectable()
export class ProposalsPersonalData extends PersonalDataHolder {
  readonly name = 'proposals';
  readonly kinds = [reviewer, review, writings, follows];
}
