import { PolicyRefusals } from '@app/accounts';
import { Forbidden, NotFound, paths, Refused, Stale } from '@app/kernel';
import { CONFIG, type Config, FilesUnavailable } from '@app/platform';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isMapsApi, problemOf } from '../api/v1/problem';
import { problemOf as openProblemOf } from '../api/v2/problem';
import { SignInNeeded, visitOf } from './access';
import { nameOf } from './policies';
import { TooMany } from './rate-limit';
import { render } from './render';
import { layoutContext } from './reply';

type Shown = { status: number; title: string; text: string[]; retryAfter?: number };
/** A form that came too soon, to be sent again from the page that says so: nothing that was typed is lost. */
type Again = { action: string; fields: { name: string; value: string }[] };

/** The one place where errors become pages (or problems, RFC 9457, for who asks for JSON). No stack trace leaves. */
@Catch()
export class ErrorPages implements ExceptionFilter {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly refusals: PolicyRefusals,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (error instanceof SignInNeeded) {
      const next = request.method === 'GET' ? request.url : paths.dashboard();
      void reply.code(303).header('location', paths.signIn(next)).send();
      return;
    }
    const { actor, action } = visitOf(request);
    if (error instanceof Forbidden && actor !== null) {
      this.refusals.note(actor, (error.by && nameOf(error.by)) ?? action ?? 'unnamed');
    }
    const shown = describeError(error);
    if (shown.status >= 500) request.log.error({ err: error }, 'A request failed');
    if (shown.retryAfter !== undefined) void reply.header('retry-after', String(shown.retryAfter));
    void reply.code(shown.status).header('cache-control', 'no-store');
    if (isMapsApi(request.url)) {
      const problem = problemOf(shown.status, request.id);
      void reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
      return;
    }
    if (request.url.startsWith('/api/')) {
      const { apiUrl } = this.config;
      const problem = openProblemOf(error, { status: shown.status, requestId: request.id, apiUrl });
      void reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
      return;
    }
    const again = error instanceof TooMany && request.method === 'POST' ? againOf(request) : null;
    const view = { ...layoutContext(this.config, request), ...shown, again, requestId: request.id };
    void reply.type('text/html; charset=utf-8').send(render('errors/error', view));
  }
}

/** What an error says to the person: its status, a title, what to do. */
export function describeError(error: unknown): Shown {
  if (error instanceof NotFound) return notFound;
  if (error instanceof Forbidden) {
    return { status: 403, title: 'You cannot use this page', text: [`${error.message}.`] };
  }
  if (error instanceof Stale) {
    return {
      status: 409,
      title: 'Somebody changed this while you were working',
      text: [`${error.message}.`, 'Go back, load the page again and make your change once more.'],
    };
  }
  if (error instanceof FilesUnavailable) return filesUnavailable;
  if (error instanceof Refused) {
    return {
      status: 422,
      title: 'This cannot be done',
      text: error.reasons.map((reason) => `${reason.text}.`),
    };
  }
  if (error instanceof TooMany) {
    return {
      status: 429,
      title: 'Too many tries',
      text: [`Wait ${waitInWords(error.seconds)}, then try again.`],
      retryAfter: error.seconds,
    };
  }
  return fromHttp(error);
}

/** A time to wait: "20 seconds", "2 minutes". */
export function waitInWords(seconds: number): string {
  const [count, unit] = seconds < 60 ? [Math.max(1, seconds), 'second'] : [Math.ceil(seconds / 60), 'minute'];
  return count === 1 ? `1 ${unit}` : `${count} ${unit}s`;
}

function againOf({ url, body }: FastifyRequest): Again {
  const fields = Object.entries((body ?? {}) as Record<string, unknown>).flatMap(([name, given]) =>
    name === '_csrf' ? [] : [given].flat().map((value) => ({ name, value: String(value) })),
  );
  return { action: url, fields };
}

const notFound: Shown = {
  status: 404,
  title: 'Page not found',
  text: [
    'If you typed the web address, check it is correct.',
    'If you pasted the web address, check you copied the entire address.',
  ],
};

const filesUnavailable: Shown = {
  status: 503,
  title: 'Sorry, files are unavailable',
  text: ['The store of files does not answer. Try again in a few minutes. Everything else works.'],
};

/** What PostgreSQL cannot read: an id in the address that is none, and text with a NUL. */
const unreadable: Readonly<Record<string, number>> = { '22P02': 404, '22021': 400 };

/** What Node and PostgreSQL say while the database is away, starting, stopping or full. */
const unreachable = ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', '53300', '57P01', '57P02', '57P03', '08006'];

function fromHttp(error: unknown): Shown {
  const code = String((error as { code?: unknown })?.code);
  const given = (error as { statusCode?: unknown }).statusCode ?? unreadable[code] ?? 500;
  const status = error instanceof HttpException ? error.getStatus() : Number(given);
  if (status === 404) return notFound;
  if (status >= 400 && status < 500) {
    return {
      status,
      title: 'This request was not understood',
      text: ['Go back, check what you entered and try again.'],
    };
  }
  return status === 503 || unreachable.includes(code)
    ? {
        status: 503,
        title: 'Sorry, the service is unavailable',
        text: ['Try again in a few minutes. Nothing was stored.'],
      }
    : { status: 500, title: 'Sorry, there is a problem with the service', text: ['Try again later.'] };
}
