import { createHmac } from 'node:crypto';
import { paths, sha256 } from '@app/kernel';
import { CONFIG, type Config } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';

/** The tokens in the links of invitations to answer: made from our secret for each, kept as hashes only. */
@Injectable()
export class AnswerInvitationLinks {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** What is stored of the token of an invitation. */
  hash(invitationId: string): string {
    return sha256(this.token(invitationId));
  }

  /** The page that the mail of an invitation leads to. */
  path(invitationId: string): string {
    return paths.invitedToAnswer(this.token(invitationId));
  }

  private token(invitationId: string): string {
    if (this.config.sessionSecret === null) throw new Error('SESSION_SECRET is not set');
    return createHmac('sha256', this.config.sessionSecret).update(`answer:${invitationId}`).digest('base64url');
  }
}
