import { type Actor, longText, NotFound } from '@app/kernel';
import { ProposalQueries, Proposals, requirements } from '@app/proposals';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, redirect } from '../../http/answers';
import { Carried } from '../../http/asked';
import { answer, Form } from '../../http/forms';
import { afterSaving, draftPage } from './draft.page';

const requirementForm = z.object({
  version: z.coerce.number().int(),
  explanation: longText(4000, 'Explain how the occupation meets this requirement'),
  evidence: longText(4000, 'Give the evidence'),
});

/** The four requirements, a page each: how the occupation meets it, and the evidence. */
@Controller('proposals/:id')
@Can('proposal.amend')
export class RequirementsController {
  constructor(
    private readonly proposals: Proposals,
    private readonly queries: ProposalQueries,
  ) {}

  @Get('requirements/:key')
  async requirementForm(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('key') key: string,
  ): Promise<Answer> {
    const requirement = requirementOf(key);
    const { content, version } = await this.queries.proposal(actor, id);
    return this.showRequirement(
      actor,
      id,
      requirement,
      new Form({ ...content.requirements[requirement.key], version }),
    );
  }

  @Post('requirements/:key')
  async requirement(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('key') name: string,
    @Carried('back') back: unknown,
    @Body() body: unknown,
  ): Promise<Answer> {
    const requirement = requirementOf(name);
    const { key, text } = requirement;
    return answer(
      body,
      requirementForm,
      async ({ version, ...given }) => {
        await this.proposals.amend(actor, id, version, {
          part: `the requirement "${text}"`,
          change: (content) => ({ ...content, requirements: { ...content.requirements, [key]: given } }),
        });
        return redirect(afterSaving(id, back));
      },
      (form) => this.showRequirement(actor, id, requirement, form),
    );
  }

  private async showRequirement(
    actor: Actor,
    id: string,
    requirement: (typeof requirements)[number],
    form: Form,
  ): Promise<Answer> {
    return draftPage(this.queries, { actor, id, form }, ({ content }) => {
      const { explanation, evidence } = content.requirements[requirement.key];
      return {
        template: 'requirement',
        field: `requirement-${requirement.key}`,
        title: requirement.text,
        requirement,
        fields: [
          { name: 'explanation', label: 'Explanation', now: explanation },
          { name: 'evidence', label: 'Evidence', now: evidence },
        ],
      };
    });
  }
}

function requirementOf(key: string): (typeof requirements)[number] {
  const found = requirements.find((requirement) => requirement.key === key);
  if (found === undefined) throw new NotFound('This requirement');
  return found;
}
