import { ConsultationQueries } from '@app/consultations';
import { type Actor, londonDate, longText, paths, refuse } from '@app/kernel';
import {
  AnswerInvitations,
  invitationsPerPage,
  InvitationsToAnswer,
  readInvitationList,
  type ToInvite,
} from '@app/responses';
import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Asked, type AskedOf, placeById } from '../../http/asked';
import { csvText, csvType } from '../../http/csv';
import { key, version } from '../../http/fields';
import { answer, Form } from '../../http/forms';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { uploadOf } from '../../http/uploads';
import { textOf } from './text-of-file';

const filters = { after: placeById };
const withKey = z.object({ key });
/** `seen`: how many were to be invited where the list was confirmed; absent where it is read first. */
const listed = withKey.extend({
  list: longText(200_000, 'Enter the organisations and their addresses'),
  seen: version.optional(),
});

/** Who is invited to answer a consultation, who has answered, and reminding the others. */
@Controller('consultations/:reference/run')
@Can('response.invite')
export class InvitationsController {
  constructor(
    private readonly invitations: AnswerInvitations,
    private readonly queries: InvitationsToAnswer,
    private readonly consultations: ConsultationQueries,
  ) {}

  @Get('invitations')
  async list(
    @CurrentActor() actor: Actor,
    @Param('reference') reference: string,
    @Asked(filters) { after }: AskedOf<typeof filters>,
  ): Promise<Answer> {
    const consultation = await this.consultations.consultation(reference);
    const invited = await this.queries.list(actor, consultation.id, after);
    const counts = await this.queries.counts(actor, consultation.id);
    const next = invited.length === invitationsPerPage ? (invited.at(-1)?.id ?? null) : null;
    return page('outreach/invitations', { title: 'Who is invited', consultation, invited, counts, next });
  }

  @Get('invitations.csv')
  async file(
    @CurrentActor() actor: Actor,
    @Param('reference') reference: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { id } = await this.consultations.consultation(reference);
    const lines: string[][] = [];
    for (let after: string | null = null; ;) {
      const some = await this.queries.list(actor, id, after, 1000);
      for (const { organisation, email, contact, invitedAt, answered } of some) {
        lines.push([organisation, email, contact, londonDate(invitedAt), answered ? 'yes' : '']);
      }
      after = some.at(-1)?.id ?? null;
      if (some.length < 1000) break;
    }
    const name = `${reference}-invited.csv`;
    void reply.type(csvType).headers({
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
    });
    return csvText('people', ['organisation', 'email', 'contact', 'invited', 'answered'], lines);
  }

  @FormPage('invite')
  async invite(
    @CurrentActor() actor: Actor,
    @Param('reference') reference: string,
    @Sent() sent: SentForm,
  ): Promise<Answer> {
    return sent.answer(
      listed,
      (given) => this.read(actor, reference, given),
      (form) => this.ask(reference, form),
    );
  }

  /** A file becomes the text of the list: what is wrong in it is mended there. */
  @Post('invite/file')
  async upload(
    @CurrentActor() actor: Actor,
    @Param('reference') reference: string,
    @Req() request: FastifyRequest,
  ): Promise<Answer> {
    const { fields, file } = await uploadOf(request);
    let list = '';
    return answer(
      fields,
      withKey,
      async (given) => {
        if (file === null) refuse('Select a file', 'file');
        list = await textOf(file.content);
        return this.read(actor, reference, { ...given, list });
      },
      (form) =>
        this.ask(
          reference,
          new Form(
            { key: form.value('key'), list },
            { errors: form.errors, notice: form.notice ?? undefined, schema: listed },
          ),
        ),
    );
  }

  @FormPage('remind')
  async remind(
    @CurrentActor() actor: Actor,
    @Param('reference') reference: string,
    @Sent() sent: SentForm,
  ): Promise<Answer> {
    return sent.answer(
      z.object({}),
      async () => {
        await this.invitations.remind(actor, reference);
        return redirect(paths.consultationStep(reference, 'invitations'));
      },
      async (form) => {
        const consultation = await this.consultations.consultation(reference);
        const counts = await this.queries.counts(actor, consultation.id);
        return page('outreach/remind', { title: 'Remind those who have not answered', consultation, counts, form });
      },
    );
  }

  private async read(actor: Actor, reference: string, { list, key, seen }: z.infer<typeof listed>): Promise<Answer> {
    const { invited, doubles } = readInvitationList(list);
    if (seen === undefined) {
      const { fresh, already } = await this.invitations.check(actor, reference, invited);
      const consultation = await this.consultations.consultation(reference);
      const form = new Form({ key, list: carried(fresh), seen: fresh.length });
      const view = { consultation, fresh, already, doubles, form };
      return page('outreach/invite-confirm', { title: 'Check who is invited', ...view });
    }
    await this.invitations.invite(actor, reference, { listed: invited, seen, key });
    return redirect(paths.consultationStep(reference, 'invitations'));
  }

  private async ask(reference: string, form: Form): Promise<Answer> {
    const consultation = await this.consultations.consultation(reference);
    const against =
      consultation.standing === 'upcoming' || consultation.standing === 'open' ? null : 'Nobody can answer';
    return page('outreach/invite', { title: 'Invite organisations', consultation, against, form });
  }
}

/** The list as it was read, as the form carries it until it is confirmed. */
function carried(fresh: readonly ToInvite[]): string {
  const rows = fresh.map(({ organisation, email, contact }) => [organisation, email, contact]);
  return csvText('machines', ['organisation', 'email', 'contact'], rows);
}
