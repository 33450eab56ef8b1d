import { emailAddress, NotFound, paths } from '@app/kernel';
import { MapReader, type PublishedMap } from '@app/occupational-map';
import { type Followed, followedKinds, Following } from '@app/notifications';
import { Controller, Get, Param } from '@nestjs/common';
import { z } from 'zod';
import { Public, PublicForm } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { type Form } from '../../http/forms';
import { FormPage, Sent, SentForm } from '../../http/form-page';

const request = z.object({ email: emailAddress });

/** Asking to be told by mail when a route or an occupation changes. The answer never says who follows what already. */
@Controller('follow')
export class FollowController {
  constructor(
    private readonly map: MapReader,
    private readonly following: Following,
  ) {}

  @Get('asked')
  @Public()
  asked(): Answer {
    return page('follow/asked', { title: 'Look at your mail', section: 'maps' });
  }

  @FormPage(':kind/:key')
  @PublicForm()
  async ask(@Param('kind') kind: string, @Param('key') key: string, @Sent() sent: SentForm): Promise<Answer> {
    const { followed } = nameOf(await this.map.current(), kind, key);
    return sent.answer(
      request,
      async ({ email }) => {
        await this.following.ask(email, followed);
        return redirect(paths.followAsked());
      },
      (form) => this.show(kind, key, form),
    );
  }

  private async show(kind: string, key: string, form: Form): Promise<Answer> {
    const { followed, name, back, feed } = nameOf(await this.map.current(), kind, key);
    return page('follow/form', { title: `Follow ${name}`, section: 'maps', name, back, feed, form, ...followed });
  }
}

type Named = { followed: Followed; name: string; back: string; feed: string };

/** What is to be followed, by name. @throws NotFound where the maps do not have it */
function nameOf(map: PublishedMap | null, given: string, key: string): Named {
  const kind = followedKinds.find((one) => one === given);
  if (kind === 'route') {
    const route = map?.route(key);
    if (route) return { followed: { kind, key }, name: route.name, back: paths.map(key), feed: paths.mapFeed(key) };
  }
  if (kind === 'occupation') {
    const title = map?.occupation(key)?.occupation.title;
    if (title) {
      return { followed: { kind, key }, name: title, back: paths.occupation(key), feed: paths.occupationFeed(key) };
    }
  }
  throw new NotFound('This page');
}
