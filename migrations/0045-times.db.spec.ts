import { newId } from '@app/kernel';
import { aPanelAtWork } from '../test/support/panel-at-work';

/** The times that the database does not set, and why. Whoever adds one says so here, or has it set (`0045-times.ts`). */
const notSet: Readonly<Record<string, string>> = {
  'approvals_cycle.submission_deadline': 'planned',
  'approvals_cycle.panel_on': 'planned',
  'approvals_cycle.committee_on': 'planned',
  'ballot.closes_at': 'entered; later than the opening, and changed by a deferral only',
  'ballot_deferral.closes_at': 'entered',
  'ballot_deferral.closed_before': 'the closing time before it, checked by a trigger',
  'change_request.due_on': 'entered',
  'change_request_entry.due_on': 'entered',
  'condition.due_on': 'entered',
  'condition_step.due_on': 'entered',
  'consultation.opens_at': 'entered; not in the past',
  'consultation.closes_at': 'entered',
  'consultation_deadline.closes_at': 'entered; later than the one before',
  'respondent.confirmed_at': 'nothing follows from it in law',
  'response_draft.started_at': 'a draft counts for nothing',
  'response_draft.saved_at': 'a draft counts for nothing',
  'response_draft.confirmed_at': 'a draft counts for nothing',
  'response_link.made_at': 'of this machine',
  'response_link.expires_at': 'of this machine',
  'ruling_link.made_at': 'of this machine',
  'ruling_link.expires_at': 'of this machine',
  'group_invitation.expires_at': 'planned',
  'invitation_to_propose.closes_at': 'entered',
  'meeting.starts_at': 'planned',
  'person_grant.valid_from': 'a term of office, entered',
  'person_grant.valid_until': 'a term of office, entered',
  'proposal.lapses_at': 'follows from the days that change requests are due on',
  'review_invitation.due_on': 'entered',
  'review_invitation.expires_at': 'follows from the day that it is due on',
  'revision.scheduled_for': 'planned',
  'revision.overdue_told_for': 'a copy of the schedule that people were told of',
  'peer_review_draft.saved_at': 'a draft counts for nothing',
  'proposal_follower.since': 'nothing follows from it',
  'follower.asked_at': 'nothing follows from it',
  'follower.confirmed_at': 'nothing follows from it',
  'session.created_at': 'of this machine',
  'session.seen_at': 'of this machine',
  'session.expires_at': 'of this machine',
  'sealed_form.kept_at': 'of this machine',
  'sign_in_link.expires_at': 'of this machine',
  'sign_in_link.used_at': 'of this machine',
  'api_key.created_at': 'of this machine',
  'api_key.revoked_at': 'of this machine',
  'outbox.queued_at': 'of this machine',
  'outbox.done_at': 'of this machine',
  'notification.created_at': 'of this machine',
  'notification.next_at': 'of this machine',
  'notification.sent_at': 'of this machine',
  'dev_inbox.at': 'of this machine',
  'organisation_name.noted_at': 'found by the machine; what people rule on it counts',
  'organisation_likeness.found_at': 'found by the machine; what people rule on it counts',
  'password_reset_request.asked_at': 'of this machine',
  'policy_refusal.hour': 'a count by the hour',
  'refused_sign_in.quarter': 'a count by the quarter of an hour',
  'first_light.began_at': 'of this machine',
  'first_light.done_at': 'of this machine',
};
const ownTriggers = [
  'edition.published_at',
  'revision.published_at',
  'consultation_form.made_at',
  'consultation_deadline.set_at',
  'consultation_act.done_at',
  'response_sending.sent_at',
  'response_withdrawal.withdrawn_at',
];

type At = Awaited<ReturnType<typeof aPanelAtWork>>;
let at: At;
beforeAll(async () => {
  at = await aPanelAtWork();
});
afterAll(() => at?.ctx.close());

type Row = Record<string, unknown>;
/** As the app's role. Of an update TypeORM gives the rows and their number. */
const rows = async (text: string, params: unknown[] = []): Promise<Row[]> => {
  const found = (await at.sql(text, params)) as Row[] | [Row[], number];
  return Array.isArray(found[0]) ? found[0] : (found as Row[]);
};
const old = '1900-01-01';
/** What was stored is of the last minute, by the clock of the database. */
async function expectNow(stored: unknown): Promise<void> {
  const now = (await at.ctx.db.read().now()).getTime();
  expect(Math.abs((stored as Date).getTime() - now)).toBeLessThan(60_000);
}

it('every time is set by the database, or is known not to be, and why', async () => {
  const columns = await rows(
    `select table_name || '.' || column_name as name from information_schema.columns join information_schema.tables
       using (table_schema, table_name)
     where table_schema = 'public' and table_type = 'BASE TABLE' and data_type like 'timestamp%'
       and table_name not like 'bullmq%'`,
  );
  const set = await rows(
    `select distinct c.relname || '.' || split_part(encode(t.tgargs, 'escape'), '\\000', 1) as name
     from pg_trigger t join pg_class c on c.oid = t.tgrelid where t.tgname like 'at\\_waymark\\_now%'`,
  );
  const known = [...set.map(({ name }) => name), ...ownTriggers, ...Object.keys(notSet)].sort();
  expect(known).toEqual(columns.map(({ name }) => name).sort());
});

