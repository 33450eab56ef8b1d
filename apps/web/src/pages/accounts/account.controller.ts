import { type Actor, mayAtAll } from '@app/kernel';
import { panelPolicy } from '@app/panels';
import { Controller, Get } from '@nestjs/common';
import { Can, CurrentActor } from '../../http/access';
import { type Page, page } from '../../http/answers';
import { Places, roleWords } from './places';

/** A person's own account: who they are here, what they may do, where their settings are. */
@Controller('account')
export class AccountController {
  constructor(private readonly places: Places) {}

  @Get()
  @Can('account.use')
  async account(@CurrentActor() actor: Actor): Promise<Page> {
    const places = await this.places.all();
    return page('accounts/account', {
      title: 'Your account',
      onPanel: mayAtAll(panelPolicy.keepRegister, actor),
      roles: actor.grants.map((grant) => roleWords(grant, places)),
    });
  }
}
