import type { IncomingHttpHeaders, IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Form, formOf, forms, type Ready, type Wire, wireOf } from './public-pages';

/** How many addresses are kept; the one that was kept first goes first. */
const mostKept = 500;

/** Addresses whose answers are of one version at a time, and are the same for everybody whom it admits. */
export type QuickArea = {
  covers: (url: string) => boolean;
  /** The version now; null where that has to be asked first. */
  version: () => string | null;
  /** Whether a request with these headers may have the answer, as far as is known without asking; else the pipeline says. */
  admits?: (headers: IncomingHttpHeaders) => boolean;
};

/** An answer as Node writes it: its headers as one flat list, which costs half of what an object of them does. */
type Written = { status: number; headers: string[]; bytes: Buffer };

type Kept = { area: QuickArea; ready: Ready; route: string; written: Record<Form, Written> };

/**
 * Public answers that were given once, given again before the framework has the request: the same bytes and headers,
 * for as long as they are of the current version.
 */
export class QuickAnswers {
  private readonly kept = new Map<string, Kept>();

  /** @param told hears of each answer: route, status, milliseconds */
  constructor(
    private readonly areas: readonly QuickArea[],
    private readonly told: (route: string, status: number, took: number) => void = () => undefined,
  ) {}

  /** Stands before the framework on its server: answers what it can, and hands it everything else. */
  stand(server: Server): void {
    const framework = server.listeners('request') as RequestListener[];
    server.removeAllListeners('request');
    server.on('request', (request, response) => {
      if (this.answers(request, response)) return;
      for (const handler of framework) void handler(request, response);
    });
  }

  /**
   * Keeps an answer with the headers that all answers have, as they stand before its own are added; but for the number of
   * the request, by which logs are asked: nothing is logged of what is given again.
   */
  keep(request: FastifyRequest, reply: FastifyReply, ready: Ready): void {
    const { method, originalUrl } = request;
    const area = this.areas.find(({ covers }) => covers(request.url));
    if (method !== 'GET' || reply.statusCode !== 200 || area === undefined) return;
    if (ready.version !== area.version() || reply.hasHeader('set-cookie')) return;
    const { 'x-request-id': _, ...common } = reply.getHeaders();
    const written = forms.map((form) => [form, write(common, wireOf(ready, form))]);
    const route = request.routeOptions.url ?? 'none';
    this.kept.delete(originalUrl);
    this.kept.set(originalUrl, { area, ready, route, written: Object.fromEntries(written) as Record<Form, Written> });
    const [oldest] = this.kept.keys();
    if (this.kept.size > mostKept) this.kept.delete(oldest);
  }

  private answers(request: IncomingMessage, response: ServerResponse): boolean {
    const known = request.method === 'GET' ? this.kept.get(request.url ?? '') : undefined;
    if (known === undefined || known.ready.version !== known.area.version()) return false;
    if (known.area.admits?.(request.headers) === false) return false;
    const from = performance.now();
    const { status, headers, bytes } = known.written[formOf(known.ready, request.headers)];
    response.writeHead(status, headers).end(bytes);
    this.told(known.route, status, performance.now() - from);
    return true;
  }
}

function write(common: Readonly<Record<string, unknown>>, { status, headers, bytes }: Wire): Written {
  const length = status === 200 ? { 'content-length': bytes.length } : {};
  const all = Object.entries({ ...common, ...headers, ...length });
  return { status, headers: all.flatMap(([name, value]) => [name, String(value)]), bytes };
}
