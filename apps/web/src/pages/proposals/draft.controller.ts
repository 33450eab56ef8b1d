import { type Actor, paths } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { type ProposalContent, ProposalQueries, Proposals } from '@app/proposals';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';

const version = z.coerce.number().int();
const occupation = z.object({
  version,
  title: z.string().trim().min(1, 'Enter the occupation title').max(200, 'Enter 200 characters or fewer'),
  route: z.string({ error: 'Choose the route' }).min(1, 'Choose the route'),
  level: z.coerce
    .number({ error: 'Choose a level from 2 to 7' })
    .int()
    .min(2, 'Choose a level from 2 to 7')
    .max(7, 'Choose a level from 2 to 7'),
});
const profile = z.object({
  version,
  profile: z
    .string()
    .trim()
    .min(1, 'Describe the occupation in a profile')
    .max(4000, 'Enter 4,000 characters or fewer'),
  typicalJobTitles: z
    .string()
    .transform((text) => [
      ...new Set(
        text
          .split('\n')
          .map((line) => line.trim())
          .filter((line) => line !== ''),
      ),
    ])
    .pipe(
      z
        .array(z.string().max(200, 'A job title has 200 characters or fewer'))
        .min(1, 'Enter at least one typical job title')
        .max(50, 'Enter 50 job titles or fewer'),
    ),
});
/** The pages of a draft that ask for text: occupation and profile. Each carries the version it read. */
@Controller('proposals/:id')
@Can('proposal.amend')
export class DraftController {
  constructor(
    private readonly proposals: Proposals,
    private readonly queries: ProposalQueries,
    private readonly maps: MapReader,
  ) {}

  @Get('occupation')
  async occupationForm(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    const { content, version } = await this.queries.proposal(actor, id);
    const { title, route, level } = content;
    return this.showOccupation(
      actor,
      id,
      new Form({ title, route, level: level === null ? null : String(level), version }),
    );
  }

  @Post('occupation')
  async occupation(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      occupation,
      ({ version, ...given }) =>
        this.save(actor, id, version, 'title, route and level', (content) => ({ ...content, ...given })),
      (form) => this.showOccupation(actor, id, form),
    );
  }

  @Get('profile')
  async profileForm(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    const { content, version } = await this.queries.proposal(actor, id);
    const values = { profile: content.profile, typicalJobTitles: content.typicalJobTitles.join('\n'), version };
    return this.showProfile(actor, id, new Form(values));
  }

  @Post('profile')
  async profile(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      profile,
      ({ version, ...given }) =>
        this.save(actor, id, version, 'profile and job titles', (content) => ({ ...content, ...given })),
      (form) => this.showProfile(actor, id, form),
    );
  }

  private async save(
    actor: Actor,
    id: string,
    readVersion: number,
    part: string,
    change: (content: ProposalContent) => ProposalContent,
  ): Promise<Answer> {
    await this.proposals.amend(actor, id, readVersion, { part, change });
    return redirect(paths.proposal(id));
  }

  private async showOccupation(actor: Actor, id: string, form: Form): Promise<Answer> {
    const proposal = await this.queries.proposal(actor, id);
    const routes = ((await this.maps.current())?.routes ?? []).map(({ slug, name }) => ({ value: slug, text: name }));
    return page('proposals/occupation', {
      title: 'Occupation',
      proposal,
      form,
      routes,
      levels: [2, 3, 4, 5, 6, 7],
      part: 'occupation',
    });
  }

  private async showProfile(actor: Actor, id: string, form: Form): Promise<Answer> {
    const proposal = await this.queries.proposal(actor, id);
    return page('proposals/profile', { title: 'Profile and typical job titles', proposal, form, part: 'profile' });
  }
}
