import { type Actor, paths, severalKeys } from '@app/kernel';
import { NotificationQueries, Sending, topics, Unsubscribing } from '@app/notifications';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor, Public } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Asked, type AskedOf, Carried, choice, placeById } from '../../http/asked';
import { answer, Form } from '../../http/forms';

const wanted = z.object({ topics: severalKeys() });
const statuses = ['pending', 'sent', 'failed', 'suppressed'] as const;
const filters = { status: choice(statuses), before: placeById };

/** What a person is told, and one click to stop it. */
@Controller()
class NotificationsController {
  constructor(private readonly unsubscribing: Unsubscribing) {}

  @Get('account/notifications')
  @Can('account.use')
  async settings(@CurrentActor() actor: Actor, @Carried('saved') saved: unknown): Promise<Answer> {
    const form = Form.first(wanted).beginning({ topics: await this.unsubscribing.wanted(actor.id ?? '') });
    return page('notifications/settings', { title: 'What we send you', form, topics, saved: saved === 'yes' });
  }

  @Post('account/notifications')
  @Can('account.use')
  async save(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      wanted,
      async (given) => {
        const choice = Object.fromEntries(topics.map(({ key }) => [key, given.topics.includes(key)]));
        await this.unsubscribing.set(actor.id ?? '', choice);
        return redirect(`${paths.notificationSettings()}?saved=yes`);
      },
      (form) => page('notifications/settings', { title: 'What we send you', form, topics, saved: false }),
    );
  }

  @Get('unsubscribe/:token')
  @Public()
  confirm(@Param('token') token: string): Answer {
    const { topic } = this.unsubscribing.topicOf(token);
    return page('notifications/unsubscribe', { title: 'Stop these messages', topic, done: false });
  }

  /** One click (RFC 8058): no cookie, no token of ours; the signed link is the proof. */
  @Post('unsubscribe/:token')
  @Public()
  @HttpCode(200)
  async unsubscribe(@Param('token') token: string): Promise<Answer> {
    const { topic } = this.unsubscribing.topicOf(token);
    await this.unsubscribing.unsubscribe(token);
    return page('notifications/unsubscribe', { title: 'You will not get these messages any more', topic, done: true });
  }
}

/** The messages that were sent, or could not be. */
@Controller('admin/messages')
@Can('notification.manage')
class MessagesController {
  constructor(
    private readonly queries: NotificationQueries,
    private readonly sending: Sending,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Asked(filters) { status, before }: AskedOf<typeof filters>,
  ): Promise<Answer> {
    const found = await this.queries.list(actor, status, before);
    return page('notifications/messages', {
      title: 'Messages',
      status,
      statuses,
      ...found,
    });
  }

  /** How many messages have which status, for who watches the service. */
  @Get('counts.json')
  async counts(): Promise<Record<string, number>> {
    return this.queries.counts();
  }

  @Post(':id/retry')
  async retry(@Param('id') id: string): Promise<Answer> {
    if (z.uuid().safeParse(id).success) await this.sending.retry(id);
    return redirect(paths.messages());
  }
}

export const notificationsControllers = [NotificationsController, MessagesController];
