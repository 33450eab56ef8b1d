import { ConsultationQueries } from '@app/consultations';
import { paths } from '@app/kernel';
import { Db, Reactions } from '@app/platform';
import { responseReceived } from '@app/responses';
import type { INestApplicationContext } from '@nestjs/common';
import { consultOn } from './demo/consulting';
import { planDemoCycles } from './demo/cycles';
import { formDemoGroup } from './demo/groups';
import { Stage } from './demo/stage';
import { firstLight } from './first-light';

/** So many have answered, and have only to send: more than can be sent while the benchmark runs. */
const prepared = 30_000;

const text = `A response. ${'Employers of several kinds have this work done, and train people for it. '.repeat(8)}`;

/** The token of respondent number `no`, as their browser holds it: 32 characters. */
const tokenOf = (no: number): string => `bench-${String(no).padStart(26, '0')}`;

/** A consultation that is open and answered, as the benchmark sends responses to it. This file is all that it knows of the form. */
export type BenchForm = {
  /** Where the form is shown and sent to. */
  path: string;
  /** What respondent number `no` types, and the cookie that opens what they answered. */
  fields: (no: number) => Record<string, string>;
  cookie: (no: number) => string;
  /** One statement that stores the rows of a response; it takes nothing and makes its ids itself. */
  bare: string;
};

/** Opens a consultation in an empty database, by the verbs of the libs and the demo people, and has it answered. */
export async function benchForm(app: INestApplicationContext): Promise<BenchForm> {
  for (const step of firstLight) if (['map', 'demo-people'].includes(step.name)) await step.load(app, () => {});
  const stage = new Stage(app, await formDemoGroup(app));
  await planDemoCycles(stage);
  const ref = await stage.submitted(stage.invented('drone-maintenance-technician'));
  const reference = await consultOn(stage, {
    template: 'proposal',
    title: 'Should “Drone maintenance technician” be on the map?',
    introduction: 'Say whether it is one occupation; nothing is decided yet.',
    audience: 'Everybody who measures.',
    subjects: [{ kind: 'proposal', ref }],
    days: 30,
  });
  const { id } = await app.get(ConsultationQueries).consultation(reference);
  await app.get(Db).write((tx) =>
    tx.rows(
      `insert into response_draft (id, consultation_id, token_hash, form_version, about, answers)
       select gen_random_uuid(), $1, encode(sha256(('bench-' || lpad(no::text, 26, '0'))::bytea), 'hex'), 1, $2, $3
       from generate_series(1, $4::int) as no`,
      [id, JSON.stringify({ capacity: 'individual' }), JSON.stringify(answers), prepared],
    ),
  );
  const reactions = app.get(Reactions).to(responseReceived.definition.type);
  return {
    path: paths.respondPart(reference, 'check'),
    fields: (no) => ({ permission: 'anonymous', name: '', copy: 'yes', email: `respondent-${no}@bench.test` }),
    cookie: (no) => `waymark_answer_${reference}=${tokenOf(no)}`,
    bare: bareSql({ id, reference }, reactions),
  };
}

const answers = {
  agree: { saved: 1, formVersion: 1, blocks: { '': { choices: ['agree'] } } },
  comments: { saved: 1, formVersion: 1, blocks: { '': { text } } },
};

function bareSql({ id, reference }: { id: string; reference: string }, reactions: readonly { name: string }[]): string {
  const contentHash = '0'.repeat(64);
  const content = JSON.stringify({
    consultation: reference,
    consultationId: id,
    contentHash,
    hasTexts: true,
    reference: 'R-0000-0000',
    sending: 1,
    title: 'Should this be on the map?',
  });
  const names = reactions.map(({ name }) => `'${name}'`).join();
  const email = `own || '@bench.test'`;
  return `
    with drafted as (
      insert into response_draft (id, consultation_id, token_hash, form_version, email, email_normal)
      select own, '${id}', own, 1, ${email}, ${email} from gen_random_uuid() as own returning id
    ), response as (
      insert into consultation_response (id, consultation_id, reference, key, received_at)
      select gen_random_uuid(), '${id}', 'R-' || id, id, waymark_now() from drafted returning id
    ), sent as (
      insert into response_sending (response_id, no, form_version, about, permission, content_hash, sent_at)
      select id, 1, 1, '{"capacity":"individual"}', 'anonymous', '${contentHash}', waymark_now() from response
    ), answered as (
      insert into response_answer (response_id, sending, question, block, choices, text)
      select id, 1, question, '', choices, text from response,
        (values ('agree', array['agree'], null), ('comments', null, '${text}')) as a (question, choices, text)
    ), respondent as (
      insert into respondent (response_id, name, email, email_normal, wants_copy)
      select id, '', id || '@bench.test', id || '@bench.test', true from response
    ), recorded as (
      insert into event (actor_kind, type, version, subject_kind, subject_id, subject_no, content, request_id)
      select 'public', 'response.received', 2, 'response', id, 1, '${content}', gen_random_uuid() from response
      returning seq
    )
    insert into outbox (id, event_seq, reaction) select gen_random_uuid(), seq, reaction
    from recorded, unnest(array[${names}]) as reaction`;
}
