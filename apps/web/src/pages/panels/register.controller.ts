import { type Actor, day, oneLine, paths, newId } from '@app/kernel';
import { interestKinds, RegisterOfInterests } from '@app/panels';
import { Body, Controller, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { idOf, key } from '../../http/fields';
import { interestChoices, interestView } from './members.view';

const lastDay = day('Enter the last day like 2027-03-31');
const entryForm = z.object({
  key,
  kind: z.enum(interestKinds, { error: 'Choose what kind of interest it is' }),
  organisation: oneLine(200, 'Enter the name of the organisation'),
  from: day('Enter the first day like 2025-03-31'),
  until: z.union([z.literal(''), lastDay]).default(''),
});
const endForm = z.object({ until: lastDay });
const confirmForm = z.object({ key });

/** A panel member's own register of interests: entered, ended, confirmed; published on the pages of their panels. */
@Controller('account/interests')
@Can('panel.keepRegister')
export class RegisterController {
  constructor(private readonly register: RegisterOfInterests) {}

  @FormPage()
  async enter(@CurrentActor() actor: Actor, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      entryForm,
      async ({ key, until, ...entry }) => {
        await this.register.enter(actor, { id: key, ...entry, until: until === '' ? null : until });
        return redirect(paths.interests());
      },
      (form) => this.shown(actor, form),
    );
  }

  @Post('confirm')
  async confirm(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      confirmForm,
      async ({ key }) => {
        await this.register.confirm(actor, key);
        return redirect(paths.interests());
      },
      (form) => this.shown(actor, form),
    );
  }

  @FormPage(':id/end')
  async end(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      endForm,
      async ({ until }) => {
        await this.register.end(actor, idOf(id), until);
        return redirect(paths.interests());
      },
      (form) => this.showEnding(actor, id, form),
    );
  }

  private async shown(actor: Actor, form: Form): Promise<Answer> {
    const { interests, lastSaid, due } = await this.register.own(actor);
    return page('panels/register', {
      title: 'Your register of interests',
      interests: interests.map(interestView),
      lastSaid,
      due,
      choices: interestChoices,
      fresh: { key: newId() },
      form,
    });
  }

  private async showEnding(actor: Actor, id: string, form: Form): Promise<Answer> {
    const { interests } = await this.register.own(actor);
    const interest = interests.find((one) => one.id === id);
    if (interest === undefined) return redirect(paths.interests());
    return page('panels/register-end', { title: `End of your interest in ${interest.organisation}`, interest, form });
  }
}
