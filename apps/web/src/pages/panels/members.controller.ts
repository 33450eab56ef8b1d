import { type Actor, day, emailAddress, endOfLondonDay, may, parseLondon, paths } from '@app/kernel';
import { offices, panelPolicy, SeatQueries, Seats } from '@app/panels';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';
import { idOf } from '../../http/fields';
import { membersView, officeChoices } from './members.view';

const dayOrBlank = (what: string) =>
  z.union([z.literal(''), day(`Enter the ${what} day like 2027-03-31, or leave it blank`)]).default('');

const seatForm = z.object({
  email: emailAddress,
  office: z.enum(offices, { error: 'Choose an office' }),
  from: dayOrBlank('first'),
  until: dayOrBlank('last'),
});

/** The people on a panel: terms, offices and registers; administrators appoint them and end their seats. */
@Controller('panels/:slug/members')
export class MembersController {
  constructor(
    private readonly queries: SeatQueries,
    private readonly seats: Seats,
  ) {}

  @Get()
  @Can('panel.see')
  async show(@CurrentActor() actor: Actor, @Param('slug') slug: string): Promise<Answer> {
    return this.shown(actor, slug, Form.first(seatForm));
  }

  @Post()
  @Can('panel.appoint')
  async appoint(@CurrentActor() actor: Actor, @Param('slug') slug: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      seatForm,
      async ({ email, office, from, until }) => {
        await this.seats.appoint(actor, slug, {
          email,
          office,
          from: from === '' ? null : parseLondon(from, '00:00', 'from'),
          until: until === '' ? null : endOfLondonDay(until, 'until'),
        });
        return redirect(paths.panelMembers(slug));
      },
      (form) => this.shown(actor, slug, form),
    );
  }

  @Post(':seat/end')
  @Can('panel.appoint')
  async end(@CurrentActor() actor: Actor, @Param('slug') slug: string, @Param('seat') seat: string): Promise<Answer> {
    await this.seats.end(actor, slug, idOf(seat));
    return redirect(paths.panelMembers(slug));
  }

  private async shown(actor: Actor, slug: string, form: Form): Promise<Answer> {
    const found = await this.queries.members(actor, slug);
    return page('panels/members', {
      ...membersView(found),
      title: `Members of the ${found.panel.name}`,
      mayAppoint: may(panelPolicy, actor, 'appoint', found.panel),
      officeChoices,
      form,
    });
  }
}
