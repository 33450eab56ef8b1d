import { Preparing, questionsOf } from '@app/consultations';
import { type Actor, longText, paths } from '@app/kernel';
import { Controller, Param } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { idOf, version } from '../../http/fields';
import type { Form } from '../../http/forms';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { BuilderPage } from './builder.page';
import { sectionsOf } from './builder.view';

const readVersion = z.object({ seen: version });
const withWhy = readVersion.extend({ why: longText(1000).default('') });

/** What leads from a draft to a consultation: a second person is asked, agrees, or sends it back; or it is given up. */
@Controller('consultation-drafts/:id')
@Can('consultation.prepare')
export class AgreeingController {
  constructor(
    private readonly preparing: Preparing,
    private readonly builder: BuilderPage,
  ) {}

  @FormPage('ask')
  async ask(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      readVersion,
      async ({ seen }) => {
        await this.preparing.ask(actor, idOf(id), seen);
        return redirect(paths.consultationDraft(id));
      },
      (form) => this.showStep(actor, id, 'ask', form),
    );
  }

  @FormPage('agree')
  @Can('consultation.agree')
  async agree(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      readVersion,
      async ({ seen }) => redirect(paths.consultationRun(await this.preparing.agree(actor, idOf(id), seen))),
      (form) => this.showStep(actor, id, 'agree', form),
    );
  }

  @FormPage('send-back')
  @Can('consultation.agree')
  async sendBack(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      withWhy,
      async ({ seen, why }) => {
        await this.preparing.sendBack(actor, idOf(id), seen, why);
        return redirect(paths.consultationDraft(id));
      },
      (form) => this.showStep(actor, id, 'send-back', form),
    );
  }

  @FormPage('give-up')
  async giveUp(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      readVersion,
      async ({ seen }) => {
        await this.preparing.giveUp(actor, idOf(id), seen);
        return redirect(paths.consultationDrafts());
      },
      (form) => this.showStep(actor, id, 'give-up', form),
    );
  }

  private async showStep(actor: Actor, id: string, step: keyof typeof titles, form: Form): Promise<Answer> {
    const about = await this.builder.about(actor, idOf(id));
    const { form: asked } = about.content;
    const view = { title: titles[step], step, questions: questionsOf(asked).length, sections: sectionsOf(asked) };
    return page('preparing/step', { ...view, ...about, form });
  }
}

const titles = {
  ask: 'Ask a second person to agree',
  agree: 'Agree to this consultation',
  'send-back': 'Send it back',
  'give-up': 'Give this draft up',
} as const;
