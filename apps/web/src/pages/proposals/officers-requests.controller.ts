import { type Actor, longText, paths, shortText } from '@app/kernel';
import { kindsOfRequest, OfficersRequests, ProposalQueries } from '@app/proposals';
import { groupGrounds, groundWords } from '@app/trailblazers';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Asked, type AskedOf, occupationReference } from '../../http/asked';
import { answer, Form } from '../../http/forms';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { key } from '../../http/fields';
import { beginningOf, kindNamed, RequestSubjects } from './request-subjects';

const lookingFor = { occupation: occupationReference };
const start = z.object({
  ground: z.enum(groupGrounds, { error: 'Choose why there is no trailblazer group' }),
  reason: longText(2000, 'Enter the reason in words'),
  key,
  occupation: shortText().default(''),
});
const takingOver = z.object({ reason: longText(2000, 'Enter why you take it over') });

/** What officers prepare without a trailblazer group: begun on a recorded ground, and taken over by another officer. */
@Controller('proposals')
@Can('proposal.check')
export class OfficersRequestsController {
  constructor(
    private readonly requests: OfficersRequests,
    private readonly subjects: RequestSubjects,
    private readonly queries: ProposalQueries,
  ) {}

  @Get('new/:kind/without-group')
  async startForm(
    @Param('kind') name: string,
    @Asked(lookingFor) { occupation }: AskedOf<typeof lookingFor>,
  ): Promise<Answer> {
    const kind = kindNamed(name);
    const about = occupation === null ? null : await this.subjects.about(kind, occupation);
    if (kind !== 'occupation' && about === null) return redirect(paths.newProposal(kind));
    return this.showStart(name, Form.first(start).beginning({ occupation: about?.reference ?? '' }));
  }

  @Post('new/:kind/without-group')
  async start(@CurrentActor() actor: Actor, @Param('kind') name: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      start,
      async ({ key, occupation, ...given }) => {
        const beginning = beginningOf(kindNamed(name), occupation);
        return redirect(paths.proposal(await this.requests.start(actor, given, key, beginning)));
      },
      (form) => this.showStart(name, form),
    );
  }

  @FormPage(':id/take-over')
  async takeOver(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      takingOver,
      async ({ reason }) => {
        await this.requests.takeOver(actor, id, reason);
        return redirect(paths.proposal(id));
      },
      (form) => this.showTakeOver(actor, id, form),
    );
  }

  private async showStart(name: string, form: Form): Promise<Answer> {
    const kind = kindNamed(name);
    const reference = form.value('occupation');
    const about = typeof reference === 'string' ? await this.subjects.about(kind, reference) : null;
    const grounds = Object.entries(groundWords).map(([value, text]) => ({
      value,
      text,
      checked: form.has('ground', value),
    }));
    const title = 'Begin it without a trailblazer group';
    return page('proposals/without-group', { title, kind, of: kindsOfRequest[kind], about, grounds, form });
  }

  private async showTakeOver(actor: Actor, id: string, form: Form): Promise<Answer> {
    const proposal = await this.queries.proposal(actor, id);
    if (form.errors.length === 0 && !(await this.requests.mayTakeOver(actor, proposal))) {
      return redirect(paths.proposal(id));
    }
    const officers = await this.requests.preparedBy(proposal);
    return page('proposals/take-over', { title: `Take over ${proposal.reference}`, proposal, officers, form });
  }
}
