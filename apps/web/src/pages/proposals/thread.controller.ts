import { type Actor, paths } from '@app/kernel';
import {
  ChangeRequestQueries,
  ChangeRequests,
  partNamed,
  threadAnswerSchema,
  threadRulingSchema,
} from '@app/proposals';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';
import { key } from '../../http/fields';
import { pageOf } from './proposal.view';
import { threadLines } from './thread.view';

const sent = z.object({ key, seen: z.coerce.number().int().min(0) });
const answering = z.intersection(sent, threadAnswerSchema);
const ruling = z.intersection(sent, threadRulingSchema);

/** The conversation on one change request: the group answers, the officer replies, settles it or asks again. */
@Controller('proposals/:id/requests/:requestId')
export class ThreadController {
  constructor(
    private readonly requests: ChangeRequests,
    private readonly queries: ChangeRequestQueries,
  ) {}

  @Get()
  @Can('proposal.see')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('requestId') requestId: string,
  ): Promise<Answer> {
    return this.page(actor, id, requestId, Form.first(z.union([answering, ruling])).beginning({ workingDays: '10' }));
  }

  @Post('answer')
  @Can('proposal.amend')
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('requestId') requestId: string,
    @Body() body: unknown,
  ): Promise<Answer> {
    return answer(
      body,
      answering,
      async ({ done, ...said }) => {
        await this.requests.answer(actor, requestId, { ...said, done: done === 'yes' });
        return redirect(paths.proposal(id));
      },
      (form) => this.page(actor, id, requestId, form),
    );
  }

  @Post('ruling')
  @Can('proposal.check')
  async rule(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('requestId') requestId: string,
    @Body() body: unknown,
  ): Promise<Answer> {
    return answer(
      body,
      ruling,
      async (said) => {
        await this.requests.rule(actor, requestId, said);
        return redirect(paths.proposal(id));
      },
      (form) => this.page(actor, id, requestId, form),
    );
  }

  private async page(actor: Actor, id: string, requestId: string, form: Form): Promise<Answer> {
    const { proposal, request, acts } = await this.queries.thread(actor, id, requestId);
    const part = partNamed(request.field)?.text ?? request.field;
    return page('proposals/thread', {
      title: `Change request: ${part}`,
      proposal,
      request,
      lines: threadLines(request.entries),
      seen: form.stale ? request.entries.length : (form.value('seen') ?? request.entries.length),
      acts,
      fieldPage: acts.includes('answer') ? pageOf(proposal, request.field) : null,
      form,
    });
  }
}
