import { sha256 } from '@app/kernel';
import { dueBy, eraseBy, heldRows, PersonalDataHolder, PersonalDataHolders, type PersonalKind } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { Following } from './following.service';

// The row stays, so that the same cause is never told again; whom it went to and what it said goes.
const eraseMessages = `
  update notification set recipient = 'erased ' || id, address = 'erased', subject = '', body = '', failed_reason = null,
    status = case when status = 'sent' then status else 'suppressed' end
  where id = any($1::uuid[])`;

// The text of a message may say what administrators do not read, such as a declared interest: it is not handed out.
const messages: PersonalKind = {
  key: 'message',
  what: 'Messages that were sent, to which address, and whether they arrived at the mail server',
  whose: 'Whoever is told something',
  why: 'So that everybody is told once, and it can be seen that they were',
  basis: 'public-task',
  seenBy: 'Administrators; their own, people with an account',
  kept: { days: 400, after: 'the message was written' },
  columns: [
    'notification.recipient',
    'notification.address',
    'notification.subject',
    'notification.body',
    'notification.failed_reason',
  ],
  held: (reader, { address, personId }) =>
    heldRows(
      reader,
      `select n.id, n.created_at as "writtenAt", n.sent_at as "sentAt", n.address, n.topic, n.subject, n.status,
              t.kind as "thingKind", t.id as "thingId"
       from notification n join event e on e.seq = n.cause_seq left join lateral thing_of(e.subject_kind, e.subject_id) t on true
       where n.address <> 'erased'
         and (n.person_id = $1 or n.recipient = $2 or strpos(lower(n.subject || ' ' || n.body), $3) > 0)
       order by n.created_at, n.id`,
      [personId, sha256(address), address],
    ),
  erase: eraseBy(eraseMessages),
  due: dueBy(`select id from notification where created_at < $1 and address <> 'erased' order by created_at limit $2`),
};

const follower: Omit<PersonalKind, 'erase'> = {
  key: 'follower',
  what: 'An address that is told of changes to a route or an occupation',
  whose: 'Followers',
  why: 'So that they are told',
  basis: 'consent',
  seenBy: 'They alone; how many there are, administrators',
  kept: { until: 'they stop it, or for 7 days where nobody confirms the address' },
  columns: ['follower.address', 'follower.confirm_hash', 'follower.stop_hash'],
  held: (reader, { address }) =>
    heldRows(
      reader,
      `select id, address, subject_kind as kind, subject_key as key, asked_at as "askedAt", confirmed_at as "confirmedAt"
       from follower where address = $1 order by asked_at, id`,
      [address],
    ),
  due: null,
};

const preferences: PersonalKind = {
  key: 'message-preference',
  what: 'Which messages somebody does not want',
  whose: 'People with an account',
  why: 'So that they get none of these',
  basis: 'consent',
  seenBy: 'They alone',
  kept: { days: 365, after: 'the account ended' },
  columns: [],
  held: (reader, { personId }) =>
    heldRows(
      reader,
      `select person_id || ' ' || topic as id, topic, wanted from topic_preference where person_id = $1 order by topic`,
      [personId],
    ),
  erase: eraseBy(`delete from topic_preference where person_id || ' ' || topic = any($1::text[])`),
  due: dueBy(`select t.person_id || ' ' || t.topic as id from topic_preference t join person p on p.id = t.person_id
    where p.ended_at < $1 order by p.ended_at limit $2`),
};

/** The personal data of messages: the ledger, followers, and what people do not want to be told. */
@Injectable()
export class NotificationsPersonalData extends PersonalDataHolder {
  readonly name = 'notifications';
  readonly kinds: readonly PersonalKind[];

  constructor(holders: PersonalDataHolders, following: Following) {
    super(holders);
    const erase: PersonalKind['erase'] = (tx, _actor, ids) => following.erase(tx, ids);
    this.kinds = [messages, { ...follower, erase }, preferences];
  }
}
