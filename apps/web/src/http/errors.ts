import { PolicyRefusals } from '@app/accounts';
import { Forbidden, NotFound, paths, Refused, Stale } from '@app/kernel';
import { CONFIG, type Config, FilesUnavailable, OnlyShown } from '@app/platform';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isMapsApi, problemOf } from '../api/v1/problem';
import { problemOf as openProblemOf } from '../api/v2/problem';
import { SignInNeeded, visitOf } from './access';
import { NotUnderstood } from './asked';
import { fieldsOf } from './fields-of';
import { MethodNotAllowed } from './methods';
import { nameOf } from './policies';
import { TooMany } from './rate-limit';
import { render } from './render';
import { layoutContext } from './reply';

/** A form that came too soon, or had expired, to be sent again from the page that says so: nothing that was typed is lost. */
type Again = { action: string; says: string; fields: [name: string, value: string][] };

/** What is said of an error; `works`: what can be read meanwhile. */
type Shown = {
  status: number;
  title: string;
  text: string[];
  works?: readonly { text: string; href: string }[];
  headers?: Readonly<Record<string, string>>;
};

/** An error as it is answered. */
export type ErrorAnswer = { status: number; headers: Readonly<Record<string, string>>; body: string };

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
      const asked = request.method === 'GET' || request.method === 'HEAD' ? request.url : paths.dashboard();
      const next = error.kept === null ? asked : paths.keptForm(error.kept);
      void reply.code(303).header('location', paths.signIn(next)).send();
      return;
    }
    const { actor, action } = visitOf(request);
    if (actor !== null && isByRule(error)) {
      this.refusals.note(actor, (error.by && nameOf(error.by)) ?? action ?? 'unnamed');
    }
    const { status, headers, body } = answerTo(error, request, this.config);
    if (status >= 500) request.log.error({ err: error }, 'A request failed');
    void reply.code(status).headers(headers).send(body);
  }
}

/** Whether a rule said no, be it by hiding that there is anything. */
const isByRule = (error: unknown): error is Forbidden | NotFound =>
  error instanceof Forbidden || (error instanceof NotFound && error.by !== null);

/** What is answered to a request that ended in an error: as its API says it, as a problem, or as a page. */
export function answerTo(error: unknown, request: FastifyRequest, config: Config): ErrorAnswer {
  const shown = describeError(error);
  const problem = (status: number, content: object): ErrorAnswer => ({
    status,
    headers: { ...shown.headers, 'cache-control': 'no-store', 'content-type': 'application/problem+json' },
    body: JSON.stringify(content),
  });
  if (isMapsApi(request.url)) {
    const content = problemOf(shown.status, request.id);
    return problem(content.status, content);
  }
  const about = { status: shown.status, requestId: request.id, apiUrl: config.apiUrl };
  if (request.url.startsWith('/api/')) {
    const content = openProblemOf(error, about);
    return problem(content.status, content);
  }
  if (!wantsPage(request)) {
    const { status, title, text } = shown;
    return problem(status, { type: 'about:blank', title, status, detail: text.join(' '), requestId: request.id });
  }
  const again = againOf(error, request);
  const view = { ...layoutContext(config, request), ...shown, again, requestId: request.id };
  return {
    status: shown.status,
    headers: { ...shown.headers, 'cache-control': 'no-store', 'content-type': 'text/html; charset=utf-8' },
    body: render('errors/error', view),
  };
}

const isFile = /(\.(csv|json|jsonld|atom|ics|svg)|^\/health\/\w+|^\/metrics)$/;

/** Who shows pages says so; who does not, and asks for JSON or at the address of a file, is a program. */
function wantsPage({ headers, url }: FastifyRequest): boolean {
  const accept = headers.accept ?? '';
  if (/\btext\/html\b/.test(accept)) return true;
  return !/\bjson\b/.test(accept) && !isFile.test(url.split('?')[0] ?? '');
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
  if (error instanceof OnlyShown) {
    return { status: 422, title: 'Nothing was done yet', text: [`${error.because}.`] };
  }
  if (error instanceof FilesUnavailable) return filesUnavailable;
  if (error instanceof NotUnderstood) {
    return {
      status: 422,
      title: 'This address asks for something that cannot be read',
      text: error.reasons.map(({ field, text }) => `${field}: ${text}.`),
    };
  }
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
      headers: { 'retry-after': String(error.seconds) },
    };
  }
  if (error instanceof MethodNotAllowed) {
    return {
      status: 405,
      title: 'This address cannot be used like that',
      text: ['If you came here by a button, go back and press it again.'],
      headers: { allow: error.allow },
    };
  }
  return fromHttp(error);
}

/** A time to wait: "20 seconds", "2 minutes". */
export function waitInWords(seconds: number): string {
  const [count, unit] = seconds < 60 ? [Math.max(1, seconds), 'second'] : [Math.ceil(seconds / 60), 'minute'];
  return count === 1 ? `1 ${unit}` : `${count} ${unit}s`;
}

function againOf(error: unknown, { method, url, body }: FastifyRequest): Again | null {
  if (method !== 'POST') return null;
  const form = { action: url, fields: fieldsOf(body) };
  if (error instanceof OnlyShown) return { ...form, says: 'Send it again if you still want it.' };
  const after = 'What you typed is kept on this page. Send it again from here after that time.';
  return error instanceof TooMany ? { ...form, says: after } : null;
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

/** Nothing is in memory yet that could be shown instead: this process has started since the database answered last. */
const unavailable: Shown = {
  status: 503,
  title: 'Sorry, the service is unavailable',
  text: [
    'Our database does not answer at the moment, and no map, search or form can be shown without it.',
    'Try again in a few minutes. What was published or sent to us before is not lost. If you have just sent something, it was not stored.',
  ],
  works: [{ text: 'how the API and its data are made', href: paths.apiDocs() }],
  headers: { 'retry-after': '60' },
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
    ? unavailable
    : { status: 500, title: 'Sorry, there is a problem with the service', text: ['Try again later.'] };
}
