import type { IncomingHttpHeaders } from 'node:http';
import { ApiKeys } from '@app/accounts';
import { Forbidden } from '@app/kernel';
import { CONFIG, type Config } from '@app/platform';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** The key that a request sends in `X-API-KEY`; null for none. */
export function keyIn({ headers }: { headers: IncomingHttpHeaders }): string | null {
  const given = headers['x-api-key'];
  return typeof given === 'string' && given !== '' ? given : null;
}

/** Whether a key may be used: one that a person made, or the one of the demo. */
@Injectable()
export class KeyCheck {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly keys: ApiKeys,
  ) {}

  /** As far as is known without asking the database: no also where it would have to be asked. */
  known(key: string | null): boolean {
    return key !== null && (this.isDemo(key) || this.keys.isKnown(key));
  }

  async allows(key: string): Promise<boolean> {
    return this.isDemo(key) || this.keys.isValid(key);
  }

  /** The demo's key is printed in README and is none in production: nothing is learnt from how long this takes. */
  private isDemo(key: string): boolean {
    return key === this.config.demoApiKey;
  }
}

/** Lets in who sends a key in `X-API-KEY`: 403 for none and for a wrong one, as the API answers it. */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(private readonly keys: KeyCheck) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const given = keyIn(context.switchToHttp().getRequest<FastifyRequest>());
    if (given === null) throw new Forbidden('Send your key in the header X-API-KEY');
    if (await this.keys.allows(given)) return true;
    throw new Forbidden('This key is not known');
  }
}
