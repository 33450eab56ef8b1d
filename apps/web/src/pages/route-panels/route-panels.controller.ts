import { NotFound, paths } from '@app/kernel';
import { MeetingsInPublic } from '@app/meetings';
import { MapReader } from '@app/occupational-map';
import { CONFIG, type Config } from '@app/platform';
import { Controller, Get, Inject, Param } from '@nestjs/common';
import { Public } from '../../http/access';
import { page } from '../../http/answers';
import { PublicPages, type Ready } from '../../http/public-pages';
import { publicCalendar } from '../meetings/calendar';
import type { PublicPanel } from '../maps/around';
import { ChangesOfMap } from '../maps/map-authority';
import { Surroundings } from '../maps/surroundings';
import { minutesView, panelsView, panelView } from './route-panels.view';

/** The panels as everybody may read of them: who sits on them, with which interests; meetings and published minutes. */
@Controller('route-panels')
@Public()
export class RoutePanelsController {
  constructor(
    private readonly pages: PublicPages,
    private readonly around: Surroundings,
    private readonly meetings: MeetingsInPublic,
    private readonly maps: MapReader,
    private readonly changes: ChangesOfMap,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  async all(): Promise<Ready> {
    const { panels, version } = await this.around.now();
    return this.pages.page(paths.routePanels(), version, () => page('route-panels/list', panelsView(panels.values())));
  }

  @Get(':slug')
  async one(@Param('slug') slug: string): Promise<Ready> {
    const { panel, version } = await this.panel(slug);
    const own = `${version} ${(await this.maps.current())?.edition.no ?? 0}`;
    return this.pages.page(paths.routePanel(slug), own, async () =>
      page('route-panels/show', { ...panelView(panel), changes: await this.changes.of(panel.route) }),
    );
  }

  @Get(':slug/meetings.ics')
  async calendar(@Param('slug') slug: string): Promise<Ready> {
    const { panel, version } = await this.panel(slug);
    const type = 'text/calendar; charset=utf-8';
    return this.pages.file(paths.routePanelCalendar(slug), version, () => ({
      type,
      text: publicCalendar(this.config.baseUrl, panel),
    }));
  }

  @Get(':slug/meetings/:no')
  async minutes(@Param('slug') slug: string, @Param('no') given: string): Promise<Ready> {
    const { panel, version } = await this.panel(slug);
    const no = /^\d{1,6}$/.test(given) ? Number(given) : 0;
    // Items are named as they become public, so this page has a version of its own beside its surroundings'.
    const own = `${version} ${await this.meetings.released(slug, no)}`;
    return this.pages.page(paths.routePanelMinutes(slug, no), own, async () => {
      const minutes = await this.meetings.minutes(slug, no);
      return page('route-panels/minutes', { ...minutesView(minutes), panel });
    });
  }

  private async panel(slug: string): Promise<{ panel: PublicPanel; version: string }> {
    const { panels, version } = await this.around.now();
    const panel = panels.get(slug);
    if (panel === undefined) throw new NotFound('This panel');
    return { panel, version };
  }
}
