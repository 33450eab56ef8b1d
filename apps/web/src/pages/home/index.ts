import { WaitingList } from '@app/accounts';
import { type Actor, paths } from '@app/kernel';
import { EditionQueries, type EditionWithChanges, type PublishedMap } from '@app/occupational-map';
import { Db } from '@app/platform';
import { Controller, Get } from '@nestjs/common';
import { Can, CurrentActor, Public } from '../../http/access';
import { type Page, page } from '../../http/answers';
import type { Ready } from '../../http/public-pages';
import { MapPages, Surroundings } from '../maps';
import { homeView } from './home.view';

/** The start page for everybody, and "Waiting for me" for who is signed in. */
@Controller()
class HomeController {
  constructor(
    private readonly db: Db,
    private readonly waiting: WaitingList,
    private readonly pages: MapPages,
    private readonly surroundings: Surroundings,
    private readonly editions: EditionQueries,
  ) {}

  @Get('/')
  @Public()
  home(): Promise<Ready> {
    const make = async (map: PublishedMap | null) => {
      const around = await this.surroundings.now();
      const { editions, passing } = map ? await this.latest() : { editions: [], passing: false };
      return page('home/home', { ...homeView({ map, around, editions }), passing });
    };
    return this.pages.show(paths.home(), make, {}, null, () => make(null));
  }

  /** What cannot be read while the database is down is left out, of a page that is not kept. */
  private async latest(): Promise<{ editions: readonly EditionWithChanges[]; passing: boolean }> {
    try {
      return { editions: await this.editions.recent({ limit: 3 }), passing: false };
    } catch {
      return { editions: [], passing: true };
    }
  }

  @Get('/dashboard')
  @Can('account.use')
  async dashboard(@CurrentActor() actor: Actor): Promise<Page> {
    const entries = await this.waiting.entries(this.db.read(), actor);
    return page('home/dashboard', { title: 'Waiting for me', entries });
  }
}

export const homeControllers = [HomeController];
