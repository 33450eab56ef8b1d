import { type Actor, newId, NotFound, paths, refuse } from '@app/kernel';
import { Db, FileStore } from '@app/platform';
import { EvidenceFiles, EvidenceQueries, mostFiles, ProposalQueries, purposesOf, requirements } from '@app/proposals';
import { Controller, Get, Param, Post, Req, Res, type StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Carried } from '../../http/asked';
import { answer, Form } from '../../http/forms';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { uploadOf } from '../../http/uploads';
import { key, version } from '../../http/fields';
import { download } from './download';
import { draftPage } from './draft.page';
import { filesByPurpose, purposeItems } from './files.view';

const purposes = ['whole', ...requirements.map(({ key }) => key)] as const;
const adding = z.object({
  version,
  key,
  purpose: z
    .enum(purposes, { error: 'Choose what the file is evidence for' })
    .transform((purpose) => (purpose === 'whole' ? null : purpose)),
});
const removing = z.object({ version });

/** The evidence files of a proposal: added and removed by its group, read by who may see the case. */
@Controller('proposals/:id/files')
export class FilesController {
  constructor(
    private readonly db: Db,
    private readonly evidence: EvidenceFiles,
    private readonly files: EvidenceQueries,
    private readonly queries: ProposalQueries,
    private readonly store: FileStore,
  ) {}

  @Get()
  @Can('proposal.amend')
  async form(@CurrentActor() actor: Actor, @Param('id') id: string, @Carried('for') purpose: unknown): Promise<Answer> {
    return this.show(actor, id, new Form({ purpose }));
  }

  @Post()
  @Can('proposal.amend')
  async add(@CurrentActor() actor: Actor, @Param('id') id: string, @Req() request: FastifyRequest): Promise<Answer> {
    const { fields, file } = await uploadOf(request);
    return answer(
      fields,
      adding,
      async ({ purpose: requirement, ...order }) => {
        if (file === null) refuse('Select a file', 'file');
        await this.evidence.add(actor, id, { ...order, requirement }, file);
        return redirect(paths.proposalPart(id, 'files'));
      },
      (form) => this.show(actor, id, form),
    );
  }

  @Get(':file')
  @Can('proposal.see')
  async download(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('file') fileId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return download(this.store, reply, await this.files.file(actor, id, fileId));
  }

  @FormPage(':file/remove')
  @Can('proposal.amend')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('file') file: string,
    @Sent() sent: SentForm,
  ): Promise<Answer> {
    return sent.answer(
      removing,
      async ({ version }) => {
        await this.evidence.remove(actor, id, file, version);
        return redirect(paths.proposalPart(id, 'files'));
      },
      (form) => this.ask(actor, id, file, form),
    );
  }

  private async show(actor: Actor, id: string, form: Form): Promise<Answer> {
    return draftPage(this.queries, { actor, id }, form, async (proposal) => {
      const files = await this.queries.draftFiles(this.db.read(), id);
      const purposes = purposeItems(purposesOf(proposal), form);
      const view = { groups: filesByPurpose(files), purposes, left: mostFiles - files.length };
      // A file is added or not: there is no text that two people could have changed.
      return { field: 'files', fields: [], template: 'files', title: 'Evidence files', key: newId(), ...view };
    });
  }

  private async ask(actor: Actor, id: string, fileId: string, form: Form): Promise<Answer> {
    const proposal = await this.queries.proposal(actor, id);
    const file = (await this.queries.draftFiles(this.db.read(), id)).find((one) => one.id === fileId);
    if (file === undefined) throw new NotFound('This file');
    return page('proposals/remove-file', { title: `Remove ${file.name}?`, proposal, file, form });
  }
}
