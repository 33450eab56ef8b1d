import { emailAddress, NotFound, paths, shortText } from '@app/kernel';
import { ResponseLinks } from '@app/responses';
import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { PublicForm } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { OwnDraft } from './own-draft';

const address = z.object({ email: emailAddress });
const replaced = z.object({ response: shortText('Choose a response') });

/** Saving a response to return to it, by a mailed link; and what the link opens. */
@Controller()
export class SavedController {
  constructor(
    private readonly own: OwnDraft,
    private readonly links: ResponseLinks,
  ) {}

  @FormPage('consultations/:reference/respond/save')
  @PublicForm()
  async save(
    @Param('reference') reference: string,
    @Sent() sent: SentForm,
    @Req() request: FastifyRequest,
  ): Promise<Answer> {
    const [draft, token] = [await this.own.draft(request, reference), this.own.token(request, reference)];
    if (draft === null || token === null) {
      if (!sent.isOpened) throw new NotFound('Your response');
      return redirect(paths.consultationRespond(reference));
    }
    const show = (form: Form, done = false): Answer => {
      const title = done ? 'Saved: look at your mail' : 'Save and return later';
      return page('respond/save', { title, section: 'consultations', draft, form, done });
    };
    return sent.answer(
      address,
      async ({ email }) => {
        await this.links.saveFor(reference, token, email);
        return show(new Form({ email }), true);
      },
      (form) => show(form.beginning({ email: draft.email ?? '' })),
    );
  }

  /** The answer is the same whether or not anything was saved with the address. */
  @FormPage('consultations/:reference/respond/continue')
  @PublicForm()
  async again(@Param('reference') reference: string, @Sent() sent: SentForm): Promise<Answer> {
    const consultation = await this.own.about(reference);
    const show = (form: Form, done = false): Answer => {
      const title = done ? 'Look at your mail' : 'Continue a saved response';
      return page('respond/continue', { title, section: 'consultations', consultation, form, done });
    };
    return sent.answer(
      address,
      async ({ email }) => {
        await this.links.again(reference, email);
        return show(new Form({ email }), true);
      },
      (form) => show(form),
    );
  }

  /** Only the button follows a link: programs that look at the links of a mail beforehand do not. */
  @Get('responses/link/:token')
  @PublicForm()
  async link(@Param('token') token: string): Promise<Answer> {
    const linked = await this.links.linked(token);
    const title = linked.purpose === 'continue' ? 'Continue your response' : 'Confirm your address';
    return page('respond/link', { title, section: 'consultations', linked });
  }

  @Post('responses/link/:token')
  @PublicForm('by-itself')
  @HttpCode(303)
  async follow(@Param('token') token: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<Answer> {
    const { consultation, response, token: opens, others } = await this.links.follow(token);
    this.own.keep(reply, consultation, opens);
    if (response === null) return redirect(paths.consultationRespond(consultation));
    return redirect(paths.respondPart(consultation, others.length > 0 ? 'same-address' : 'received'));
  }

  @Get('consultations/:reference/respond/same-address')
  @PublicForm()
  async same(@Param('reference') reference: string, @Req() request: FastifyRequest): Promise<Answer> {
    return this.showSame(reference, request, Form.first(replaced));
  }

  @Post('consultations/:reference/respond/same-address')
  @PublicForm('by-itself')
  async replace(
    @Param('reference') reference: string,
    @Req() request: FastifyRequest,
    @Body() body: unknown,
  ): Promise<Answer> {
    const token = this.own.token(request, reference);
    if (token === null) throw new NotFound('Your response');
    return answer(
      body,
      replaced,
      async ({ response }) => {
        if (response !== 'keep') await this.links.replace(reference, token, response);
        return redirect(paths.respondPart(reference, 'received'));
      },
      (form) => this.showSame(reference, request, form),
    );
  }

  private async showSame(reference: string, request: FastifyRequest, form: Form): Promise<Answer> {
    const draft = await this.own.draft(request, reference);
    if (draft === null || draft.response === null) return redirect(paths.consultation(reference));
    const others = await this.links.others(draft.id);
    if (others.length === 0) return redirect(paths.respondPart(reference, 'received'));
    const title = 'You responded before from this address';
    return page('respond/same-address', { title, section: 'consultations', draft, others, form });
  }
}
