import { type Actor, longText, paths, shortText } from '@app/kernel';
import { RecusalRulingQueries, RecusalRulings, rulings } from '@app/panels';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';

const rulingForm = z.object({
  subjectId: z.uuid(),
  personId: z.uuid(),
  organisation: shortText().min(1),
  ruling: z.enum(rulings, { error: 'Choose whether the recusal is confirmed' }),
  reason: longText(2000, 'Enter the reason'),
});

/** Recusals proposed from the registers of interests, for whoever leads the panel. */
@Controller('panels/:slug/recusals')
export class RecusalsController {
  constructor(
    private readonly queries: RecusalRulingQueries,
    private readonly recusals: RecusalRulings,
  ) {}

  @Get()
  @Can('panel.see')
  async show(@CurrentActor() actor: Actor, @Param('slug') slug: string): Promise<Answer> {
    return this.shown(actor, slug, new Form({}));
  }

  @Post()
  @Can('recusal.rule')
  async rule(@CurrentActor() actor: Actor, @Param('slug') slug: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      rulingForm,
      async (order) => {
        await this.recusals.rule(actor, { slug, ...order });
        return redirect(paths.recusals(slug));
      },
      (form) => this.shown(actor, slug, form),
    );
  }

  private async shown(actor: Actor, slug: string, form: Form): Promise<Answer> {
    const found = await this.queries.page(actor, slug);
    return page('panels/recusals', { ...found, title: `Proposed recusals: ${found.panel.name}`, form });
  }
}
