import { type Actor, londonDate, londonTime, parseLondon, paths } from '@app/kernel';
import { PanelQueries, Panels } from '@app/panels';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';

const meetingForm = z.object({
  date: z.string().trim().default(''),
  time: z.string().trim().default(''),
});

/** When a panel meets next: the page of its map says so. */
@Controller('panels/:slug/meeting')
export class MeetingController {
  constructor(
    private readonly queries: PanelQueries,
    private readonly panels: Panels,
  ) {}

  @Get()
  @Can('panel.setMeeting')
  async form(@CurrentActor() actor: Actor, @Param('slug') slug: string): Promise<Answer> {
    return this.show(actor, slug, null);
  }

  @Post()
  @Can('panel.setMeeting')
  async set(@CurrentActor() actor: Actor, @Param('slug') slug: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      meetingForm,
      async ({ date, time }) => {
        const at = date === '' && time === '' ? null : parseLondon(date, time, 'date');
        await this.panels.setMeeting(actor, slug, at);
        return redirect(paths.panel(slug));
      },
      (form) => this.show(actor, slug, form),
    );
  }

  private async show(actor: Actor, slug: string, typed: Form | null): Promise<Answer> {
    const { panel } = await this.queries.page(actor, slug);
    const { nextMeeting: at } = panel;
    const form = typed ?? new Form(at === null ? {} : { date: londonDate(at), time: londonTime(at) });
    return page('panels/meeting', { title: `Next meeting of the ${panel.name}`, panel, form });
  }
}
