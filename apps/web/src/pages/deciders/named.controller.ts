import { NamedDecisions } from '@app/decisions';
import { deciderName } from '@app/deciders';
import { type Actor, paths } from '@app/kernel';
import { outcomes } from '@app/panels';
import { kindsOfRequest, requirements } from '@app/proposals';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';
import { idOf } from '../../http/fields';
import { conclusionOf, mostConditions } from '../panels/panels.form';
import { interestForm, namedDecisionForm } from './deciders.form';
import { outcomeWords } from './deciders.view';

const isInterest = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && (body as { interested?: unknown }).interested === 'yes';

/** The page on which a named decision-maker decides: no interest first, then the outcome, the reasons, the conditions. */
@Controller('proposals/:id/decide')
@Can('ballot.decideAlone')
export class NamedDecisionController {
  constructor(private readonly decisions: NamedDecisions) {}

  @Get()
  async form(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    return this.show(actor, id, Form.first(z.union([interestForm, namedDecisionForm])));
  }

  @Post()
  async decide(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    const again = (form: Form): Promise<Answer> => this.show(actor, id, form);
    if (isInterest(body)) {
      return answer(
        body,
        interestForm,
        async ({ key, contentHash, details }) => {
          await this.decisions.declareInterest(actor, idOf(id), { key, contentHash, interest: details });
          return redirect(paths.dashboard());
        },
        again,
      );
    }
    return answer(
      body,
      namedDecisionForm,
      async (typed) => {
        const { key, contentHash, outcome } = typed;
        await this.decisions.decide(actor, idOf(id), { key, contentHash, outcome, ...conclusionOf(typed) });
        return redirect(paths.proposal(id));
      },
      again,
    );
  }

  private async show(actor: Actor, id: string, form: Form): Promise<Answer> {
    const subject = await this.decisions.before(actor, idOf(id));
    const judged = kindsOfRequest[subject.request].judgedByRequirements;
    return page('deciders/decide', {
      title: `Decide on ${subject.reference}, ${subject.title}`,
      subject,
      form,
      office: deciderName(subject.decider ?? { body: 'named', title: '' }),
      outcomes: outcomes.map((value) => ({ value, text: outcomeWords[value] })),
      requirements: judged ? requirements : [],
      places: Array.from({ length: Math.min(mostConditions, 4) }, (_, index) => index + 1),
    });
  }
}