describe('nobody backdates, as the role of the app:', () => {
  const person = () => at.officer.id;

  it('a response and its consultation', async () => {
    const id = newId();
    const consultation = (opens: string) =>
      rows(
        `insert into consultation (id, reference, title, introduction, subject_kind, subject_id, proposed, opens_at, closes_at,
           created_by, created_at, creation_key)
         values ($1::uuid, $1::uuid, 'T', '', 'proposal', $1::uuid, '{}', ${opens}, waymark_now() + interval '40 days', $2, $3, $1::uuid) returning created_at as at`,
        [id, person(), old],
      );
    await expect(consultation(`waymark_now() - interval '30 days'`)).rejects.toThrow('opens when it is announced');
    await expectNow((await consultation('waymark_now()'))[0].at);
    const [response] = await rows(
      `insert into consultation_response (id, consultation_id, reference, answer, text, organisation_type,
         consent_to_publish, key, received_at)
       values ($1::uuid, $1::uuid, 'R-1', 'agree', '', 'other', false, $1::uuid, $2) returning received_at as at`,
      [id, old],
    );
    await expectNow(response.at);
  });

  it('a submitted version, and the proposal', async () => {
    const id = await at.accepted();
    const version = `insert into proposal_version (id, proposal_id, no, content, content_hash, submission_key, submitted_by, submitted_at)
      select gen_random_uuid(), proposal_id, 2, content, content_hash, gen_random_uuid(), submitted_by, $2
      from proposal_version where proposal_id = $1 returning submitted_at as at`;
    await expectNow((await rows(version, [id, old]))[0].at);
    const set = (column: string) =>
      rows(`update proposal set ${column} = $2 where id = $1 returning ${column} as at`, [id, old]);
    await expect(set('created_at')).rejects.toThrow('created_at of proposal stands');
    await expectNow(
      (await rows(`update proposal set submitted_at = $2 where id = $1 returning submitted_at as at`, [id, old]))[0].at,
    );
    await expect(rows(`update submission set submitted_at = $2 where proposal_id = $1`, [id, old])).rejects.toThrow(
      'stands',
    );
  });

  it('a ballot, a vote, its close and a decision', async () => {
    const { ballot, id } = await at.opened();
    await at.votes([at.one, at.two, at.three, at.chair], ballot);
    const vote = `insert into vote select gen_random_uuid(), ballot_id, person_id, 2, choice, 'x', content_hash, $2, gen_random_uuid()
      from vote where ballot_id = $1 limit 1 returning cast_at as at`;
    await expectNow((await rows(vote, [ballot, old]))[0].at);
    const close = `update ballot set closed_at = $2, closed_by = $3, closing_key = gen_random_uuid(), outcome = 'approve'
      where id = $1 returning closed_at as at`;
    await expectNow((await rows(close, [ballot, old, at.chair.id]))[0].at);
    await expect(rows(`update ballot set closed_at = $2 where id = $1`, [ballot, old])).rejects.toThrow(
      /stands|never change/,
    );
    const decision = `insert into decision (id, ballot_id, kind, subject_kind, subject_id, content_hash, outcome, reasons, rules,
        tally, decided_by, decided_at)
      select gen_random_uuid(), id, 'recommendation', subject_kind, subject_id, content_hash, outcome, 'x', '{}', '{}', $2, $3
      from ballot where id = $1 returning decided_at as at`;
    await expectNow((await rows(decision, [ballot, at.chair.id, old]))[0].at);
    await rows(`update submission set answered_at = $2 where proposal_id = $1`, [id, '2100-01-01']);
    const [{ at: answered }] = await rows(`select answered_at as at from submission where proposal_id = $1`, [id]);
    await expectNow(answered);
    await expect(rows(`update submission set answered_at = $2 where proposal_id = $1`, [id, old])).rejects.toThrow(
      'stands',
    );
  });

  it('a suggestion, an interest, an entry in a register, an event', async () => {
    const inserts = [
      `insert into suggestion (id, reference, occupation_reference, occupation_title, part, requester, change, why, evidence, key, received_at)
       values ($1, 'S-1', 'OCC0116', 'T', 'title', 'other', 'x', 'x', '', $1, $2) returning received_at as at`,
      `insert into interest (id, about_kind, about_key, about_title, organisation, size, sector, region, needs, received_at)
       values ($1, 'occupation', 'OCC0116', 'T', 'Acme', 'small', 'x', 'x', '', $2) returning received_at as at`,
      `insert into interest_entry (id, person_id, kind, organisation, held_from, entered_at)
       select $1, id, 'employer', 'Acme', '2020-01-01', $2 from person limit 1 returning entered_at as at`,
      `insert into event (at, actor_kind, type, version, subject_kind, subject_id, subject_no, content)
       values ($2, 'system', 'x', 1, 'x', $1, 1, '{}') returning at`,
    ];
    for (const insert of inserts) await expectNow((await rows(insert, [newId(), old]))[0].at);
  });

  it('a map revision, and its approval', async () => {
    const id = newId();
    const insert = `insert into revision (id, no, title, kind, note, version, state, attempts, created_at)
      values ($1, 1, 'T', 'day-to-day', '', 1, 'draft', 0, $2) returning created_at as at`;
    await expectNow((await rows(insert, [id, old]))[0].at);
    const approve = `update revision set approved_by = $2, approved_at = $3 where id = $1 returning approved_at as at`;
    await expectNow((await rows(approve, [id, person(), old]))[0].at);
    await expect(rows(`update revision set created_at = $2 where id = $1`, [id, old])).rejects.toThrow('stands');
    await expect(rows(`update revision set published_at = $2 where id = $1`, [id, old])).rejects.toThrow(
      'only a map revision',
    );
  });
});
