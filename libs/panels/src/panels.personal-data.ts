import { heldRows, PersonalDataHolder, type PersonalKind } from '@app/platform';
import { Injectable } from '@nestjs/common';

const members = 'Members of panels and of the committee, named decision-makers';
/** What the public record of a decision is made of stays: Article 17(3)(b) of the UK GDPR. */
const stays = { erase: null, due: null } as const;

const register: PersonalKind = {
  key: 'register-of-interests',
  what: 'Employers, directorships and memberships that somebody entered as their interests, and from when until when',
  whose: members,
  why: 'So that nobody decides on what they gain from',
  basis: 'public-task',
  seenBy: 'Everybody, while they sit on a panel',
  kept: { record: 'Whether somebody might take part has to be known as long as the decision' },
  columns: [
    'interest_entry.organisation',
    'organisation_name.name',
    'organisation_name.form',
    'organisation_name.ruled_as',
  ],
  held: (reader, { personId }) =>
    heldRows(
      reader,
      `select e.id, e.kind, e.organisation, e.held_from as "from", d.held_until as "until", e.entered_at as "enteredAt"
       from interest_entry e left join interest_ending d on d.entry_id = e.id where e.person_id = $1 order by e.entered_at, e.id`,
      [personId],
    ),
  ...stays,
};

// Until a ballot is closed nobody reads how somebody voted, here as anywhere.
const votes: PersonalKind = {
  key: 'vote',
  what: 'How somebody voted and why, what they deferred, and decisions that they gave',
  whose: members,
  why: 'So that requests are decided on, and it can be seen how',
  basis: 'public-task',
  seenBy: 'The panel after the close, administrators; the decision and its reasons, everybody, without who voted how',
  kept: { record: 'A decision stands on its votes' },
  columns: [
    'vote.reason',
    'vote.conditions',
    'casting_vote.reason',
    'ballot_deferral.reason',
    'ballot.ended_because',
    'decision.reasons',
    'decision.requirement_reasons',
  ],
  held: (reader, { personId }) =>
    heldRows(
      reader,
      `select v.id, 'vote' as what, b.subject_reference as about, 
              case when b.closed_at is not null then v.choice end as choice,
              case when b.closed_at is not null then v.reason end as reason, v.cast_at as at,
              b.subject_kind as "thingKind", b.subject_id as "thingId"
         from vote v join ballot b on b.id = v.ballot_id where v.person_id = $1
       union all select c.ballot_id, 'casting vote', b.subject_reference, c.choice, c.reason, c.cast_at, b.subject_kind, b.subject_id
         from casting_vote c join ballot b on b.id = c.ballot_id where c.person_id = $1
       union all select d.ballot_id, 'deferral', b.subject_reference, null, d.reason, d.deferred_at, b.subject_kind, b.subject_id
         from ballot_deferral d join ballot b on b.id = d.ballot_id where d.person_id = $1
       union all select d.id, 'decision', b.subject_reference, d.outcome, d.reasons, d.decided_at, b.subject_kind, b.subject_id
         from decision d join ballot b on b.id = d.ballot_id where d.decided_by = $1
       order by at, id`,
      [personId],
    ),
  ...stays,
};

// What the interest is only who leads the panel reads: an administrator hands out that it was declared.
const interests: PersonalKind = {
  key: 'declared-interest',
  what: 'Whether somebody has an interest in a request, which, and what was ruled on it',
  whose: members,
  why: 'So that nobody decides on what they gain from',
  basis: 'public-task',
  seenBy: 'The chair and the secretary of the panel; that there is an interest, administrators',
  kept: { record: 'Whether somebody might take part has to be known as long as the decision' },
  columns: [
    'interest_declaration.details',
    'ballot_elector.conflict',
    'recusal_proposal.organisation',
    'recusal_ruling.organisation',
    'recusal_ruling.reason',
    'organisation_ruling.reason',
    'organisation_ruling.one',
    'organisation_ruling.other',
    'organisation_likeness.one',
    'organisation_likeness.other',
  ],
  held: (reader, { personId }) =>
    heldRows(
      reader,
      `select d.id, 'declaration' as what, b.subject_reference as about, d.interested, null as text, d.declared_at as at,
              b.subject_kind as "thingKind", b.subject_id as "thingId"
         from interest_declaration d join ballot b on b.id = d.ballot_id where d.person_id = $1
       union all select r.subject_id, 'proposed recusal', r.organisation, null, null, r.noted_at, r.subject_kind, r.subject_id
         from recusal_proposal r where r.person_id = $1
       union all select r.subject_id, 'ruling', r.organisation, null, r.ruling || ': ' || r.reason, r.ruled_at, r.subject_kind, r.subject_id
         from recusal_ruling r where r.person_id = $1
       order by at, id`,
      [personId],
    ),
  ...stays,
};

/** The personal data of panels: who decided, how, and what stood in their way. All of it is the record. */
@Injectable()
export class PanelsPersonalData extends PersonalDataHolder {
  readonly name = 'panels';
  readonly kinds = [register, votes, interests];
}
