import { type Actor, asStored, longText, paths } from '@app/kernel';
import {
  NameRulingQueries,
  nameRulings,
  NameRulings,
  RecusalRulingQueries,
  RecusalRulings,
  rulings,
} from '@app/panels';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';

const rulingForm = z.object({
  subjectId: z.uuid(),
  personId: z.uuid(),
  organisation: asStored().min(1),
  ruling: z.enum(rulings, { error: 'Choose whether the recusal is confirmed' }),
  reason: longText(2000, 'Enter the reason'),
});

const namesForm = z.object({
  one: asStored().min(1),
  other: asStored().min(1),
  seen: z.union([z.uuid(), z.literal('').transform(() => null)]),
  nameRuling: z.enum(nameRulings, { error: 'Choose whether they are one organisation' }),
  reason: longText(2000, 'Enter the reason'),
});

/** Recusals proposed from the registers of interests, for whoever leads the panel. */
@Controller('panels/:slug/recusals')
export class RecusalsController {
  constructor(
    private readonly queries: RecusalRulingQueries,
    private readonly recusals: RecusalRulings,
    private readonly nameQueries: NameRulingQueries,
    private readonly names: NameRulings,
  ) {}

  @Get()
  @Can('panel.see')
  async show(@CurrentActor() actor: Actor, @Param('slug') slug: string): Promise<Answer> {
    return this.shown(actor, slug, Form.first(rulingForm));
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

  @Post('names')
  @Can('recusal.rule')
  async ruleOnNames(@CurrentActor() actor: Actor, @Param('slug') slug: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      namesForm,
      async ({ nameRuling, ...order }) => {
        await this.names.rule(actor, { slug, ...order, ruling: nameRuling });
        return redirect(paths.recusals(slug));
      },
      (form) => this.shown(actor, slug, form),
    );
  }

  private async shown(actor: Actor, slug: string, form: Form): Promise<Answer> {
    const found = await this.queries.page(actor, slug);
    const names = await this.nameQueries.page(actor, slug);
    return page('panels/recusals', { ...found, names, title: `Proposed recusals: ${found.panel.name}`, form });
  }
}
