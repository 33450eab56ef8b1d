import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Ready, sendReady } from './public-pages';

/** How many addresses are kept; the one that was kept first goes first. */
const mostKept = 500;

type Kept = { ready: Ready; headers: Record<string, string> };

/**
 * Public pages that were answered once, answered again before the rest of the pipeline: the same bytes and headers, for
 * as long as they are of the current version. Nothing below `/api/` is: who asks there may have to show a key.
 */
export class QuickAnswers {
  private readonly kept = new Map<string, Kept>();

  /** @param version the version of the pages now, null where that has to be asked first */
  constructor(private readonly version: () => string | null) {}

  /** Answers what it can; the first hook, so that no other one runs before. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRequest', (request, reply, done) => {
      const known = request.method === 'GET' ? this.kept.get(request.url) : undefined;
      if (known === undefined || known.ready.version !== this.version()) return done();
      void reply.headers(known.headers).header('x-request-id', request.id);
      reply.send(sendReady(request, reply, known.ready));
    });
  }

  /** Keeps a page with the headers that all pages have, as they stand before its own are added. */
  keep(request: FastifyRequest, reply: FastifyReply, ready: Ready): void {
    const { method, url } = request;
    if (method !== 'GET' || reply.statusCode !== 200 || url.startsWith('/api/')) return;
    if (ready.version !== this.version() || reply.hasHeader('set-cookie')) return;
    const headers = Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)]);
    this.kept.delete(url);
    this.kept.set(url, { ready, headers: Object.fromEntries(headers) as Record<string, string> });
    const [oldest] = this.kept.keys();
    if (this.kept.size > mostKept) this.kept.delete(oldest);
  }
}
