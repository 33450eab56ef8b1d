import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Ready, sendReady } from './public-pages';

/** How many addresses are kept; the one that was kept first goes first. */
const mostKept = 500;

/** Addresses whose answers are of one version at a time, and are the same for everybody whom it admits. */
export type QuickArea = {
  covers: (url: string) => boolean;
  /** The version now; null where that has to be asked first. */
  version: () => string | null;
  /** Whether this request may have the answer, as far as is known without asking; where not, the pipeline says so. */
  admits?: (request: FastifyRequest) => boolean;
};

type Kept = { area: QuickArea; ready: Ready; headers: Record<string, string> };

/**
 * Public answers that were given once, given again before the rest of the pipeline: the same bytes and headers, for as
 * long as they are of the current version.
 */
export class QuickAnswers {
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly areas: readonly QuickArea[]) {}

  /** Answers what it can; the first hook, so that no other one runs before. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRequest', (request, reply, done) => {
      const known = request.method === 'GET' ? this.kept.get(request.url) : undefined;
      if (known === undefined || known.ready.version !== known.area.version()) return done();
      if (known.area.admits?.(request) === false) return done();
      void reply.headers(known.headers).header('x-request-id', request.id);
      reply.send(sendReady(request, reply, known.ready));
    });
  }

  /** Keeps an answer with the headers that all answers have, as they stand before its own are added. */
  keep(request: FastifyRequest, reply: FastifyReply, ready: Ready): void {
    const { method, url } = request;
    const area = this.areas.find(({ covers }) => covers(url));
    if (method !== 'GET' || reply.statusCode !== 200 || area === undefined) return;
    if (ready.version !== area.version() || reply.hasHeader('set-cookie')) return;
    const headers = Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)]);
    this.kept.delete(url);
    this.kept.set(url, { area, ready, headers: Object.fromEntries(headers) as Record<string, string> });
    const [oldest] = this.kept.keys();
    if (this.kept.size > mostKept) this.kept.delete(oldest);
  }
}
