import { ApiKeys } from '@app/accounts';
import { type Actor, oneLine, paths } from '@app/kernel';
import { Controller, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Form } from '../../http/forms';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { key } from '../../http/fields';

const making = z.object({
  key,
  name: oneLine(100, 'Enter what the key is for'),
});

/** A person's own keys for the programming interfaces. */
@Controller('account/api-keys')
@Can('account.use')
export class ApiKeysController {
  constructor(private readonly keys: ApiKeys) {}

  @FormPage()
  async make(@CurrentActor() actor: Actor, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      making,
      async ({ key, name }) => {
        const made = await this.keys.make(actor, { id: key, name });
        return this.show(actor, Form.first(making), made);
      },
      (form) => this.show(actor, form),
    );
  }

  @Post(':id/revoke')
  async revoke(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    if (z.uuid().safeParse(id).success) await this.keys.revoke(actor, id);
    return redirect(paths.apiKeys());
  }

  private async show(actor: Actor, form: Form, made: string | null = null): Promise<Answer> {
    const keys = actor.id === null ? [] : await this.keys.list(actor.id);
    return page('accounts/api-keys', { title: 'Your API keys', keys, form, made });
  }
}
