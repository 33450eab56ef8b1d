import { NotFound, paths } from '@app/kernel';
import { Db, DemoClock } from '@app/platform';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { PublicForm } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer } from '../../http/forms';
import { ComponentsController } from './components.controller';

type Message = {
  id: string;
  recipient: string;
  subject: string;
  body: string;
  headers: Record<string, string>;
  at: Date;
};
const columns = 'id, recipient, subject, body, headers, at';
const move = z.object({ by: z.enum(['hour', 'day', 'next']) });
const hour = 3_600_000;

/** Outside production: the mail that would have been sent, and the clock that the demo moves. */
@Controller('dev')
@PublicForm()
class DevController {
  constructor(
    private readonly db: Db,
    private readonly clock: DemoClock,
  ) {}

  @Get('inbox')
  async inbox(): Promise<Answer> {
    const messages = await this.db
      .read()
      .rows<Message>(`select ${columns} from dev_inbox order by at desc, id desc limit 200`);
    return page('dev/inbox', { title: 'Inbox', messages });
  }

  @Get('inbox/count.json')
  async count(): Promise<{ messages: number }> {
    return (await this.db.read().one('select count(*)::int as messages from dev_inbox')) ?? { messages: 0 };
  }

  @Get('inbox/:id')
  async message(@Param('id') id: string): Promise<Answer> {
    const message = z.uuid().safeParse(id).success
      ? await this.db.read().one<Message>(`select ${columns} from dev_inbox where id = $1`, [id])
      : null;
    if (message === null) throw new NotFound('This message');
    const parts = message.body.split(/(https?:\/\/\S+)/);
    return page('dev/message', { title: message.subject, message, parts });
  }

  @Get('clock')
  async show(): Promise<Answer> {
    return page('dev/clock', { title: 'Demo clock', now: await this.db.read().now() });
  }

  @Post('clock')
  async move(@Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      move,
      async ({ by }) => {
        if (by === 'next') await this.clock.toNextDue();
        else await this.clock.advance(by === 'day' ? 24 * hour : hour);
        return redirect(paths.devClock());
      },
      () => this.show(),
    );
  }
}

export const devControllers = [DevController, ComponentsController];
