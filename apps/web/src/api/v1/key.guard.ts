import { createHash, timingSafeEqual } from 'node:crypto';
import { ApiKeys } from '@app/accounts';
import { Forbidden } from '@app/kernel';
import { CONFIG, type Config } from '@app/platform';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Lets in who sends a key in `X-API-KEY`: 403 for none and for a wrong one, as the API answers it. */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly keys: ApiKeys,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const given = context.switchToHttp().getRequest<FastifyRequest>().headers['x-api-key'];
    const { demoApiKey } = this.config;
    if (typeof given !== 'string' || given === '') throw new Forbidden('Send your key in the header X-API-KEY');
    if (demoApiKey !== null && timingSafeEqual(digest(given), digest(demoApiKey))) return true;
    if (await this.keys.isValid(given)) return true;
    throw new Forbidden('This key is not known');
  }
}
