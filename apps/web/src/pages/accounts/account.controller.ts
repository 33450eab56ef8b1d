import type { Actor } from '@app/kernel';
import { Controller, Get } from '@nestjs/common';
import { Can, CurrentActor } from '../../http/access';
import { type Page, page } from '../../http/answers';

/** A person's own account: who they are here, what they may do, where their settings are. */
@Controller('account')
export class AccountController {
  @Get()
  @Can('account.use')
  account(@CurrentActor() actor: Actor): Page {
    return page('accounts/account', { title: 'Your account', grants: actor.grants });
  }
}
