import { formOfOneQuestion } from '@app/consultations';
import { newId } from '@app/kernel';
import { type DatabaseBefore, databaseBefore } from '@test/support';
import { Consultations1700000000052 } from './0052-consultations';

const [officer, moderator, proposal, group, consultation] = [newId(), newId(), newId(), newId(), newId()];
let before: DatabaseBefore;
let owner: DatabaseBefore['owner'];
const all = async <R extends object>(sql: string): Promise<R[]> => (await owner.query<R>(sql)).rows;

/** What has to be the same after the migration as before: rows as they stood, references, receipts, events and counts. */
const kept = async () => ({
  consultations: await all(
    `select id, reference, title, introduction, subject_kind, subject_id, proposed, opens_at, closes_at, created_by, creation_key from consultation order by id`,
  ),
  responses: await all(
    `select id, consultation_id, reference, answer, text, organisation_type, consent_to_publish, key, received_at from consultation_response order by id`,
  ),
  respondents: await all('select response_id, name, email from respondent order by response_id'),
  rulings: await all(
    'select id, response_id, no, outcome, published_text, reason, ruled_by, ruled_at from response_ruling order by id',
  ),
  events: await all('select seq, type, content from event order by seq'),
  published: await all('select id, consultation_id, reference, received_at from published_response order by id'),
});
let stood: Awaited<ReturnType<typeof kept>>;

async function response(no: number, answer: string, text: string, type: string, consent: boolean): Promise<string> {
  const id = newId();
  await owner.query(
    `insert into consultation_response (id, consultation_id, reference, answer, text, organisation_type, consent_to_publish, key, received_at)
     values ($1, $2, $3, $4, $5, $6, $7, gen_random_uuid(), '2026-02-01')`,
    [id, consultation, `R-AAAA-000${no}`, answer, text, type, consent],
  );
  await owner.query('insert into respondent (response_id, name, email) values ($1, $2, $3)', [
    id,
    `Name ${no}`,
    `${no}@example.test`,
  ]);
  return id;
}
const ruling = (id: string, outcome: string, text: string | null) =>
  owner.query(
    `insert into response_ruling (id, response_id, no, outcome, published_text, reason, ruled_by, ruled_at)
     values (gen_random_uuid(), $1, 1, $2, $3, 'A reason', $4, '2026-02-02')`,
    [id, outcome, text, moderator],
  );

beforeAll(async () => {
  before = await databaseBefore(Consultations1700000000052);
  owner = before.owner;
  // Rows as earlier versions wrote them, at times of their own.
  await owner.query('set session_replication_role = replica');
  for (const id of [officer, moderator]) {
    await owner.query(`insert into person (id, email, email_normal, name) values ($1, $2, $2, 'Somebody')`, [
      id,
      `${id}@example.test`,
    ]);
  }
  await owner.query(
    `insert into consultation (id, reference, title, introduction, subject_kind, subject_id, subject_version_id, proposed, opens_at, closes_at,
       created_by, created_at, creation_key)
     values ($1, 'C0001', 'What do you think?', 'Tell us', 'proposal', $2, $3, '{"title":"Roof gardener","facts":[],"sections":[]}',
       '2026-01-01', '2026-03-01', $4, '2026-01-01', gen_random_uuid())`,
    [consultation, proposal, group, officer],
  );
  await ruling(await response(1, 'agree', 'We need it', 'employer', true), 'published', 'We need it');
  await ruling(await response(2, 'disagree', 'Ask Jane', 'apprentice', true), 'redacted', 'Ask [name]');
  await ruling(await response(3, 'agree', '', 'individual', true), 'published', '');
  await ruling(await response(4, 'disagree', 'Nonsense', 'college', true), 'rejected', null);
  await response(5, 'do-not-know', 'Waits', 'other', true);
  await response(6, 'agree', 'Confidential', 'regulator', false);
  await owner.query('set session_replication_role = origin');
  stood = await kept();
  await before.onward();
});
afterAll(() => before?.close());

it('every row, reference, receipt, event and count is as it was', async () => {
  expect(stood.responses).toHaveLength(6);
  expect(stood.published).toHaveLength(3);
  expect(await kept()).toEqual(stood);
});

it('each consultation has version 1 of the form that it asked, its subject and its deadline', async () => {
  const [form] = await all<{ version: number; form: object }>('select version, form from consultation_form');
  expect(form?.version).toBe(1);
  const [section] = formOfOneQuestion.sections;
  const [agree, comments] = section?.questions ?? [];
  const { help: _, ...words } = comments ?? {};
  expect(form?.form).toMatchObject({ sections: [{ questions: [agree, words] }] });
  expect(await all('select no, kind, ref, title from consultation_subject')).toEqual([
    { no: 1, kind: 'proposal', ref: proposal, title: 'Roof gardener' },
  ]);
  const [{ same }] = await all<{ same: boolean }>(
    `select s.closes_at = c.closes_at and s.standing = 'closed' as same from consultation_standing s join consultation c on c.id = s.id`,
  );
  expect(same).toBe(true);
});

it('each response has its answer rows; one view reads old and new', async () => {
  expect(
    await all(`select r.reference, r.permission, r.about ->> 'type' as type, r.about ->> 'role' as role, r.received_at = r.sent_at as same,
      (select string_agg(a.choices[1], ',') from response_answer a where a.response_id = r.id and a.question = 'agree') as agree
      from standing_response r order by r.reference`),
  ).toEqual([
    { reference: 'R-AAAA-0001', permission: 'anonymous', type: 'employer', role: null, same: true, agree: 'agree' },
    { reference: 'R-AAAA-0002', permission: 'anonymous', type: null, role: 'learner', same: true, agree: 'disagree' },
    { reference: 'R-AAAA-0003', permission: 'anonymous', type: null, role: null, same: true, agree: 'agree' },
    { reference: 'R-AAAA-0004', permission: 'anonymous', type: 'college', role: null, same: true, agree: 'disagree' },
    { reference: 'R-AAAA-0005', permission: 'anonymous', type: 'other', role: null, same: true, agree: 'do-not-know' },
    { reference: 'R-AAAA-0006', permission: 'confidential', type: 'regulator', role: null, same: true, agree: 'agree' },
  ]);
  expect(await all('select reference, text, redacted from published_comment order by reference')).toEqual([
    { reference: 'R-AAAA-0001', text: 'We need it', redacted: false },
    { reference: 'R-AAAA-0002', text: 'Ask [name]', redacted: true },
  ]);
  expect(await all(`select reference from ruled_text where permission <> 'confidential' and outcome is null`)).toEqual([
    { reference: 'R-AAAA-0005' },
  ]);
});
