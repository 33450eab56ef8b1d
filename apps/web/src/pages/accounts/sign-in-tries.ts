import { RefusedSignIns } from '@app/accounts';
import { networkOf, normalEmail } from '@app/kernel';
import { CONFIG, type Config } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { knownDevice, rememberDevice } from '../../http/devices';
import { type Counted, RateLimits, TooMany } from '../../http/rate-limit';

/** A try to sign in: for which account (the normal form of the address), from where, and what it is counted by. */
export type SignInTry = { account: string; network: string; device: string | null; counted: readonly Counted[] };

/**
 * Tries to sign in, and what comes of each. Tries by strangers are counted by account and network, by account, and by
 * network; those from a device on which the person has signed in before by that device alone, so that nobody else can
 * keep them out, whatever the proxies in front of the site say about where a try comes from.
 */
@Injectable()
export class SignInTries {
  constructor(
    private readonly limits: RateLimits,
    private readonly record: RefusedSignIns,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** What a request tries. */
  of(request: FastifyRequest, email: string): SignInTry {
    const [account, network] = [normalEmail(email), networkOf(request.ip)];
    const device = knownDevice(this.config, request, email);
    const counted: Counted[] =
      device === null
        ? [
            { by: 'sign-in', key: `${account} ${network}` },
            { by: 'sign-in-account', key: account },
            { by: 'sign-in-network', key: network },
          ]
        : [{ by: 'sign-in-device', key: device }];
    return { account, network, device, counted };
  }

  /** Counts a try, before the password is looked at. @returns how many seconds to wait first; null: go on */
  async begin(tried: SignInTry): Promise<number | null> {
    try {
      await this.limits.slow(tried.counted);
      return null;
    } catch (error) {
      if (!(error instanceof TooMany)) throw error;
      await this.slowed(tried);
      return error.seconds;
    }
  }

  /** The password was right: the try counts against nobody, and the device is known from now on. */
  async succeeded(tried: SignInTry, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    await this.limits.forgive(tried.counted);
    rememberDevice(this.config, request, reply, tried.account);
  }

  /** The password was wrong, or there is no such account. */
  async refused({ account, network }: SignInTry): Promise<void> {
    await this.record.count({ email: account, from: network, locked: false });
  }

  /** The try came before its time, and was not looked at. */
  private async slowed({ account, network }: SignInTry): Promise<void> {
    await this.record.count({ email: account, from: network, locked: true });
  }
}
