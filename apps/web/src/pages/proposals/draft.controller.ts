import { type Actor, listOfLines, longText, oneLine, refuse, shortText } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { fieldsOf, type ProposalContent, ProposalQueries, Proposals } from '@app/proposals';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, redirect } from '../../http/answers';
import { Carried } from '../../http/asked';
import { answer, Form } from '../../http/forms';
import { draftFields } from './draft-fields';
import { afterSaving, draftPage } from './draft.page';

const version = z.coerce.number().int();
const occupation = z.object({
  version,
  title: oneLine(200, 'Enter the occupation title'),
  route: shortText('Choose the route'),
  level: z.coerce
    .number({ error: 'Choose a level from 2 to 7' })
    .int()
    .min(2, 'Choose a level from 2 to 7')
    .max(7, 'Choose a level from 2 to 7'),
});
const distinct = (items: readonly string[]): string[] => [...new Set(items)];
const profile = z.object({
  version,
  profile: longText(4000, 'Describe the occupation in a profile'),
  typicalJobTitles: listOfLines(
    z
      .array(oneLine(200, undefined, 'A job title has 200 characters or fewer'))
      .overwrite(distinct)
      .min(1, 'Enter at least one typical job title')
      .max(50, 'Enter 50 job titles or fewer'),
  ),
  keywords: listOfLines(
    z
      .array(oneLine(100, undefined, 'A keyword has 100 characters or fewer'))
      .overwrite(distinct)
      .max(100, 'Enter 100 keywords or fewer'),
  ).optional(),
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
    return this.showOccupation(actor, id, new Form({ title, route, level: level?.toString() ?? null, version }));
  }

  @Post('occupation')
  async occupation(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Carried('back') back: unknown,
    @Body() body: unknown,
  ): Promise<Answer> {
    return answer(
      body,
      occupation,
      async ({ version, ...given }) => {
        await this.refuseUnknownRoute(given.route);
        const change = (content: ProposalContent): ProposalContent => ({ ...content, ...given });
        await this.proposals.amend(actor, id, version, { part: 'title, route and level', change });
        return redirect(afterSaving(id, back));
      },
      (form) => this.showOccupation(actor, id, form),
    );
  }

  @Get('profile')
  async profileForm(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    const { content, version } = await this.queries.proposal(actor, id);
    const values = {
      profile: content.profile,
      typicalJobTitles: content.typicalJobTitles.join('\n'),
      keywords: content.keywords.join('\n'),
      version,
    };
    return this.showProfile(actor, id, new Form(values));
  }

  @Post('profile')
  async profile(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Carried('back') back: unknown,
    @Body() body: unknown,
  ): Promise<Answer> {
    return answer(
      body,
      profile,
      async ({ version, keywords, ...given }) => {
        const change = (content: ProposalContent): ProposalContent => ({
          ...content,
          ...given,
          keywords: keywords ?? content.keywords,
        });
        await this.proposals.amend(actor, id, version, { part: 'profile and job titles', change });
        return redirect(afterSaving(id, back));
      },
      (form) => this.showProfile(actor, id, form),
    );
  }

  private async refuseUnknownRoute(slug: string): Promise<void> {
    const routes = await this.routes();
    if (!routes.some(({ value }) => value === slug)) refuse('Choose the route', 'route');
  }

  private async routes(): Promise<{ value: string; text: string }[]> {
    return ((await this.maps.current())?.routes ?? []).map(({ slug, name }) => ({ value: slug, text: name }));
  }

  private async showOccupation(actor: Actor, id: string, form: Form): Promise<Answer> {
    const routes = await this.routes();
    const nameOf = (slug: string): string => routes.find(({ value }) => value === slug)?.text ?? slug;
    return draftPage(this.queries, { actor, id, form }, ({ content }) => ({
      template: 'occupation',
      field: 'title',
      title: 'Occupation',
      routes,
      levels: [2, 3, 4, 5, 6, 7],
      fields: draftFields.occupation(content, nameOf),
    }));
  }

  private async showProfile(actor: Actor, id: string, form: Form): Promise<Answer> {
    return draftPage(this.queries, { actor, id, form }, ({ kind, content }) => {
      const withKeywords = fieldsOf(kind, content).includes('keywords');
      return {
        template: 'profile',
        field: 'profile',
        title: 'Profile and typical job titles',
        withKeywords,
        fields: draftFields.profile(content, withKeywords),
      };
    });
  }
}
