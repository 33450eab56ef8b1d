import { createHmac } from 'node:crypto';
import { sha256 } from '@app/kernel';
import { CONFIG, type Config } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';

/** The tokens in reviewers' links: made from our secret for each mail, kept as hashes only. */
@Injectable()
export class ReviewLinks {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** The token of an invitation's link. */
  token(invitationId: string): string {
    if (this.config.sessionSecret === null) throw new Error('SESSION_SECRET is not set');
    return createHmac('sha256', this.config.sessionSecret).update(`review:${invitationId}`).digest('base64url');
  }

  /** What is stored of an invitation's token. */
  hash(invitationId: string): string {
    return sha256(this.token(invitationId));
  }
}
