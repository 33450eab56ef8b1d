import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Forbidden, urlIn } from '@app/kernel';
import type { Config } from '@app/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { cookieName, cookieOptions } from './cookies';

const refusal = 'This form has expired or came from another site. Go back, load the page again and send it once more';

/** A signature by the site's secret. */
export function sign(config: Config, text: string): string {
  if (config.sessionSecret === null) throw new Error('SESSION_SECRET is not set');
  return createHmac('sha256', config.sessionSecret).update(text).digest('base64url');
}

/** Whether two signatures are the same, in a time that does not tell. */
export function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** The synchroniser token of a session. */
export function sessionToken(config: Config, sessionId: string): string {
  return sign(config, `session:${sessionId}`);
}

/** The token of public forms: stands in a signed cookie and in the form; made when there is none or a forged one. */
export function publicFormToken(
  config: Config,
  request: FastifyRequest,
  reply: FastifyReply,
): { value: string; fresh: boolean } {
  const name = cookieName(config, 'form');
  const given = request.cookies[name] ?? '';
  const [random = '', signature = ''] = given.split('.');
  if (random !== '' && same(signature, sign(config, `form:${random}`))) return { value: given, fresh: false };
  const made = randomBytes(18).toString('base64url');
  const value = `${made}.${sign(config, `form:${made}`)}`;
  void reply.setCookie(name, value, cookieOptions(config));
  return { value, fresh: true };
}

/**
 * Whether the form carries the expected token; one with another token of ours has expired, since its session ended or
 * its cookie went: its page is open in a tab since then. @throws Forbidden for a form that carries none
 */
export function hasToken(request: FastifyRequest, expected: string | null): boolean {
  const given = (request.body as { _csrf?: unknown } | null | undefined)?._csrf;
  if (typeof given !== 'string' || given === '') throw new Forbidden(refusal, 'form.token');
  return expected !== null && same(given, expected);
}

/** Throws for a request that a browser says comes from another site. */
export function checkOrigin(config: Config, request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Forbidden(refusal, 'form.origin');
  const { origin } = request.headers;
  if (origin === undefined || origin === 'null') {
    if (origin === 'null' && site === undefined) throw new Forbidden(refusal, 'form.origin');
    return;
  }
  const ours = [new URL(config.baseUrl).host, request.headers.host];
  if (!ours.includes(urlIn(origin)?.host)) throw new Forbidden(refusal, 'form.origin');
}
