import { AuditQueries } from '@app/audit';
import { type Actor, longText, may, paths, refuse, shortText } from '@app/kernel';
import { RevisionQueries } from '@app/revisions';
import {
  isTakenUp,
  SuggestionCarrying,
  suggestionPolicy,
  SuggestionQueries,
  Suggestions,
  sortings,
} from '@app/suggestions';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Asked, type AskedOf } from '../../http/asked';
import { answer, Form } from '../../http/forms';
import { idOf } from '../../http/fields';
import { addressOf } from '../maps/map-pages';
import { afterOf, reportFilters } from './report.asked';
import { reportLine } from './report.view';

const sorting = z.object({
  seen: z.coerce.number().int(),
  sorting: z.enum(sortings.map(({ key }) => key) as [(typeof sortings)[number]['key']], {
    error: 'Choose how to answer it',
  }),
  summary: longText(500).default(''),
  reason: longText(2000).default(''),
  duplicateOf: shortText().default(''),
});
const carrying = z.object({ work: shortText('Choose where it is carried on') });

/** Suggestions as officers answer them, and say where they are carried on. */
@Controller('admin/suggestions')
@Can('suggestion.see')
export class SuggestionsController {
  constructor(
    private readonly suggestions: Suggestions,
    private readonly carryings: SuggestionCarrying,
    private readonly queries: SuggestionQueries,
    private readonly revisions: RevisionQueries,
    private readonly audit: AuditQueries,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Asked(reportFilters) asked: AskedOf<typeof reportFilters>,
  ): Promise<Answer> {
    const rows = await this.queries.waiting(actor, afterOf(asked));
    const last = rows.length === 50 ? rows.at(-1) : undefined;
    const next = last && addressOf(paths.suggestions(), { at: last.receivedAt.toISOString(), id: last.id });
    return page('suggestions/list', { title: 'Suggestions', rows: rows.map(reportLine), next });
  }

  @Get(':id')
  async show(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    return this.page(actor, id, null);
  }

  @Post(':id')
  @Can('suggestion.sort')
  async sort(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      sorting,
      async ({ seen, duplicateOf, ...order }) => {
        await this.suggestions.sort(actor, idOf(id), { ...order, duplicateOf: duplicateOf || null }, seen);
        return redirect(isTakenUp(order.sorting) ? paths.suggestion(id) : paths.suggestions());
      },
      (form) => this.page(actor, id, form),
    );
  }

  @Post(':id/work')
  @Can('suggestion.carry')
  async carry(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      carrying,
      async ({ work }) => {
        const [kind = '', workId = ''] = work.split(':');
        if (kind !== 'revision' && kind !== 'proposal') refuse('Choose where it is carried on', 'work');
        await this.carryings.carry(actor, idOf(id), { kind, id: idOf(workId) });
        return redirect(paths.suggestion(id));
      },
      (form) => this.page(actor, id, form),
    );
  }

  @Post(':id/erase')
  @Can('suggestion.sort')
  async erase(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    await this.suggestions.erase(actor, idOf(id));
    return redirect(paths.suggestion(id));
  }

  private async page(actor: Actor, id: string, typed: Form | null): Promise<Answer> {
    const { row, sent, from } = await this.queries.suggestion(actor, idOf(id));
    const { sorting: stands, summary, reason } = row;
    const takenUp = stands !== null && isTakenUp(stands);
    return page('suggestions/show', {
      title: `Suggestion ${row.reference}`,
      row: reportLine(row),
      sent,
      from,
      sortings,
      form:
        typed ??
        Form.first(sorting).beginning({
          sorting: stands,
          summary,
          reason,
          work: row.work && `${row.work.kind}:${row.work.id}`,
        }),
      maySort: may(suggestionPolicy, actor, 'sort', null),
      drafts: takenUp ? await this.revisions.drafts() : null,
      timeline: await this.audit.timeline('suggestion', id),
    });
  }
}
