import {
  answerWords,
  ConsultationQueries,
  Consultations,
  type ModerationRow,
  organisationWords,
  outcomes,
} from '@app/consultations';
import { type Actor, longText, paths } from '@app/kernel';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Asked, type AskedOf, choice, placeById } from '../../http/asked';
import { answer, Form } from '../../http/forms';

const standings = ['waiting', 'published', 'redacted', 'rejected', 'without-consent'] as const;
const filters = { standing: choice(standings), after: placeById };
const ruling = z.object({
  outcome: z.enum(outcomes, { error: 'Choose what becomes of the response' }),
  publishedText: longText(10_000).default(''),
  reason: longText(1000).default(''),
  seen: z.coerce.number().int(),
});

/** The moderators' queue: read, decide, and on to the next. */
@Controller('moderation')
@Can('consultation.moderate')
class ModerationController {
  constructor(
    private readonly consultations: Consultations,
    private readonly queries: ConsultationQueries,
  ) {}

  @Get()
  async queue(@Asked(filters) asked: AskedOf<typeof filters>): Promise<Answer> {
    const standing = asked.standing ?? 'waiting';
    const rows = await this.queries.queue(standing, asked.after);
    const next = rows.length === 50 ? rows.at(-1)?.id : null;
    return page('moderation/queue', { title: 'Moderation', standing, standings, rows: rows.map(shown), next });
  }

  @Get(':id')
  async response(@Param('id') id: string): Promise<Answer> {
    const { text, publishedText } = await this.queries.response(uuidOr404(id));
    return this.show(id, Form.first(ruling).beginning({ publishedText: publishedText ?? text }));
  }

  @Post(':id')
  async moderate(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      ruling,
      async ({ seen, ...given }) => {
        await this.consultations.moderate(actor, uuidOr404(id), given, seen);
        const [next] = await this.queries.queue('waiting', null);
        return redirect(next === undefined ? paths.moderation() : paths.moderate(next.id));
      },
      (form) => this.show(id, form),
    );
  }

  private async show(id: string, form: Form): Promise<Answer> {
    const row = await this.queries.response(id);
    return page('moderation/response', { title: `Response ${row.reference}`, response: shown(row), form });
  }
}

/** An id that cannot be one is simply not found. */
function uuidOr404(id: string): string {
  return z.uuid().safeParse(id).success ? id : '00000000-0000-0000-0000-000000000000';
}

function shown(row: ModerationRow) {
  return { ...row, answer: answerWords[row.answer], from: organisationWords[row.organisationType] };
}

export const moderationControllers = [ModerationController];
