import { ApiKeys } from '@app/accounts';
import { type Actor, newId, oneLine, paths } from '@app/kernel';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';

const making = z.object({
  key: z.uuid(),
  name: oneLine(100, 'Enter what the key is for'),
});

/** A person's own keys for the programming interfaces. */
@Controller('account/api-keys')
@Can('account.use')
export class ApiKeysController {
  constructor(private readonly keys: ApiKeys) {}

  @Get()
  async list(@CurrentActor() actor: Actor): Promise<Answer> {
    return this.show(actor, new Form({ key: newId() }));
  }

  @Post()
  async make(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      making,
      async ({ key, name }) => {
        const made = await this.keys.make(actor, { id: key, name });
        return this.show(actor, new Form({ key: newId() }), made);
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
