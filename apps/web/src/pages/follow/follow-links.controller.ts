import { NotFound, paths } from '@app/kernel';
import { EditionQueries, MapReader, type PublishedMap } from '@app/occupational-map';
import { type Followed, Following } from '@app/notifications';
import { CONFIG, type Config } from '@app/platform';
import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { Public, PublicForm } from '../../http/access';
import { type Answer, page } from '../../http/answers';
import type { Ready } from '../../http/public-pages';
import { historyFeed } from '../map-changes/feed';
import { MapPages } from '../maps/map-pages';

/** What the links in mails to followers do, and the same news as feeds. */
@Controller()
@Public()
export class FollowLinksController {
  constructor(
    private readonly following: Following,
    private readonly map: MapReader,
    private readonly editions: EditionQueries,
    private readonly pages: MapPages,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Only the button confirms: programs that look at the links of a mail beforehand do not. */
  @Get('follow/confirm/:token')
  @PublicForm()
  async confirm(@Param('token') token: string): Promise<Answer> {
    const name = await this.nameOf(await this.following.about('confirm', token));
    return page('follow/link', { title: `Follow ${name}`, button: 'Confirm', done: null });
  }

  @Post('follow/confirm/:token')
  @PublicForm('by-itself')
  @HttpCode(200)
  async confirmed(@Param('token') token: string): Promise<Answer> {
    const name = await this.nameOf(await this.following.confirm(token));
    const done = 'We mail you when an edition of the maps changes it. Each mail has a link to stop.';
    return page('follow/link', { title: `You follow ${name}`, done });
  }

  @Get('follow/stop/:token')
  @PublicForm()
  async stop(@Param('token') token: string): Promise<Answer> {
    const name = await this.nameOf(await this.following.about('stop', token));
    return page('follow/link', { title: `Stop following ${name}`, button: 'Stop', done: null });
  }

  @Post('follow/stop/:token')
  @PublicForm('by-itself')
  @HttpCode(200)
  async stopped(@Param('token') token: string): Promise<Answer> {
    await this.following.stop(token);
    const done = 'We send you no more mails about it. If you followed nothing else, your address is erased.';
    return page('follow/link', { title: 'Stopped', done });
  }

  @Get('follow/stop-all/:token')
  stopAll(): Answer {
    return page('follow/link', { title: 'Stop all of these mails', button: 'Stop all', done: null });
  }

  /** One click (RFC 8058): no cookie, no token of ours; the link is the proof. The answer is the same for every link. */
  @Post('follow/stop-all/:token')
  @HttpCode(200)
  async stoppedAll(@Param('token') token: string): Promise<Answer> {
    await this.following.stopAll(token);
    const done = 'We send you no more of these mails, and your address is erased.';
    return page('follow/link', { title: 'Stopped', done });
  }

  @Get('maps/:slug/changes.atom')
  routeFeed(@Param('slug') slug: string): Promise<Ready> {
    return this.feed(slug, paths.map(slug), paths.mapFeed(slug), (map) => map.route(slug)?.name);
  }

  @Get('occupations/:reference/changes.atom')
  occupationFeed(@Param('reference') key: string): Promise<Ready> {
    const nameIn = (map: PublishedMap) => map.occupation(key)?.occupation.title;
    return this.feed(key, paths.occupation(key), paths.occupationFeed(key), nameIn);
  }

  private feed(
    key: string,
    path: string,
    feed: string,
    nameIn: (map: PublishedMap) => string | undefined,
  ): Promise<Ready> {
    const none = () => {
      throw new NotFound('This feed');
    };
    const make = async (map: PublishedMap) => {
      const subject = { title: `Changes to ${nameIn(map) ?? none()}`, page: path, feed };
      const text = historyFeed(this.config.baseUrl, subject, await this.editions.history(key));
      return { type: 'application/atom+xml; charset=utf-8', text };
    };
    return this.pages.file(feed, make);
  }

  private async nameOf({ kind, key }: Followed): Promise<string> {
    const map = await this.map.current();
    const name = kind === 'route' ? map?.route(key)?.name : map?.occupation(key)?.occupation.title;
    return name ?? key;
  }
}
