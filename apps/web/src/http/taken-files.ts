import { pipeline, Readable, Transform } from 'node:stream';
import { Exports, type Taken } from '@app/accounts';
import { withinRequest } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { visitOf } from './access';

/**
 * The one place where files leave: whatever is sent to a signed-in person and is no page is recorded, with its filter
 * and the rows of a CSV, counted as they pass. No route can forget it.
 */
@Injectable()
export class TakenFiles {
  constructor(private readonly exports: Exports) {}

  /** Stands at the door. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onSend', (request, reply, payload) => this.pass(request, reply, payload));
  }

  private async pass(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
    const { actor } = visitOf(request);
    if (actor === null || !isFile(request, reply)) return payload;
    const taken = takenOf(request);
    const counter = String(reply.getHeader('content-type')).startsWith('text/csv') ? new CsvRows() : null;
    try {
      const id = await this.exports.begin(actor, taken);
      const end = (whole: boolean): Promise<void> =>
        withinRequest(request.id, () =>
          this.exports.end(actor, id, taken, { rows: counter?.rows ?? null, whole }),
        ).catch((error: unknown) => request.log.error({ err: error }, 'The end of an export was not recorded'));
      if (payload instanceof Readable) return counted(payload, counter, end);
      counter?.read(Buffer.from(payload as string | Buffer));
      await end(true);
      return payload;
    } catch (error) {
      if (payload instanceof Readable) payload.destroy();
      throw error;
    }
  }
}

function isFile(request: FastifyRequest, reply: FastifyReply): boolean {
  const type = String(reply.getHeader('content-type') ?? '');
  return request.method === 'GET' && reply.statusCode === 200 && !type.startsWith('text/html');
}

/** What was asked for, as text without control characters; nothing where there is nothing. */
function takenOf(request: FastifyRequest): Taken {
  const texts = (given: unknown): Record<string, string> | undefined => {
    const entries = Object.entries((given ?? {}) as Record<string, unknown>)
      .map(([name, value]) => [clean(name), clean([value].flat().join(', '))] as const)
      .filter(([, value]) => value !== '');
    return entries.length === 0 ? undefined : Object.fromEntries(entries.slice(0, 20));
  };
  const [of, filter] = [texts(request.params), texts(request.query)];
  return { file: request.routeOptions.url ?? '', ...(of && { of }), ...(filter && { filter }) };
}

const clean = (text: string): string => text.replaceAll(/\p{C}/gu, ' ').trim().slice(0, 200);

/** The same stream, its rows counted; `end` is told when all of it has passed, or when it broke off. */
function counted(source: Readable, counter: CsvRows | null, end: (whole: boolean) => Promise<void>): Readable {
  let whole = false;
  const passing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      counter?.read(chunk);
      done(null, chunk);
    },
    flush(done) {
      whole = true;
      void end(true).then(() => done());
    },
  });
  pipeline(source, passing, () => {
    if (!whole) void end(false);
  });
  return passing;
}

/** Counts the rows of a CSV (RFC 4180) as its bytes pass: line ends outside of quotes, without the header's. */
export class CsvRows {
  private ended = 0;
  private quoted = false;
  private open = false;

  /** Reads on; a row may go over several chunks. */
  read(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (byte === 0x22) this.quoted = !this.quoted;
      const ends = byte === 0x0a && !this.quoted;
      if (ends) this.ended += 1;
      this.open = !ends;
    }
  }

  get rows(): number {
    return Math.max(0, this.ended + (this.open ? 1 : 0) - 1);
  }
}
