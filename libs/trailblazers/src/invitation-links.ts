import { createHmac } from 'node:crypto';
import { paths, sha256 } from '@app/kernel';
import { CONFIG, type Config } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';

/** The tokens in the links of invitations to groups: made from our secret for each, kept as hashes only. */
@Injectable()
export class InvitationLinks {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** The token of an invitation's link. */
  token(invitationId: string): string {
    if (this.config.sessionSecret === null) throw new Error('SESSION_SECRET is not set');
    return createHmac('sha256', this.config.sessionSecret).update(`group:${invitationId}`).digest('base64url');
  }

  /** What is stored of a token. */
  hash(token: string): string {
    return sha256(token);
  }

  /** The page at which the invitation is answered. */
  path(invitationId: string): string {
    return paths.groupInvitation(this.token(invitationId));
  }
}
