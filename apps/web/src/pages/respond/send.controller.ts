import { emailAddress, NotFound, paths, personName, shortText } from '@app/kernel';
import {
  askedBy,
  changedIn,
  isAskedEquality,
  type Permission,
  permissions,
  type ResponseDraft,
  SendingResponses,
  sendingGaps,
} from '@app/responses';
import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { PublicForm } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';
import { OwnDraft } from './own-draft';
import { OwnReceipt } from './own-receipt';
import { stepsOf } from './steps.view';

const ticked = z.literal('yes').optional();
const choices = z.object({
  permission: z.enum(Object.keys(permissions) as [Permission, ...Permission[]], {
    error: 'Choose how we may use your words',
  }),
  name: personName(),
  copy: ticked,
  outcome: ticked,
  email: z
    .union([
      shortText()
        .refine((text) => text === '')
        .transform(() => null),
      emailAddress,
    ])
    .default(null),
});

/** Checking and sending a response, the receipt, and taking it back. */
@Controller('consultations/:reference/respond')
export class SendController {
  constructor(
    private readonly own: OwnDraft,
    private readonly receipts: OwnReceipt,
    private readonly sending: SendingResponses,
  ) {}

  @Get('check')
  @PublicForm()
  async check(@Param('reference') reference: string, @Req() request: FastifyRequest): Promise<Answer> {
    const draft = await this.own.draft(request, reference);
    if (draft === null) return redirect(paths.consultationRespond(reference));
    const { permission, name, copy, outcome } = draft.sending;
    const yes = (one: boolean | undefined): string | undefined => (one === true ? 'yes' : undefined);
    const values = { permission, name, copy: yes(copy), outcome: yes(outcome), email: draft.email ?? '' };
    return this.show(draft, Form.first(choices).beginning(values));
  }

  @Post('check')
  @PublicForm()
  async send(
    @Param('reference') reference: string,
    @Req() request: FastifyRequest,
    @Body() body: unknown,
  ): Promise<Answer> {
    const token = this.own.token(request, reference);
    if (token === null) throw new NotFound('Your response');
    return answer(
      body,
      choices,
      async ({ copy, outcome, ...given }) => {
        const order = { ...given, copy: copy === 'yes', outcome: outcome === 'yes' };
        await this.sending.send(reference, token, order);
        const sent = await this.own.draft(request, reference);
        const asks = sent !== null && isAskedEquality(sent);
        return redirect(paths.respondPart(reference, asks ? 'equality' : 'received'));
      },
      async (form) => {
        const draft = await this.own.draft(request, reference);
        if (draft === null) throw new NotFound('Your response');
        return this.show(draft, form);
      },
    );
  }

  @Get('received')
  @PublicForm()
  async received(@Param('reference') reference: string, @Req() request: FastifyRequest): Promise<Answer> {
    const draft = await this.own.draft(request, reference);
    if (draft === null || draft.response === null) return redirect(paths.consultation(reference));
    const receipt = await this.receipts.sent(draft);
    const title = receipt.withdrawn ? 'You withdrew your response' : 'We have your response';
    return page('respond/received', {
      title,
      section: 'consultations',
      draft,
      asks: isAskedEquality(draft),
      ...receipt,
    });
  }

  @Get('withdraw')
  @PublicForm()
  async withdraw(@Param('reference') reference: string, @Req() request: FastifyRequest): Promise<Answer> {
    const draft = await this.own.draft(request, reference);
    if (draft === null || draft.response === null) return redirect(paths.consultation(reference));
    return page('respond/withdraw', { title: 'Withdraw your response', section: 'consultations', draft });
  }

  @Post('withdraw')
  @PublicForm('by-itself')
  async withdrawn(@Param('reference') reference: string, @Req() request: FastifyRequest): Promise<Answer> {
    const token = this.own.token(request, reference);
    if (token === null) throw new NotFound('Your response');
    await this.sending.withdraw(reference, token);
    return redirect(paths.respondPart(reference, 'received'));
  }

  private async show(draft: ResponseDraft, form: Form): Promise<Answer> {
    const gaps = sendingGaps(askedBy(draft), draft.about, draft.answers, changedIn(draft));
    const missing = gaps.map(({ page: no, text }) => ({
      text,
      href: no === 0 ? paths.consultationRespond(draft.reference) : paths.respondPage(draft.reference, no),
    }));
    const view = { title: 'Check your answers, then send', section: 'consultations', draft, form, missing };
    const consultation = await this.own.about(draft.reference);
    return page('respond/check', {
      ...view,
      consultation,
      steps: stepsOf(draft, 'check'),
      ...(await this.receipts.said(draft)),
    });
  }
}
