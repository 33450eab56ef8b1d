import type { Client } from 'pg';

/** What the form asks for: all that the benchmark knows of it. Whoever changes the form changes these two. */
const path = (consultation: string): string => `/consultations/${consultation}/respond`;
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

/** The consultation of the demo that is open, and the rows that a response to it has. */
export async function benchForm(client: Client): Promise<BenchForm> {
  const { rows } = await client.query<{ id: string; reference: string }>(
    `select id, reference from consultation where opens_at <= waymark_now() and closes_at > waymark_now() + interval '1 hour' limit 1`,
  );
  const [open] = rows;
  if (open === undefined) throw new Error('The demo has no consultation that is open.');
  const followed = await client.query<{ reaction: string }>(
    `select distinct reaction from outbox join event on seq = event_seq where type = 'response.received'`,
  );
  return { path: path(open.reference), fields, bare: bareSql(open, followed.rows) };
}

function bareSql(
  { id, reference }: { id: string; reference: string },
  followed: readonly { reaction: string }[],
): string {
  const { text } = fields(0);
  const contentHash = '0'.repeat(64);
  const content = JSON.stringify({
    consentToPublish: true,
    consultation: reference,
    consultationId: id,
    contentHash,
    reference: 'R-0000-0000',
  });
  const reactions = followed.map(({ reaction }) => `'${reaction}'`).join();
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
    from recorded, unnest(array[${reactions}]) as reaction`;
}
