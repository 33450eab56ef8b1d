import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { CONFIG, type Config } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Page } from './answers';
import { holds, takesGzip } from './conditions';
import { printedAddress } from '../pictures/sheet';
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
      const { production, baseUrl } = this.config;
      const path = address.split('?')[0];
      const text = render(template, {
        actor: null,
        csrfToken: null,
        isAdministrator: false,
        path,
        production,
        site: printedAddress(baseUrl, ''),
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

/** The forms that a kept page is sent in: whole or compressed, and without its bytes to who has (`held`) them already. */
export const forms = ['plain', 'zipped', 'held plain', 'held zipped'] as const;
export type Form = (typeof forms)[number];

/** What a kept page is on the wire in one form. */
export type Wire = { status: 200 | 304; headers: Record<string, string>; bytes: Buffer };

const etagOf = (ready: Ready, packing: 'plain' | 'zipped'): string =>
  packing === 'zipped' ? `"${ready.etag}-gz"` : `"${ready.etag}"`;

/** The form for a request: compressed where it takes that, without bytes where it says that it has them. */
export function formOf(ready: Ready, asked: IncomingHttpHeaders): Form {
  const packing = takesGzip(String(asked['accept-encoding'] ?? '')) ? 'zipped' : 'plain';
  return holds(asked['if-none-match'], etagOf(ready, packing)) ? `held ${packing}` : packing;
}

export function wireOf(ready: Ready, form: Form): Wire {
  const packing = form.endsWith('zipped') ? 'zipped' : 'plain';
  const headers = {
    'content-type': ready.type,
    etag: etagOf(ready, packing),
    vary: 'accept-encoding',
    'cache-control': 'public, max-age=0, must-revalidate',
    ...ready.headers,
  };
  if (form.startsWith('held')) return { status: 304, headers, bytes: Buffer.alloc(0) };
  if (packing === 'plain') return { status: 200, headers, bytes: ready.body };
  return { status: 200, headers: { ...headers, 'content-encoding': 'gzip' }, bytes: ready.gzipped };
}

/** Sends a kept page through the framework. */
export function sendReady(request: FastifyRequest, reply: FastifyReply, ready: Ready): Buffer {
  const { status, headers, bytes } = wireOf(ready, formOf(ready, request.headers));
  if (status === 304) void reply.code(status);
  void reply.headers(headers);
  reply.serializer(((sent: Buffer) => sent) as never);
  return bytes;
}
