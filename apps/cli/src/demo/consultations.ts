import { ConsultationQueries, Consultations, type OrganisationType, organisationTypes } from '@app/consultations';
import { newId } from '@app/kernel';
import { type DemoResponse, loadDemoContent } from '@app/occupational-map';
import { Db } from '@app/platform';
import type { Stage } from './stage';

const day = 86_400_000;

/** A closed consultation with 12 responses, all ruled on, and an open one with 13, of which 5 wait for a moderator. */
export async function playConsultations(stage: Stage, closedOn: string, openOn: string): Promise<void> {
  const { responses } = loadDemoContent();
  const waiting = responses.filter(({ moderation, consentToPublish }) => consentToPublish && moderation === null);
  const ruled = responses.filter((response) => !waiting.includes(response));
  const closed = await announce(stage, closedOn, 'Should this occupation be on the map?', 2);
  for (const response of ruled.slice(0, 12)) await respond(stage, closed, response);
  await stage.pass(3);
  const open = await announce(stage, openOn, 'What do you think of this proposal?', 30);
  for (const response of [...ruled.slice(12), ...waiting]) await respond(stage, open, response);
}

async function announce(stage: Stage, proposalId: string, title: string, days: number): Promise<string> {
  const now = await stage.app.get(Db).read().now();
  return stage.app.get(Consultations).announce(await stage.as('officer'), {
    proposalId,
    title,
    introduction:
      'A trailblazer group has proposed an occupation. Say whether it is recognised in your work, and what is missing. The consultation and its responses are invented for the demonstration.',
    opensAt: null,
    closesAt: new Date(now.getTime() + days * day),
    key: newId(),
  });
}

async function respond(stage: Stage, consultation: string, given: DemoResponse): Promise<void> {
  const consultations = stage.app.get(Consultations);
  const type = organisationTypes.find((known) => known === given.organisationType);
  const reference = await consultations.respond(consultation, {
    answer: given.answer,
    text: given.text,
    organisationType: type ?? ('other' satisfies OrganisationType),
    consentToPublish: given.consentToPublish,
    name: '',
    email: `respondent.${newId()}@demo.waymark.test`,
    key: newId(),
  });
  if (given.moderation === null) return;
  const [waiting] = (await stage.app.get(ConsultationQueries).queue('waiting', null)).filter(
    (row) => row.reference === reference,
  );
  if (waiting === undefined) throw new Error(`Response ${reference} does not wait for a moderator`);
  await consultations.moderate(await stage.as('moderator'), waiting.id, given.moderation, 0);
}
