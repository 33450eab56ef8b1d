import {
  type DecidedKind,
  decidedKindWords,
  DeciderQueries,
  Deciders,
  deciderName,
  possibleBodies,
  settableKinds,
} from '@app/deciders';
import { type Actor, paths } from '@app/kernel';
import { Db } from '@app/platform';
import { ProposalQueries } from '@app/proposals';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { idOf } from '../../http/fields';
import { deciderForm, handingOverForm } from './deciders.form';
import { ruleLines } from './deciders.view';

/** Administrators set who decides from a day on, and hand over cases whose decision-maker can't decide. */
@Controller('admin/deciders')
export class DecidersController {
  constructor(
    private readonly db: Db,
    private readonly deciders: Deciders,
    private readonly queries: DeciderQueries,
    private readonly proposals: ProposalQueries,
  ) {}

  @Get()
  @Can('decider.see')
  async list(@CurrentActor() actor: Actor): Promise<Answer> {
    return this.show(actor, Form.first(deciderForm));
  }

  @Post()
  @Can('decider.set')
  async set(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      deciderForm,
      async ({ kind, ...order }) => {
        await this.deciders.set(actor, { ...order, kind: kind as DecidedKind });
        return redirect(paths.deciders());
      },
      (form) => this.show(actor, form),
    );
  }

  @FormPage('cases/:id')
  @Can('decider.handOver')
  async handOver(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      handingOverForm,
      async ({ reason }) => {
        await this.deciders.handOver(actor, idOf(id), reason);
        return redirect(paths.proposal(id));
      },
      (form) => this.showCase(actor, id, form),
    );
  }

  private async show(actor: Actor, form: Form): Promise<Answer> {
    return page('deciders/admin', {
      title: 'Who decides',
      form,
      rules: ruleLines(await this.queries.all(actor)),
      people: await this.queries.whoCanBeNamed(actor),
      kinds: settableKinds.map((kind) => ({ value: kind, text: decidedKindWords[kind] })),
      bodies: possibleBodies.occupation.decision.map((body) => ({
        value: body,
        text: body === 'named' ? 'A named decision-maker' : deciderName({ body, title: null }),
      })),
    });
  }

  private async showCase(actor: Actor, id: string, form: Form): Promise<Answer> {
    const { reference } = await this.proposals.proposal(actor, idOf(id));
    const decider = await this.queries.ofCase(this.db.read(), id);
    const title = `Hand over ${reference}`;
    return page('deciders/hand-over', {
      title,
      id,
      form,
      reference,
      before: deciderName(decider),
      against: decider.against,
    });
  }
}
