import { type Actor, longText, newId, oneLine, parseLondon, paths, shortText } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { GroupsFromInterest, type InterestAbout, InterestQueries, InterestRegister } from '@app/trailblazers';
import { Body, Controller, Get, Param, Post, Res, type StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Carried } from '../../http/asked';
import { csvType } from '../../http/csv';
import { answer, Form } from '../../http/forms';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { streamed } from '../../http/streamed';
import { aboutOf } from './about';
import { interestCsv } from './interest.file';

const list = z.preprocess((given) => (given === undefined ? [] : [given].flat()), z.array(z.uuid()));
const start = z.object({
  id: z.uuid(),
  interests: list.refine((given) => given.length > 0, 'Choose at least one employer'),
  chair: z.uuid({ error: 'Choose whose contact is invited to chair the group' }),
  name: oneLine(200, 'Enter the name of the group'),
  remit: longText(1000, 'Enter what the group is for'),
});
const invitation = z.object({
  id: z.uuid(),
  title: oneLine(200, 'Enter the title'),
  idea: longText(5000, 'Enter what is missing on the map'),
  route: shortText('Choose a route'),
  closes: shortText('Enter the last day'),
});

/** The officer reads the interest of employers, starts groups from it, and opens invitations to propose. */
@Controller('trailblazers')
@Can('trailblazer.interest')
export class OfficerInterestController {
  constructor(
    private readonly queries: InterestQueries,
    private readonly register: InterestRegister,
    private readonly groups: GroupsFromInterest,
    private readonly map: MapReader,
  ) {}

  @Get('interest')
  async subjects(): Promise<Answer> {
    const subjects = await this.queries.subjects();
    const invitations = await this.queries.invitations();
    return page('interest/subjects', { title: 'Interest of employers', subjects, invitations });
  }

  @Get('interest.csv')
  async file(@Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    void reply.header('cache-control', 'no-store');
    return streamed(
      interestCsv((last) => this.queries.after(last)),
      { type: csvType, disposition: 'attachment; filename="interest.csv"' },
    );
  }

  @Get('interest/:kind/:key')
  subject(@Param('kind') kind: string, @Param('key') key: string): Promise<Answer> {
    return this.show(aboutOf(kind, key), null);
  }

  @Post('interest/:kind/:key')
  @Can('trailblazer.create')
  start(
    @CurrentActor() actor: Actor,
    @Param('kind') kind: string,
    @Param('key') key: string,
    @Body() body: unknown,
  ): Promise<Answer> {
    const about = aboutOf(kind, key);
    return answer(
      body,
      start,
      async (given) => redirect(paths.trailblazer(await this.groups.start(actor, about, given))),
      (form) => this.show(about, form),
    );
  }

  @FormPage('invitations-to-propose/new')
  open(
    @CurrentActor() actor: Actor,
    @Sent() sent: SentForm,
    @Carried('title') title: string | undefined,
  ): Promise<Answer> {
    return sent.answer(
      invitation,
      async ({ closes, ...given }) => {
        const closesAt = parseLondon(closes, '23:59', 'closes');
        await this.register.open(actor, { ...given, closesAt });
        return redirect(paths.interestList());
      },
      (form) => this.showOpen(form.beginning({ id: newId(), ...(title && { title }) })),
    );
  }

  private async show(about: InterestAbout, given: Form | null): Promise<Answer> {
    const rows = await this.queries.about(about);
    const title = rows[0]?.title ?? about.key;
    const form = given ?? Form.first(start).beginning({ id: newId(), name: title, remit: `To propose ${title}` });
    const free = rows.filter(({ groupId, email }) => groupId === null && email !== null);
    return page('interest/subject', { title: `Interest in ${title}`, form, rows, free });
  }

  private async showOpen(form: Form): Promise<Answer> {
    const routes = (await this.map.current())?.routes ?? [];
    return page('interest/open', { title: 'Open an invitation to propose', form, routes });
  }
}
