import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { CONFIG, type Config } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Page } from './answers';
import { render } from './render';

/** A public page or file, rendered and compressed: the same bytes for everybody until its version changes. */
export type Ready = {
  kind: 'ready';
  /** Of what it was made: the edition, and what stands around it. */
  version: string;
  type: string;
  headers: Readonly<Record<string, string>>;
  etag: string;
  body: Buffer;
  gzipped: Buffer;
};

/**
 * A file to be made: its media type, what else is said about it in headers, and its text. A `passing` one lacks
 * something that could not be read just now: it is sent, and made anew for the next who asks.
 */
export type PublicFile = {
  type: string;
  headers?: Readonly<Record<string, string>>;
  text: string;
  passing?: boolean;
};

const mostBytes = 64_000_000;
const longestAddress = 300;
const compress = promisify(gzip);

/** Public pages in memory, by address. One of another version is made anew; the least recently asked for goes first. */
@Injectable()
export class PublicPages {
  private readonly kept = new Map<string, { version: string; ready: Ready }>();
  private bytes = 0;

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** The page at this address, made only if this version of it is not in memory; `finish` has the last word on its text. */
  page(
    address: string,
    version: string,
    make: () => Page | Promise<Page>,
    finish: (html: string) => string = (html) => html,
  ): Promise<Ready> {
    return this.file(address, version, async () => {
      const { template, view } = await make();
      const { production } = this.config;
      const path = address.split('?')[0];
      const text = render(template, {
        actor: null,
        csrfToken: null,
        isAdministrator: false,
        path,
        production,
        ...view,
      });
      return {
        type: 'text/html; charset=utf-8',
        text: finish(text),
        passing: 'passing' in view && view.passing === true,
      };
    });
  }

  /** A file (feed, CSV, JSON) at this address, made only if this version of it is not in memory. */
  async file(address: string, version: string, make: () => PublicFile | Promise<PublicFile>): Promise<Ready> {
    const found = this.kept.get(address);
    if (found?.version === version) {
      this.forget(address);
      this.keep(address, version, found.ready);
      return found.ready;
    }
    const made = await make();
    const ready = await prepare(made, version);
    this.forget(address);
    if (made.passing !== true && address.length <= longestAddress) this.keep(address, version, ready);
    return ready;
  }

  private keep(address: string, version: string, ready: Ready): void {
    this.kept.set(address, { version, ready });
    this.bytes += sizeOf(ready);
    for (const oldest of this.kept.keys()) {
      if (this.bytes <= mostBytes || oldest === address) return;
      this.forget(oldest);
    }
  }

  private forget(address: string): void {
    const found = this.kept.get(address);
    if (!found) return;
    this.kept.delete(address);
    this.bytes -= sizeOf(found.ready);
  }
}

const sizeOf = (ready: Ready): number => ready.body.length + ready.gzipped.length + 1_000;

async function prepare({ type, headers = {}, text }: PublicFile, version: string): Promise<Ready> {
  const body = Buffer.from(text);
  const etag = createHash('sha256').update(body).digest('base64url').slice(0, 22);
  return { kind: 'ready', version, type, headers, etag, body, gzipped: await compress(body, { level: 9 }) };
}

/** Sends a kept page: compressed where the browser takes it, and nothing at all where it has it already. */
export function sendReady(request: FastifyRequest, reply: FastifyReply, ready: Ready): Buffer {
  const zipped = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  const etag = zipped ? `"${ready.etag}-gz"` : `"${ready.etag}"`;
  void reply
    .type(ready.type)
    .header('etag', etag)
    .header('vary', 'accept-encoding')
    .header('cache-control', 'public, max-age=0, must-revalidate')
    .headers({ ...ready.headers });
  reply.serializer(((bytes: Buffer) => bytes) as never);
  const had = String(request.headers['if-none-match'] ?? '');
  if (had.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)) {
    void reply.code(304);
    return Buffer.alloc(0);
  }
  if (zipped) void reply.header('content-encoding', 'gzip');
  return zipped ? ready.gzipped : ready.body;
}
