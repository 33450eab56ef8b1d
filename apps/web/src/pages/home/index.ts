import { WaitingList } from '@app/accounts';
import type { Actor } from '@app/kernel';
import { Db } from '@app/platform';
import { Controller, Get } from '@nestjs/common';
import { Can, CurrentActor, Public } from '../../http/access';
import { type Page, page } from '../../http/answers';

/** The start page for everybody, and "Waiting for me" for who is signed in. */
@Controller()
class HomeController {
  constructor(
    private readonly db: Db,
    private readonly waiting: WaitingList,
  ) {}

  @Get('/')
  @Public()
  home(): Page {
    return page('home/home', { title: 'Occupational maps' });
  }

  @Get('/dashboard')
  @Can('account.use')
  async dashboard(@CurrentActor() actor: Actor): Promise<Page> {
    const entries = await this.waiting.entries(this.db.read(), actor);
    return page('home/dashboard', { title: 'Waiting for me', entries });
  }
}

export const homeControllers = [HomeController];
