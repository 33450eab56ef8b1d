import { NotFound, paths } from '@app/kernel';
import { Equality, equalityKeys, equalityQuestions, isAskedEquality } from '@app/responses';
import { Controller, Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { PublicForm } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import type { Form } from '../../http/forms';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { OwnDraft } from './own-draft';

const chosen = z.object({
  ...Object.fromEntries(
    equalityKeys.map((key) => [key, z.enum(Object.keys(equalityQuestions[key].options) as [string]).optional()]),
  ),
  skip: z.literal('yes').optional(),
});

/** Questions about oneself after a response was sent: each can be left out, and all at once. */
@Controller('consultations/:reference/respond/equality')
export class EqualityController {
  constructor(
    private readonly own: OwnDraft,
    private readonly equality: Equality,
  ) {}

  @FormPage()
  @PublicForm()
  async ask(
    @Param('reference') reference: string,
    @Sent() sent: SentForm,
    @Req() request: FastifyRequest,
  ): Promise<Answer> {
    const [draft, token] = [await this.own.draft(request, reference), this.own.token(request, reference)];
    if (draft === null || token === null) {
      if (!sent.isOpened) throw new NotFound('Your response');
      return redirect(paths.consultation(reference));
    }
    const received = redirect(paths.respondPart(reference, 'received'));
    if (sent.isOpened && !isAskedEquality(draft)) return received;
    return sent.answer(
      chosen,
      async ({ skip, ...given }) => {
        await this.equality.answer(reference, token, skip === 'yes' ? {} : given);
        return received;
      },
      (form) => {
        const title = 'Some optional questions about you';
        return page('respond/equality', { title, section: 'consultations', draft, questions: shown(form), form });
      },
    );
  }
}

function shown(form: Form) {
  return equalityKeys.map((key) => ({
    key,
    text: equalityQuestions[key].text,
    items: Object.entries(equalityQuestions[key].options).map(([value, text]) => ({
      value,
      text,
      checked: form.has(key, value),
    })),
  }));
}
