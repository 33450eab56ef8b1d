import { NotFound, paths } from '@app/kernel';
import { differencesOf, MapReader } from '@app/occupational-map';
import { CONFIG, type Config } from '@app/platform';
import { Controller, Get, Inject } from '@nestjs/common';
import { Public } from '../../http/access';
import { page } from '../../http/answers';
import { Asked, type AskedOf, notOnList, whole } from '../../http/asked';
import type { Ready } from '../../http/public-pages';
import { MapPages } from '../maps/map-pages';
import { Surroundings } from '../maps/surroundings';
import { differencesView } from '../revisions/differences.view';
import { calendarOf, scheduledFeedOf } from './calendar';
import { kindWords } from './map-changes.view';

const number = whole(1, 999_999_999, 'Enter the number of an edition, like 3');
const filters = { from: number, to: number };

/** What is to change and when, as a page, a calendar and a feed; and any two editions compared. */
@Controller('map-changes')
@Public()
export class ScheduledController {
  constructor(
    private readonly pages: MapPages,
    private readonly around: Surroundings,
    private readonly maps: MapReader,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('scheduled')
  show(): Promise<Ready> {
    return this.pages.show(paths.scheduledChanges(), async (map) => {
      const { scheduled } = await this.around.now();
      const changes = scheduled.map((change) => ({
        ...change,
        kindText: kindWords[change.kind],
        routes: change.about.flatMap((key) => map.route(key) ?? []),
        occupations: change.about.flatMap((key) => map.occupation(key)?.occupation ?? []).slice(0, 20),
      }));
      return page('map-changes/scheduled', { title: 'Scheduled changes', section: 'changes', changes });
    });
  }

  @Get('scheduled.ics')
  async calendar(): Promise<Ready> {
    const { scheduled } = await this.around.now();
    const file = () => ({ type: 'text/calendar; charset=utf-8', text: calendarOf(this.config.baseUrl, scheduled) });
    return this.pages.file(paths.scheduledCalendar(), file, {}, file);
  }

  @Get('scheduled.atom')
  async feed(): Promise<Ready> {
    const { scheduled, since } = await this.around.now();
    const text = () => scheduledFeedOf(this.config.baseUrl, scheduled, since);
    const file = () => ({ type: 'application/atom+xml; charset=utf-8', text: text() });
    return this.pages.file(paths.scheduledFeed(), file, {}, file);
  }

  @Get('compare')
  async compare(@Asked(filters) asked: AskedOf<typeof filters>): Promise<Ready> {
    const live = await this.maps.current();
    if (!live) throw new NotFound('This edition');
    const [from, to] = [editionNo(asked, 'from', live.edition.no), editionNo(asked, 'to', live.edition.no)];
    return this.pages.show(paths.compareEditions(from, to), async () => {
      const [before, after] = [await this.maps.edition(from), await this.maps.edition(to)];
      if (!before || !after) throw new NotFound('This edition');
      return page('map-changes/compare', {
        title: `Edition ${from} and edition ${to} compared`,
        section: 'changes',
        from: before.edition,
        to: after.edition,
        last: live.edition.no,
        differences: differencesView(differencesOf(before.state, after.state)),
      });
    });
  }
}

function editionNo(given: AskedOf<typeof filters>, name: 'from' | 'to', last: number): number {
  const no = given[name];
  return no !== null && no <= last ? no : notOnList(name, `Enter the number of an edition from 1 to ${last}`);
}
