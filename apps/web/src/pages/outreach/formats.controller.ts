import { ConsultationQueries, type FormatKind, formatKinds, OtherFormats } from '@app/consultations';
import { type Actor, newId, oneLine, paths, refuse } from '@app/kernel';
import { fileKinds, FileStore } from '@app/platform';
import { Controller, Get, HttpCode, Param, Post, Req, Res, type StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Can, CurrentActor, Public } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { idOf, key } from '../../http/fields';
import { answer, Form } from '../../http/forms';
import { uploadOf } from '../../http/uploads';
import { download } from '../proposals/download';
import { sizeWords } from '../proposals/files.view';

const given = z.object({
  key,
  format: z.enum(Object.keys(formatKinds) as [FormatKind, ...FormatKind[]], { error: 'Choose the format' }),
  title: oneLine(150, 'Enter what the file is called'),
});

/** What is consulted on in other formats: officers put files beside it, and everybody can open them. */
@Controller('consultations/:reference')
export class FormatsController {
  constructor(
    private readonly formats: OtherFormats,
    private readonly consultations: ConsultationQueries,
    private readonly store: FileStore,
  ) {}

  @Get('formats/:id')
  @Public()
  async file(
    @Param('reference') reference: string,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return download(this.store, reply, await this.formats.file(reference, idOf(id, 'This file')));
  }

  @Get('run/formats')
  @Can('consultation.run')
  async form(@Param('reference') reference: string): Promise<Answer> {
    return this.show(reference, Form.first(given));
  }

  @Post('run/formats')
  @Can('consultation.run')
  async add(
    @CurrentActor() actor: Actor,
    @Param('reference') reference: string,
    @Req() request: FastifyRequest,
  ): Promise<Answer> {
    const { fields, file } = await uploadOf(request);
    return answer(
      fields,
      given,
      async ({ key: id, ...order }) => {
        if (file === null) refuse('Select the file', 'file');
        await this.formats.add(actor, reference, { id, ...order }, file);
        return redirect(paths.consultationStep(reference, 'formats'));
      },
      (form) => this.show(reference, form),
    );
  }

  @Post('run/formats/:id')
  @Can('consultation.run')
  @HttpCode(303)
  async remove(
    @CurrentActor() actor: Actor,
    @Param('reference') reference: string,
    @Param('id') id: string,
  ): Promise<Answer> {
    await this.formats.remove(actor, reference, idOf(id, 'This file'));
    return redirect(paths.consultationStep(reference, 'formats'));
  }

  private async show(reference: string, form: Form): Promise<Answer> {
    const consultation = await this.consultations.consultation(reference);
    const files = (await this.formats.list(consultation.id)).map((one) => ({
      ...one,
      format: formatKinds[one.format],
      size: sizeWords(one.size),
    }));
    const kinds = Object.entries(formatKinds).map(([value, text]) => ({
      value,
      text,
      checked: form.has('format', value),
    }));
    const values = form.value('key') === undefined ? form.with({ ...form.values, key: newId() }) : form;
    const endings = Object.values(fileKinds).flatMap((kind) => kind.endings.map((ending) => `.${ending}`));
    return page('outreach/formats', {
      title: 'Other formats',
      consultation,
      files,
      kinds,
      accept: endings.join(','),
      form: values,
    });
  }
}
