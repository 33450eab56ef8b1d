import { Preparing, questionsOf } from '@app/consultations';
import { type Actor, longText, paths } from '@app/kernel';
import { Controller, Param } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { idOf, version } from '../../http/fields';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { BuilderPage } from './builder.page';
import { sectionsOf } from './builder.view';

const readVersion = z.object({ seen: version });
const withWhy = readVersion.extend({ why: longText(1000).default('') });
const withWhom = readVersion.extend({ of: z.uuid({ error: 'Choose whom you ask' }) });

/** What leads from a draft to a consultation: a second person is asked, agrees, or sends it back; or it is given up. */
@Controller('consultation-drafts/:id')
@Can('consultation.prepare')
export class AgreeingController {
  constructor(
    private readonly preparing: Preparing,
    private readonly builder: BuilderPage,
  ) {}

  @FormPage('ask')
  ask(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return this.step(actor, id, 'ask', sent, withWhom, async ({ seen, of }) => {
      await this.preparing.ask(actor, idOf(id), seen, of);
    });
  }

  @FormPage('reassign')
  reassign(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return this.step(actor, id, 'reassign', sent, withWhom, async ({ seen, of }) => {
      await this.preparing.reassign(actor, idOf(id), seen, of);
    });
  }

  @FormPage('agree')
  @Can('consultation.agree')
  agree(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return this.step(actor, id, 'agree', sent, readVersion, async ({ seen }) =>
      paths.consultationRun(await this.preparing.agree(actor, idOf(id), seen)),
    );
  }

  @FormPage('send-back')
  @Can('consultation.agree')
  sendBack(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return this.step(actor, id, 'send-back', sent, withWhy, async ({ seen, why }) => {
      await this.preparing.sendBack(actor, idOf(id), seen, why);
    });
  }

  @FormPage('give-up')
  giveUp(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return this.step(actor, id, 'give-up', sent, readVersion, async ({ seen }) => {
      await this.preparing.giveUp(actor, idOf(id), seen);
      return paths.consultationDrafts();
    });
  }

  /** A page on which a step is read again and taken; it leads back to the draft where `take` names no other page. */
  private async step<S extends z.ZodType>(
    actor: Actor,
    id: string,
    step: keyof typeof titles,
    sent: SentForm,
    schema: S,
    take: (given: z.infer<S>) => Promise<string | void>,
  ): Promise<Answer> {
    return sent.answer(
      schema,
      async (given) => redirect((await take(given)) ?? paths.consultationDraft(id)),
      async (form) => {
        const about = await this.builder.about(actor, idOf(id));
        const { form: asked } = about.content;
        const view = { title: titles[step], step, questions: questionsOf(asked).length, sections: sectionsOf(asked) };
        const people = about.able.map(({ id: value, name: text }) => ({ value, text }));
        return page('preparing/step', { ...view, ...about, people, form });
      },
    );
  }
}

const titles = {
  ask: 'Ask a second person to agree',
  reassign: 'Ask somebody else',
  agree: 'Agree to this consultation',
  'send-back': 'Send it back',
  'give-up': 'Give this draft up',
} as const;
