import { ConsultationQueries } from '@app/consultations';
import { type Actor, day, newId, paths, refuse } from '@app/kernel';
import { FileStore } from '@app/platform';
import { cameBy, type CameBy, daysToEnter, entriesPerPage, PaperQueries, PaperResponses } from '@app/responses';
import { Controller, Get, HttpCode, Param, Post, Req, Res, type StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Asked, type AskedOf, placeById } from '../../http/asked';
import { idOf, key } from '../../http/fields';
import { answer, Form } from '../../http/forms';
import { uploadOf } from '../../http/uploads';
import { download } from '../proposals/download';
import { OwnDraft } from '../respond/own-draft';

const filters = { after: placeById };
const came = z.object({
  key,
  cameBy: z.enum(Object.keys(cameBy) as [CameBy, ...CameBy[]], { error: 'Choose how it came' }),
  cameOn: day('Enter the day it came'),
});

/** What came on paper or by mail: taken in with its scan, then answered for whoever sent it on the pages that everybody has. */
@Controller('consultations/:reference/run/paper')
@Can('response.enter')
export class PaperController {
  constructor(
    private readonly paper: PaperResponses,
    private readonly queries: PaperQueries,
    private readonly consultations: ConsultationQueries,
    private readonly own: OwnDraft,
    private readonly store: FileStore,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Param('reference') reference: string,
    @Asked(filters) { after }: AskedOf<typeof filters>,
  ): Promise<Answer> {
    const consultation = await this.consultations.consultation(reference);
    const entries = await this.queries.list(actor, consultation.id, after);
    const next = entries.length === entriesPerPage ? (entries.at(-1)?.id ?? null) : null;
    return page('outreach/paper', { title: 'Responses on paper and by email', consultation, entries, cameBy, next });
  }

  @Get('new')
  async form(@Param('reference') reference: string): Promise<Answer> {
    return this.ask(reference, Form.first(came));
  }

  @Post('new')
  async takeIn(
    @CurrentActor() actor: Actor,
    @Param('reference') reference: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer> {
    const { fields, file } = await uploadOf(request);
    return answer(
      fields,
      came,
      async ({ key: id, ...order }) => {
        if (file === null) refuse('Select the scan', 'file');
        this.own.keep(reply, reference, await this.paper.takeIn(actor, reference, { id, ...order }, file));
        return redirect(paths.consultationRespond(reference));
      },
      (form) => this.ask(reference, form),
    );
  }

  /** The draft opens in the browser of this officer. */
  @Post(':entry')
  @HttpCode(303)
  async goOn(
    @CurrentActor() actor: Actor,
    @Param('reference') reference: string,
    @Param('entry') entry: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer> {
    this.own.keep(reply, reference, await this.paper.goOn(actor, reference, idOf(entry)));
    return redirect(paths.consultationRespond(reference));
  }

  @Get(':entry/scan')
  async scan(
    @CurrentActor() actor: Actor,
    @Param('reference') reference: string,
    @Param('entry') entry: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { id } = await this.consultations.consultation(reference);
    return download(this.store, reply, await this.queries.scan(actor, id, idOf(entry, 'This scan')));
  }

  private async ask(reference: string, form: Form): Promise<Answer> {
    const consultation = await this.consultations.consultation(reference);
    const title = 'Enter a response that came on paper or by email';
    const values = form.value('key') === undefined ? form.with({ ...form.values, key: newId() }) : form;
    return page('outreach/paper-new', { title, consultation, ways: waysOf(form), daysToEnter, form: values });
  }
}

/** How it can have come, as radios. */
function waysOf(form: Form) {
  return Object.entries(cameBy).map(([value, text]) => ({ value, text, checked: form.has('cameBy', value) }));
}
