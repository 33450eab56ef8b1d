import { createHash } from 'node:crypto';
import type { Config } from '@app/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { visitOf } from './access';
import { isAnswer, type Page, type Redirect, type Told } from './answers';
import { navigationFor } from './navigation';
import { holds } from './conditions';
import { sendReady } from './public-pages';
import type { QuickAnswers } from './quick-answers';
import { render } from './render';

/** What every template can use beside its own view. */
export function layoutContext(config: Config, request: FastifyRequest): object {
  const { actor, csrfToken } = visitOf(request);
  const path = request.url.split('?')[0] ?? '/';
  return {
    actor,
    csrfToken,
    navigation: actor === null ? [] : navigationFor(actor, path),
    path,
    production: config.production,
  };
}

/** Teaches Fastify our answers: a page becomes HTML, a redirect a 303. Public pages get a strong ETag. */
export function sendAnswers(fastify: FastifyInstance, config: Config, quick: QuickAnswers): void {
  fastify.addHook('preSerialization', async (request, reply, payload) => {
    if (!isAnswer(payload)) return payload;
    if (payload.kind === 'ready') {
      quick.keep(request, reply, payload);
      return sendReady(request, reply, payload);
    }
    reply.serializer((text: unknown) => String(text));
    return send(config, request, reply, payload);
  });
  sayNothingOfWhatIsHeld(fastify);
}

/**
 * To who has it already nothing is sent (RFC 9110, 15.4.5): neither bytes nor how many they would be. For HEAD Fastify
 * itself says how many, last.
 */
function sayNothingOfWhatIsHeld(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async ({ method }, reply, payload) => {
    if (reply.statusCode !== 304) return payload;
    return method === 'HEAD' ? '' : null;
  });
  fastify.addHook('onRoute', (route) => {
    if (route.method !== 'HEAD') return;
    const last = async (_request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
      if (reply.statusCode === 304) void reply.removeHeader('content-length');
      return payload;
    };
    route.onSend = [...[route.onSend ?? []].flat(), last];
  });
}

function send(config: Config, request: FastifyRequest, reply: FastifyReply, answer: Page | Redirect | Told): string {
  if (answer.kind === 'redirect') {
    void reply.code(303).header('location', answer.to).type('text/plain; charset=utf-8');
    return `See ${answer.to}`;
  }
  if (answer.kind === 'told') {
    void reply.code(200).type('application/json; charset=utf-8').header('cache-control', 'no-store');
    return JSON.stringify(answer.facts);
  }
  if (answer.fault !== undefined) {
    request.log.error({ ...answer.fault, form: answer.template }, 'The database refused what a form let through');
  }
  const rendered = render(answer.template, { ...layoutContext(config, request), ...answer.view });
  const html = answer.finish?.(rendered) ?? rendered;
  void reply.code(answer.status).type('text/html; charset=utf-8');
  if (answer.retryAfter !== undefined) void reply.header('retry-after', String(answer.retryAfter));
  const personal = visitOf(request).csrfToken !== null;
  if (personal || answer.status !== 200) {
    void reply.header('cache-control', 'no-store');
    return html;
  }
  const etag = `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`;
  void reply.header('etag', etag).header('cache-control', 'public, max-age=0, must-revalidate');
  if (holds(request.headers['if-none-match'], etag)) void reply.code(304);
  return html;
}
