import { type ConsultationDetail, ConsultationQueries } from '@app/consultations';
import { CONFIG, type Config } from '@app/platform';
import { AnswerInvitations, Answering, linkWeeks, type ResponseDraft } from '@app/responses';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { cookieName, cookieOptions } from '../../http/cookies';

const seconds = linkWeeks * 7 * 86_400;

/** The draft of a response that a browser holds: one for each consultation, opened by a cookie that scripts do not see. */
@Injectable()
export class OwnDraft {
  constructor(
    private readonly answering: Answering,
    private readonly invitations: AnswerInvitations,
    private readonly consultations: ConsultationQueries,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The token of this browser for a consultation; null where it began none. */
  token(request: FastifyRequest, consultation: string): string | null {
    const given = request.cookies[this.name(consultation)] ?? '';
    return /^[\w-]{32}$/.test(given) ? given : null;
  }

  /** The draft of this browser; null where there is none (any more). */
  draft(request: FastifyRequest, consultation: string): Promise<ResponseDraft | null> {
    return this.answering.draft(consultation, this.token(request, consultation));
  }

  /** What is consulted on, as its page shows it. @throws NotFound */
  about(consultation: string): Promise<ConsultationDetail> {
    return this.consultations.consultation(consultation);
  }

  /** The invitation to this consultation whose link this browser followed, if it did. */
  async invitation(request: FastifyRequest, consultation: string): Promise<string | null> {
    const given = request.cookies[this.invitedName(consultation)] ?? '';
    return /^[\w-]{43}$/.test(given) ? this.invitations.idOf(given, consultation) : null;
  }

  /** Keeps for this browser which invitation it follows, until it begins. */
  keepInvitation(reply: FastifyReply, consultation: string, token: string): void {
    void reply.setCookie(this.invitedName(consultation), token, { ...cookieOptions(this.config), maxAge: seconds });
  }

  /** Lets this browser open the draft from now on. */
  keep(reply: FastifyReply, consultation: string, token: string): void {
    void reply.setCookie(this.name(consultation), token, { ...cookieOptions(this.config), maxAge: seconds });
  }

  private invitedName(consultation: string): string {
    return cookieName(this.config, `invited_${consultation}`);
  }

  private name(consultation: string): string {
    return cookieName(this.config, `answer_${consultation}`);
  }
}
