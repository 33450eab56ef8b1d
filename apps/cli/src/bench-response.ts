import { ConsultationQueries, Consultations, responseReceived } from '@app/consultations';
import { newId, paths } from '@app/kernel';
import { Db, Reactions } from '@app/platform';
import type { INestApplicationContext } from '@nestjs/common';
import { planDemoCycles } from './demo/cycles';
import { formDemoGroup } from './demo/groups';
import { Stage } from './demo/stage';
import { firstLight } from './first-light';

/** What the form asks for. This file is all that the benchmark knows of the form: whoever changes one changes the other. */
const fields = (no: number): Record<string, string> => ({
  answer: 'agree',
  text: `Response ${no}. ${'Employers of several kinds have this work done, and train people for it. '.repeat(8)}`,
  organisationType: 'employer',
  name: `Respondent ${no}`,
  email: `respondent-${no}@bench.test`,
  consent: 'yes',
});

/** A consultation that is open, as the benchmark responds to it. */
export type BenchForm = {
  /** Where the form is shown and sent to. */
  path: string;
  /** What respondent number `no` types. */
  fields: (no: number) => Record<string, string>;
  /** One statement that stores the rows of a response; it takes nothing and makes its ids itself. */
  bare: string;
};

/** Opens a consultation in an empty database, by the verbs of the libs and the demo people. */
export async function benchForm(app: INestApplicationContext): Promise<BenchForm> {
  for (const step of firstLight) if (['map', 'demo-people'].includes(step.name)) await step.load(app, () => {});
  const stage = new Stage(app, await formDemoGroup(app));
  await planDemoCycles(stage);
  const proposalId = await stage.submitted(stage.invented('drone-maintenance-technician'));
  const closesAt = new Date((await app.get(Db).read().now()).getTime() + 30 * 86_400_000);
  const reference = await app.get(Consultations).announce(await stage.as('officer'), {
    proposalId,
    title: 'What do you think of this proposal?',
    introduction: 'Say whether it is one occupation.',
    opensAt: null,
    closesAt,
    key: newId(),
  });
  const { id } = await app.get(ConsultationQueries).consultation(reference);
  const reactions = app.get(Reactions).to(responseReceived.definition.type);
  return { path: paths.consultationRespond(reference), fields, bare: bareSql({ id, reference }, reactions) };
}

function bareSql({ id, reference }: { id: string; reference: string }, reactions: readonly { name: string }[]): string {
  const { text } = fields(0);
  const contentHash = '0'.repeat(64);
  const content = JSON.stringify({
    consentToPublish: true,
    consultation: reference,
    consultationId: id,
    contentHash,
    reference: 'R-0000-0000',
  });
  const names = reactions.map(({ name }) => `'${name}'`).join();
  return `
    with response as (
      insert into consultation_response (id, consultation_id, reference, answer, text, organisation_type, consent_to_publish, key, received_at)
      select own, '${id}', 'R-' || own, 'agree', '${text}', 'employer', true, gen_random_uuid(), waymark_now()
      from gen_random_uuid() as own returning id
    ), respondent as (
      insert into respondent (response_id, name, email) select id, 'Respondent', id || '@bench.test' from response
    ), recorded as (
      insert into event (actor_kind, type, version, subject_kind, subject_id, subject_no, content, request_id)
      select 'public', 'response.received', 1, 'response', id, 1, '${content}', gen_random_uuid() from response
      returning seq
    )
    insert into outbox (id, event_seq, reaction) select gen_random_uuid(), seq, reaction
    from recorded, unnest(array[${names}]) as reaction`;
}
