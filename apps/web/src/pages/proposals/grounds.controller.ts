import { type Actor, longText, oneLine, refuse, shortText } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { optionTitle, type ProposalContent, ProposalQueries, Proposals, retirementTriggers } from '@app/proposals';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, redirect } from '../../http/answers';
import { Carried } from '../../http/asked';
import { answer, Form } from '../../http/forms';
import { draftFields, followsOf } from './draft-fields';
import { afterSaving, draftPage } from './draft.page';

const version = z.coerce.number().int();
const text = (empty: string) => longText(4000, empty);
const grounds = z.object({
  version,
  explanation: text('Say why this is needed'),
  evidence: text('Give the evidence'),
});
const option = z.object({
  version,
  act: z.enum(['add', 'remove'], { error: 'Choose whether the option is added or removed' }),
  name: oneLine(150).default(''),
});
const triggers = z.enum(retirementTriggers.map(({ key }) => key));
const retirement = z.object({
  version,
  triggers: z
    .union([triggers.transform((one) => [one]), z.array(triggers)], { error: 'Choose at least one' })
    .pipe(z.array(triggers).min(1, 'Choose at least one')),
  follows: z.enum(['one', 'none'], { error: 'Choose whether an occupation follows' }),
  successor: shortText().toUpperCase().default(''),
});

/** The pages that only requests about something on the map have: why, which option, and what a retirement says. */
@Controller('proposals/:id')
@Can('proposal.amend')
export class GroundsController {
  constructor(
    private readonly proposals: Proposals,
    private readonly queries: ProposalQueries,
    private readonly maps: MapReader,
  ) {}

  @Get('grounds')
  async groundsForm(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    const { content, version } = await this.queries.proposal(actor, id);
    return this.show(actor, id, 'grounds', new Form({ ...content.grounds, version }));
  }

  @Post('grounds')
  async grounds(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Carried('back') back: unknown,
    @Body() body: unknown,
  ): Promise<Answer> {
    return answer(
      body,
      grounds,
      ({ version, ...given }) => this.save(actor, { id, version, back }, (content) => ({ ...content, grounds: given })),
      (form) => this.show(actor, id, 'grounds', form),
    );
  }

  @Get('option')
  async optionForm(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    const { content, version } = await this.queries.proposal(actor, id);
    return this.show(actor, id, 'option', new Form({ ...content.option, version }));
  }

  @Post('option')
  async option(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Carried('back') back: unknown,
    @Body() body: unknown,
  ): Promise<Answer> {
    return answer(
      body,
      option,
      async ({ version, act, name }) => {
        if (act === 'add' && name === '') refuse('Enter the name of the option', 'name');
        const { basis } = await this.queries.proposal(actor, id);
        const standing = basis?.content.title ?? '';
        const to = act === 'remove' ? { option: { act }, title: standing } : added(standing, name);
        return this.save(actor, { id, version, back }, (content) => ({ ...content, ...to }));
      },
      (form) => this.show(actor, id, 'option', form),
    );
  }

  @Get('retirement')
  async retirementForm(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    const { content, version } = await this.queries.proposal(actor, id);
    const { triggers, successor } = content;
    const follows = followsOf(successor);
    const values = { triggers, follows, successor: follows === 'one' ? successor : '', version };
    return this.show(actor, id, 'retirement', new Form(values));
  }

  @Post('retirement')
  async retirement(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Carried('back') back: unknown,
    @Body() body: unknown,
  ): Promise<Answer> {
    return answer(
      body,
      retirement,
      async ({ version, triggers, follows, successor }) => {
        const known = (await this.maps.current())?.occupation(successor)?.placement ?? null;
        if (follows === 'one' && known === null) refuse('Enter the reference of an occupation on the map', 'successor');
        const to = { triggers, successor: follows === 'none' ? ('none' as const) : successor };
        return this.save(actor, { id, version, back }, (content) => ({ ...content, ...to }));
      },
      (form) => this.show(actor, id, 'retirement', form),
    );
  }

  private async save(
    actor: Actor,
    { id, version, back }: { id: string; version: number; back: unknown },
    change: (content: ProposalContent) => ProposalContent,
  ): Promise<Answer> {
    await this.proposals.amend(actor, id, version, { part: 'what is proposed, and why', change });
    return redirect(afterSaving(id, back));
  }

  private async show(actor: Actor, id: string, name: keyof typeof titles, form: Form): Promise<Answer> {
    const field = name === 'retirement' ? 'triggers' : name;
    const view = { template: name, field, title: titles[name], triggers: retirementTriggers };
    return draftPage(this.queries, { actor, id, form }, ({ content }) => ({
      ...view,
      fields: draftFields[name](content),
    }));
  }
}

const titles = {
  grounds: 'Why, and the evidence',
  option: 'The option',
  retirement: 'Why it is to be retired, and what follows',
} as const;

const added = (sibling: string, name: string) => ({
  option: { act: 'add' as const, name },
  title: optionTitle(sibling, name),
});
