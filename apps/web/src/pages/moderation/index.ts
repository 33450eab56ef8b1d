import { askedInWords, ConsultationQueries } from '@app/consultations';
import { type Actor, longText, NotFound, paths } from '@app/kernel';
import {
  ModerationQueries,
  Moderating,
  moderationStanding,
  outcomes,
  perPage,
  type RuledText,
  type TextKey,
} from '@app/responses';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Asked, type AskedOf, choice, placeLike } from '../../http/asked';
import { answer, Form } from '../../http/forms';

const standings = ['waiting', 'published', 'redacted', 'rejected', 'confidential'] as const;
/** A text in an address: of which response, to which question, about what, and which part of the answer. */
const place = /^[0-9a-f-]{36}~[a-z][a-z0-9-]*~[\w-]*~(text|why)$/;
const filters = {
  standing: choice(standings),
  after: placeLike(place),
};
const ruling = z.object({
  outcome: z.enum(outcomes, { error: 'Choose what becomes of the text' }),
  publishedText: longText(10_000).default(''),
  reason: longText(1000).default(''),
  seen: z.coerce.number().int(),
});

/** The moderators' queue: texts one by one, without the closed answers; read, decide, and on to the next. */
@Controller('moderation')
@Can('response.moderate')
class ModerationController {
  constructor(
    private readonly moderating: Moderating,
    private readonly queries: ModerationQueries,
    private readonly consultations: ConsultationQueries,
  ) {}

  @Get()
  async queue(@Asked(filters) asked: AskedOf<typeof filters>): Promise<Answer> {
    const standing = asked.standing ?? 'waiting';
    const rows = await this.queries.queue(standing, asked.after === null ? null : keyIn(asked.after));
    const last = rows.length === perPage ? rows.at(-1) : undefined;
    const next = last === undefined ? null : [last.responseId, last.question, last.block, last.part].join('~');
    return page('moderation/queue', { title: 'Moderation', standing, standings, rows: rows.map(shown), next });
  }

  @Get(':text')
  async text(@Param('text') address: string): Promise<Answer> {
    const key = keyOf(address);
    const { text, publishedText } = await this.queries.text(key);
    return this.show(key, Form.first(ruling).beginning({ publishedText: publishedText ?? text }));
  }

  @Post(':text')
  async moderate(@CurrentActor() actor: Actor, @Param('text') address: string, @Body() body: unknown): Promise<Answer> {
    const key = keyOf(address);
    return answer(
      body,
      ruling,
      async ({ seen, ...given }) => {
        await this.moderating.moderate(actor, key, given, seen);
        const [next] = await this.queries.queue('waiting', null);
        return redirect(next === undefined ? paths.moderation() : paths.moderate(next));
      },
      (form) => this.show(key, form),
    );
  }

  private async show(key: TextKey, form: Form): Promise<Answer> {
    const row = await this.queries.text(key);
    const consultation = await this.consultations.consultation(row.consultation);
    const question = askedInWords(consultation.form, row.question, consultation.standing === 'closed');
    const block = consultation.subjects.find(({ ref }) => ref === row.block)?.title ?? row.block;
    const asked = { question, block, isWhy: row.part === 'why' };
    return page('moderation/response', { title: `Response ${row.reference}`, response: shown(row), ...asked, form });
  }
}

/** The text that an address names. @throws NotFound for what cannot be one */
function keyOf(address: string): TextKey {
  const key = keyIn(address);
  if (!place.test(address) || !z.uuid().safeParse(key.responseId).success) throw new NotFound('This text');
  return key;
}

function keyIn(address: string): TextKey {
  const [responseId = '', question = '', block = '', part = ''] = address.split('~');
  return { responseId, question, block, part: part === 'why' ? 'why' : 'text' };
}

function shown<T extends RuledText>(row: T) {
  return { ...row, standing: moderationStanding(row.isConfidential, row.outcome) };
}

export const moderationControllers = [ModerationController];
