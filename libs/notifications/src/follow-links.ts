import { createHmac } from 'node:crypto';
import { sha256 } from '@app/kernel';
import { CONFIG, type Config } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';

/** What a link in a mail to a follower does. */
export type FollowLink = 'confirm' | 'stop';

/** The tokens in the links of mails to followers: made from our secret for each mail, kept as hashes only. */
@Injectable()
export class FollowLinks {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** The token of a follower's link. */
  token(link: FollowLink, followerId: string): string {
    return this.sign(`${link}:${followerId}`);
  }

  /** The token by which an address stops everything: the same in all of its mails, stored nowhere. */
  tokenOfAddress(address: string): string {
    return this.sign(`all:${address}`);
  }

  /** What is stored of a token. */
  hash(link: FollowLink, followerId: string): string {
    return hashOfToken(this.token(link, followerId));
  }

  /** A path of the site as a whole address, as mails need it. */
  address(path: string): string {
    return this.config.baseUrl.replace(/\/$/, '') + path;
  }

  private sign(text: string): string {
    if (this.config.sessionSecret === null) throw new Error('SESSION_SECRET is not set');
    return createHmac('sha256', this.config.sessionSecret).update(`follow:${text}`).digest('base64url');
  }
}

/** What is stored of a token that came in a link. */
export const hashOfToken = (token: string): string => sha256(token);
