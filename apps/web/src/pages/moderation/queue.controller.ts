import { type Actor, paths, textPlace, textPlaceOf, workingDaysBetween } from '@app/kernel';
import { Db } from '@app/platform';
import { alarmDays, ModerationQueries, ModerationTurns, perPage, takenAtOnce } from '@app/responses';
import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Asked, type AskedOf, choice, placeLike } from '../../http/asked';
import { ruledView, waitingView } from './text.view';

const standings = ['published', 'redacted', 'rejected', 'confidential'] as const;
const filters = { standing: choice(standings), after: placeLike(textPlace) };

/** What waits for moderators, whose task it is, and what was decided. */
@Controller('moderation')
@Can('response.moderate')
export class QueueController {
  constructor(
    private readonly queries: ModerationQueries,
    private readonly turns: ModerationTurns,
    private readonly db: Db,
  ) {}

  @Get()
  async queue(@CurrentActor() actor: Actor): Promise<Answer> {
    const now = await this.db.read().now();
    const [yours, figures] = [await this.queries.yours(actor), await this.queries.figures(actor)];
    const days = figures.since === null ? null : workingDaysBetween(figures.since, now);
    const rows = yours.map((text) => waitingView(text, now));
    return page('moderation/queue', { title: 'Moderation', rows, figures, days, alarmDays, takenAtOnce });
  }

  @Post()
  @HttpCode(303)
  async take(@CurrentActor() actor: Actor): Promise<Answer> {
    await this.turns.take(actor);
    return redirect(paths.moderation());
  }

  @Get('decided')
  async decided(@Asked(filters) asked: AskedOf<typeof filters>): Promise<Answer> {
    const standing = asked.standing ?? 'published';
    const after = asked.after === null ? null : await this.queries.at(asked.after);
    const rows = await this.queries.queue(standing, after);
    const last = rows.length === perPage ? rows.at(-1) : undefined;
    const next = last === undefined ? null : textPlaceOf(last);
    const view = { title: 'What was decided', standing, standings, rows: rows.map(ruledView), next };
    return page('moderation/decided', view);
  }
}
