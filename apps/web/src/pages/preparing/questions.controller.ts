import {
  addQuestion,
  type ConsultationForm,
  editQuestion,
  moveQuestion,
  numberOf,
  Preparing,
  questionsOf,
  removalGaps,
  removeQuestion,
  sectionOf,
} from '@app/consultations';
import { type Actor, NotFound, refuse, refuseIf } from '@app/kernel';
import { Body, Controller, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { Asked, type AskedOf, whole } from '../../http/asked';
import { type Answer, page } from '../../http/answers';
import { idOf, version } from '../../http/fields';
import { answer } from '../../http/forms';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { BuilderPage } from './builder.page';
import { changeForm } from './change-form';
import { questionForm, questionFrom } from './question.form';

const readVersion = z.object({ seen: version });
const moving = readVersion.extend({ to: z.enum(['up', 'down']) });
const place = { section: whole(1, 100) };

/** The questions of a draft, each changed by a small form of its own. */
@Controller('consultation-drafts/:id')
@Can('consultation.prepare')
export class QuestionsController {
  constructor(
    private readonly preparing: Preparing,
    private readonly builder: BuilderPage,
  ) {}

  @FormPage('questions/new')
  async add(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Asked(place) asked: AskedOf<typeof place>,
    @Sent() sent: SentForm,
  ): Promise<Answer> {
    const editing = { key: null, section: (asked.section ?? 1) - 1 };
    return sent.answer(
      questionForm,
      (given) =>
        changeForm(this.preparing, actor, { id, seen: given.seen }, (form) =>
          addQuestion(form, given.section, questionFrom(given, form, null)),
        ),
      (form) => this.builder.edit(actor, idOf(id), editing, form),
    );
  }

  @FormPage('questions/:key')
  async edit(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('key') key: string,
    @Sent() sent: SentForm,
  ): Promise<Answer> {
    return sent.answer(
      questionForm,
      (given) =>
        changeForm(this.preparing, actor, { id, seen: given.seen }, (form) =>
          editQuestion(form, questionFrom(given, form, found(form, key)), given.section),
        ),
      (form) => this.builder.edit(actor, idOf(id), { key, section: 0 }, form),
    );
  }

  @Post('questions/:key/move')
  async move(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('key') key: string,
    @Body() body: unknown,
  ): Promise<Answer> {
    return answer(
      body,
      moving,
      ({ seen, to }) =>
        changeForm(this.preparing, actor, { id, seen }, (form) => {
          found(form, key);
          return moveQuestion(form, key, to);
        }),
      (form) => this.builder.show(actor, idOf(id), form),
    );
  }

  @FormPage('questions/:key/remove')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('key') key: string,
    @Sent() sent: SentForm,
  ): Promise<Answer> {
    return sent.answer(
      readVersion,
      ({ seen }) =>
        changeForm(this.preparing, actor, { id, seen }, (form) => {
          found(form, key);
          refuseIf(removalGaps(form, key));
          return removeQuestion(form, key);
        }),
      async (form) => {
        const about = await this.builder.about(actor, idOf(id));
        const { form: asked } = about.content;
        const question = questionsOf(asked).find((one) => one.key === key);
        if (question === undefined) throw new NotFound('This question');
        const title = `Take out question ${numberOf(asked, key)}`;
        return page('preparing/remove', { title, what: question.text, held: removalGaps(asked, key), ...about, form });
      },
    );
  }
}

/** The question of that key. @throws Refused where somebody took it out */
function found(form: ConsultationForm, key: string) {
  return sectionOf(form, key) < 0
    ? refuse('This question is not there any more')
    : (questionsOf(form).find((one) => one.key === key) ?? null);
}
