import { type Answers, type ConsultationForm, pagesOf } from '@app/consultations';
import type { Answering } from './answering.service';
import type { SavedAbout } from './domain';
import { savesOf } from './domain';
import type { SendingOrder, SendingResponses } from './sending.service';

/** What somebody answers; what is not given is as plain as can be. */
export type Answered = { answers?: Answers; about?: SavedAbout } & Partial<SendingOrder>;

/** Somebody answers page by page. @returns the token that opens their draft */
export async function aDraft(
  answering: Answering,
  consultation: { reference: string; form: ConsultationForm },
  { answers = { agree: { '': { choices: ['agree'] } } }, about = { capacity: 'individual' } }: Answered = {},
): Promise<string> {
  const { reference, form } = consultation;
  const token = await answering.begin(reference, about);
  for (const page of pagesOf(form)) {
    const draft = await answering.draft(reference, token);
    if (draft === null) throw new Error('There is no draft');
    await answering.save(reference, token, page, answers, savesOf(page, draft.answers));
  }
  return token;
}

/** Somebody answers, and sends it. @returns the reference, and the token that opens their draft */
export async function aResponse(
  { answering, sending }: { answering: Answering; sending: SendingResponses },
  consultation: { reference: string; form: ConsultationForm },
  given: Answered = {},
): Promise<{ reference: string; token: string }> {
  const token = await aDraft(answering, consultation, given);
  const { answers: _, about: __, ...order } = given;
  const choices = { permission: 'anonymous' as const, email: null, ...order };
  return { reference: await sending.send(consultation.reference, token, choices), token };
}
