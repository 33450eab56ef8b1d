import { type About, organisationTypes } from '@app/consultations';
import { newId } from '@app/kernel';
import { type DemoResponse, loadDemoContent } from '@app/occupational-map';
import { Moderating, ModerationQueries, passagesIn, type Ruling } from '@app/responses';
import { answer, consultOn } from './consulting';
import type { Stage } from './stage';

/**
 * A closed consultation with 10 responses, all ruled on, and an open one with 15, of which 5 wait for a moderator: on the
 * conversation designer, of whom most of the invented responses speak; the others would fit any proposal.
 */
export async function playConsultations(stage: Stage, closedOn: string, openOn: string): Promise<void> {
  const { responses } = loadDemoContent();
  const waits = ({ moderation, consentToPublish }: DemoResponse): boolean => consentToPublish && moderation === null;
  const ofAny = responses.filter((response) => response.proposal === null && !waits(response));
  const closed = await announce(stage, closedOn, 2);
  for (const response of ofAny) await respond(stage, closed, response);
  await stage.pass(3);
  const open = await announce(stage, openOn, 30);
  const ofIt = responses.filter((response) => !ofAny.includes(response));
  for (const response of ofIt.sort((a, b) => Number(waits(a)) - Number(waits(b)))) await respond(stage, open, response);
}

async function announce(stage: Stage, proposalId: string, days: number): Promise<string> {
  const title = await stage.titleOf(proposalId);
  return consultOn(stage, {
    template: 'proposal',
    title: `Should “${title}” be on the map?`,
    introduction: `A trailblazer group has proposed ${title} as an occupation. Say whether it is recognised in your work, and what is missing. The consultation and its responses are invented for the demonstration.`,
    audience: 'Employers of any size, people who do this work, those who teach it. Anybody may answer.',
    subjects: [{ kind: 'proposal', ref: proposalId }],
    days,
  });
}

async function respond(stage: Stage, consultation: string, given: DemoResponse): Promise<void> {
  const reference = await answer(stage, consultation, {
    about: aboutOf(given.organisationType),
    answers: {
      agree: { '': { choices: [given.answer] } },
      [given.answer === 'disagree' ? 'why-not' : 'comments']: given.text === '' ? {} : { '': { text: given.text } },
    },
    permission: given.consentToPublish ? 'anonymous' : 'confidential',
    email: `respondent.${newId()}@demo.waymark.test`,
  });
  if (given.moderation === null) return;
  const waiting = (await stage.app.get(ModerationQueries).queue('waiting', null)).find(
    (row) => row.reference === reference,
  );
  // What nobody wrote a word with has nothing to be ruled on.
  if (waiting === undefined) return;
  await stage.app.get(Moderating).moderate(await stage.as('moderator'), waiting, rulingOf(given), 0);
}

function rulingOf({ text, moderation }: DemoResponse): Ruling {
  const { outcome = 'published', marked = text, reason = '' } = moderation ?? {};
  if (outcome === 'published') return { outcome, reason };
  if (outcome === 'rejected') return { outcome, ground: 'abuse', reason };
  const passages = (passagesIn(text, marked) ?? []).map((span) => ({ ...span, ground: 'personal-data' as const }));
  return { outcome, passages, reason };
}

function aboutOf(type: string): About & { organisation?: string } {
  if (type === 'individual') return { capacity: 'individual', role: 'works-in-it' };
  if (type === 'apprentice') return { capacity: 'individual', role: 'learner' };
  const known = Object.keys(organisationTypes).find((key): key is keyof typeof organisationTypes => key === type);
  return {
    capacity: 'organisation',
    type: known ?? 'other',
    organisation: `A ${organisationTypes[known ?? 'other'].toLowerCase()} (invented)`,
  };
}
