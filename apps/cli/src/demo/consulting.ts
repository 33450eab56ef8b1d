import {
  type About,
  type Answers,
  ConsultationQueries,
  DraftQueries,
  pagesOf,
  Preparing,
  type Preparation,
  type TemplateKey,
} from '@app/consultations';
import { newId } from '@app/kernel';
import { Db } from '@app/platform';
import { Answering, SendingResponses, type SendingOrder } from '@app/responses';
import type { Stage } from './stage';

const day = 86_400_000;

/** A consultation of the demo: about what, under which title, for how many days. */
export type DemoConsultation = {
  template: TemplateKey;
  title: string;
  introduction: string;
  audience: string;
  subjects: Preparation['subjects'];
  days: number;
};

/** The officer prepares a consultation, and an administrator agrees to it. @returns its reference */
export async function consultOn(
  stage: Stage,
  { days, subjects, template, title, ...said }: DemoConsultation,
): Promise<string> {
  const [preparing, drafts] = [stage.app.get(Preparing), stage.app.get(DraftQueries)];
  const officer = await stage.as('officer');
  const now = await stage.app.get(Db).read().now();
  const id = await preparing.prepare(officer, { template, title, subjects, key: newId() });
  let version = await preparing.change(officer, id, 1, (content) => ({
    ...content,
    ...said,
    whyThisLong: 'Those who do this work were told of it beforehand (invented).',
    formats: 'By post: Waymark demonstration, 1 Example Street, Leeds. In large print: ask us (invented).',
    commentsAppear: 'at-once',
    closesAt: new Date(now.getTime() + days * day).toISOString(),
  }));
  for (const key of ['duration', 'holidays', 'election', 'overlap'] as const) {
    const check = (await drafts.draft(officer, id)).checks.find((one) => one.key === key);
    if (check?.met === false) {
      version = await preparing.override(
        officer,
        id,
        version,
        key,
        'It is a demonstration: the time is short so that the close can be seen.',
      );
    }
  }
  const second = await stage.as('admin');
  await preparing.ask(officer, id, version, second.id ?? '');
  return preparing.agree(second, id, version);
}

/** Somebody answers. @returns the reference of their response */
export async function answer(
  stage: Stage,
  reference: string,
  given: { about: About & { organisation?: string }; answers: Answers } & Omit<SendingOrder, 'name'>,
): Promise<string> {
  const { about, answers, ...order } = given;
  const [answering, sending] = [stage.app.get(Answering), stage.app.get(SendingResponses)];
  const { form } = await stage.app.get(ConsultationQueries).consultation(reference);
  const token = await answering.begin(reference, about);
  for (const page of pagesOf(form)) await answering.save(reference, token, page, answers, 0);
  return sending.send(reference, token, order);
}
