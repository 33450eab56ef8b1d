import { dueBy, eraseBy, heldRows, PersonalDataHolder, type PersonalKind, spellingsIn } from '@app/platform';
import { Injectable } from '@nestjs/common';

// The entry of the trail that tells of the invitation has the same name and address apart from it: they go, too.
const eraseInvitations = `
  with details as (
    delete from event_personal p using event e
    where e.personal_id = p.id and e.type = 'trailblazer-group.invitation-sent'
      and e.content::jsonb ->> 'invitationId' = any($1::text[]))
  update group_invitation set name = 'erased', email = 'erased', email_normal = 'erased',
    withdrawn_at = case when accepted_at is null then coalesce(withdrawn_at, waymark_now()) end
  where id = any($1::uuid[])`;

const invitation: PersonalKind = {
  key: 'group-invitation',
  what: 'The name and the address of who was invited into a trailblazer group',
  whose: 'People who were invited by a group or an officer',
  why: 'So that they can join it',
  basis: 'public-task',
  seenBy: 'The chair and the deputies of the group, officers',
  kept: { days: 365, after: 'the invitation was answered, withdrawn or expired' },
  columns: [
    'group_invitation.name',
    'group_invitation.email',
    'group_invitation.email_normal',
    'group_invitation.about',
    'group_invitation.token_hash',
  ],
  held: (reader, { address }) =>
    heldRows(
      reader,
      `select i.id, i.name, i.email, g.name as "group", i.role, i.sent_at as "sentAt", i.accepted_at as "acceptedAt"
       from group_invitation i join trailblazer_group g on g.id = i.group_id where i.email_normal = $1 order by i.sent_at, i.id`,
      [address],
    ),
  erase: eraseBy(eraseInvitations),
  due: dueBy(`select id from group_invitation
    where coalesce(accepted_at, withdrawn_at, expires_at) < $1 and email_normal <> 'erased'
    order by coalesce(accepted_at, withdrawn_at, expires_at) limit $2`),
};

const contact: PersonalKind = {
  key: 'interest-contact',
  what: 'The name and the address of who registered the interest of an employer',
  whose: 'People who registered interest',
  why: 'So that a trailblazer group can be formed with them',
  basis: 'public-task',
  seenBy: 'Officers',
  kept: { days: 730, after: 'the interest was registered' },
  columns: ['interest_contact.name', 'interest_contact.email'],
  held: async (reader, { address }) =>
    heldRows(
      reader,
      `select c.interest_id as id, c.name, c.email, i.about_title as about, i.organisation, i.size, i.sector, i.region, i.needs,
              i.received_at as "receivedAt"
       from interest_contact c join interest i on i.id = c.interest_id where c.email = any($1) order by i.received_at, i.id`,
      [await spellingsIn(reader, ['interest_contact', 'email'], address)],
    ),
  erase: eraseBy('delete from interest_contact where interest_id = any($1::uuid[])'),
  due: dueBy(`select c.interest_id as id from interest_contact c join interest i on i.id = c.interest_id
    where i.received_at < $1 order by i.received_at limit $2`),
};

const interest: PersonalKind = {
  key: 'interest',
  what: 'Which employer is interested in what, its size, sector and region, and what it needs',
  whose: 'Employers, who may be people in business on their own',
  why: 'So that it can be told how many employers want an occupation',
  basis: 'public-task',
  seenBy: 'Officers; how many there are, everybody',
  kept: { record: 'The interest stays as evidence of need, without who registered it' },
  columns: ['interest.organisation', 'interest.size', 'interest.sector', 'interest.region', 'interest.needs'],
  held: (reader, { address }) =>
    heldRows(
      reader,
      `select id, about_title as about, organisation, needs, received_at as "receivedAt" from interest
       where strpos(lower(organisation || ' ' || needs), $1) > 0 order by received_at, id`,
      [address],
    ),
  erase: null,
  due: null,
};

const seat: PersonalKind = {
  key: 'group-seat',
  what: 'For which organisation somebody is in a trailblazer group',
  whose: 'Members of trailblazer groups',
  why: 'So that it is known whom a proposal comes from, and who has an interest in it',
  basis: 'public-task',
  seenBy: 'The group, officers',
  kept: { record: 'Who belonged to a group decides who could take part in the decision' },
  columns: [],
  held: (reader, { personId }) =>
    heldRows(
      reader,
      `select s.organisation_id as id, g.name as "group", o.name as organisation from trailblazer_seat s
         join trailblazer_group g on g.id = s.group_id join trailblazer_organisation o on o.id = s.organisation_id
       where s.person_id = $1 order by 2, 3`,
      [personId],
    ),
  erase: null,
  due: null,
};

/** The personal data of trailblazer groups: invitations, and who registered interest. */
@Injectable()
export class TrailblazersPersonalData extends PersonalDataHolder {
  readonly name = 'trailblazers';
  readonly kinds = [invitation, contact, interest, seat];
}
