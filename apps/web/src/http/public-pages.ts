import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { CONFIG, type Config } from '@app/platform';
import { createParamDecorator, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Page } from './answers';
import { render } from './render';

/** A public page or file, rendered and compressed: the same bytes for everybody until its version changes. */
export type Ready = { kind: 'ready'; type: string; etag: string; body: Buffer; gzipped: Buffer };

/** The address that was asked for, path and query: what public pages are kept by. */
export const Address = createParamDecorator(
  (_: unknown, context: ExecutionContext): string => context.switchToHttp().getRequest<FastifyRequest>().url,
);

const mostKept = 2_000;
const longestAddress = 300;
const compress = promisify(gzip);

/** Public pages in memory, by address. One of another version is made anew; the least recently asked for goes first. */
@Injectable()
export class PublicPages {
  private readonly kept = new Map<string, { version: string; ready: Ready }>();

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** The page at this address, made only if this version of it is not in memory. */
  page(address: string, version: string, make: () => Page | Promise<Page>): Promise<Ready> {
    return this.ready(address, version, 'text/html; charset=utf-8', async () => {
      const { template, view } = await make();
      const { production } = this.config;
      const path = address.split('?')[0];
      return render(template, { actor: null, csrfToken: null, isAdministrator: false, path, production, ...view });
    });
  }

  /** A file (feed, CSV, JSON) at this address, made only if this version of it is not in memory. */
  file(address: string, version: string, type: string, make: () => string | Promise<string>): Promise<Ready> {
    return this.ready(address, version, type, make);
  }

  private async ready(
    address: string,
    version: string,
    type: string,
    make: () => string | Promise<string>,
  ): Promise<Ready> {
    const found = this.kept.get(address);
    this.kept.delete(address);
    const kept = found?.version === version ? found : { version, ready: await prepare(type, await make()) };
    if (address.length <= longestAddress) this.kept.set(address, kept);
    if (this.kept.size > mostKept) this.kept.delete(this.kept.keys().next().value ?? '');
    return kept.ready;
  }
}

async function prepare(type: string, text: string): Promise<Ready> {
  const body = Buffer.from(text);
  const etag = createHash('sha256').update(body).digest('base64url').slice(0, 22);
  return { kind: 'ready', type, etag, body, gzipped: await compress(body, { level: 9 }) };
}

/** Sends a kept page: compressed where the browser takes it, and nothing at all where it has it already. */
export function sendReady(request: FastifyRequest, reply: FastifyReply, ready: Ready): Buffer {
  const zipped = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  const etag = zipped ? `"${ready.etag}-gz"` : `"${ready.etag}"`;
  void reply
    .type(ready.type)
    .header('etag', etag)
    .header('vary', 'accept-encoding')
    .header('cache-control', 'public, max-age=0, must-revalidate');
  reply.serializer((bytes: unknown) => bytes as Buffer);
  const had = String(request.headers['if-none-match'] ?? '');
  if (had.split(',').some((tag) => tag.trim() === etag)) {
    void reply.code(304);
    return Buffer.alloc(0);
  }
  if (zipped) void reply.header('content-encoding', 'gzip');
  return zipped ? ready.gzipped : ready.body;
}
