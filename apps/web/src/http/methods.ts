import type { FastifyInstance, FastifyRequest } from 'fastify';

/** An address that there is, asked by a method that it does not take. Becomes 405, with those that it takes. */
export class MethodNotAllowed extends Error {
  constructor(readonly allow: string) {
    super(`Only ${allow}`);
    this.name = 'MethodNotAllowed';
  }
}

/** Addresses that stand for "everything else", and say nothing of what there is. */
const catchAll = /^(\/api\/v1|\/)\*?$/;

/**
 * Answers 405 with `Allow` (RFC 9110, 15.5.6) instead of 404 where an address takes other methods, and OPTIONS
 * everywhere. Call it before there are routes: it hears of each as it is added.
 */
export function tellMethods(fastify: FastifyInstance): void {
  const known: { pattern: RegExp; methods: readonly string[] }[] = [];
  fastify.addHook('onRoute', ({ url, method }) => {
    if (!(catchAll.test(url) && url.endsWith('*'))) known.push({ pattern: patternOf(url), methods: [method].flat() });
  });
  fastify.addHook('onRequest', async (request, reply) => {
    if (!isNowhere(request)) return;
    const path = request.url.split('?')[0] ?? '/';
    const found = new Set(known.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods));
    if (found.size === 0 || found.has(request.method)) return;
    const allow = [...found.add('OPTIONS')].sort().join(', ');
    if (request.method !== 'OPTIONS') throw new MethodNotAllowed(allow);
    void reply.code(204).header('allow', allow).send();
    await reply;
  });
}

const isNowhere = ({ is404, routeOptions }: FastifyRequest): boolean =>
  is404 || (routeOptions.url?.endsWith('*') === true && catchAll.test(routeOptions.url));

/** `/proposals/:id` as an expression that addresses are held against. */
function patternOf(url: string): RegExp {
  const parts = url.split(/(:\w+|\*)/).map((part) => {
    if (part === '*') return '.*';
    return part.startsWith(':') ? '[^/]+' : part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
  });
  return new RegExp(`^${parts.join('')}$`);
}
