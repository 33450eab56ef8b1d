import { type Actor, Forbidden, mayAtAll, networkOf } from '@app/kernel';
import { CONFIG, type Config, showOnly } from '@app/platform';
import {
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Inject,
  Injectable,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { expired, isShownAgain, signedOut, withoutCookie } from './again';
import { checkOrigin, hasToken, publicFormToken, sessionToken } from './csrf';
import { KeptForms } from './kept-forms';
import { ruleOf } from './policies';
import { RateLimits } from './rate-limit';
import { readForm } from './sent-forms';
import { Sessions } from './sessions';

/** What keeps a public form from being sent too often: where it comes from, or itself. */
type FormLimit = 'by-sender' | 'by-itself';
type Access = { kind: 'public' } | { kind: 'public-form'; limit: FormLimit } | { kind: 'can'; action: string };
const accessKey = 'waymark:access';

/** The same page for everybody: no session, no token, nothing of the person in it. */
export const Public = (): MethodDecorator & ClassDecorator =>
  SetMetadata(accessKey, { kind: 'public' } satisfies Access);

/**
 * A form that anybody may send: a signed double-submit cookie and the Origin check guard it. All of them together are
 * counted by the network they come from, because any may cause mail; `by-itself` is for those that need a link which
 * was mailed, or count their tries themselves.
 */
export const PublicForm = (limit: FormLimit = 'by-sender'): MethodDecorator & ClassDecorator =>
  SetMetadata(accessKey, { kind: 'public-form', limit } satisfies Access);

/** Signed-in people whose role could ever do this: `proposal.submit`. The record itself is checked by the service. */
export const Can = (action: string): MethodDecorator & ClassDecorator =>
  SetMetadata(accessKey, { kind: 'can', action } satisfies Access);

/** What the guard found out about a request, for the controller and the layout. */
export type Visit = {
  actor: Actor | null;
  sessionId: string | null;
  csrfToken: string | null;
  /** What `@Can` names, on pages for who is signed in. */
  action: string | null;
};

const visits = new WeakMap<FastifyRequest, Visit>();
const nobody: Visit = { actor: null, sessionId: null, csrfToken: null, action: null };

/** Who visits; nobody on public pages. */
export function visitOf(request: FastifyRequest): Visit {
  return visits.get(request) ?? nobody;
}

/** The signed-in actor, as a controller's argument. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = visitOf(context.switchToHttp().getRequest<FastifyRequest>());
  if (actor === null) throw new Forbidden('Sign in first');
  return actor;
});

/** Thrown for a page that needs somebody signed in: the filter leads to sign-in, and on to what was kept or asked for. */
export class SignInNeeded extends Error {
  constructor(readonly kept: string | null = null) {
    super('Sign in first');
  }
}

/** The one guard: fail closed. A route without a decorator is nobody's. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: Sessions,
    private readonly limits: RateLimits,
    private readonly kept: KeptForms,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(accessKey, [
      context.getHandler(),
      context.getClass(),
    ]);
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    if (access === undefined) throw new Forbidden('Nobody may use this page: its access is not declared');
    if (access.kind === 'public') return true;
    if (access.kind === 'public-form') {
      await this.publicForm(request, http.getResponse<FastifyReply>());
      if (access.limit === 'by-sender' && changes(request)) {
        await this.limits.count('public-form', networkOf(request.ip));
      }
      return true;
    }
    return this.signedIn(request, access.action);
  }

  private async publicForm(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const token = publicFormToken(this.config, request, reply);
    visits.set(request, { ...nobody, csrfToken: token.value });
    if (changes(request)) {
      checkOrigin(this.config, request);
      await readForm(request);
      if (!hasToken(request, token.fresh ? null : token.value)) showOnly(token.fresh ? withoutCookie : expired);
    }
  }

  private async signedIn(request: FastifyRequest, action: string): Promise<boolean> {
    const found = await this.sessions.find(request);
    if (found === null) throw new SignInNeeded(await this.keep(request));
    const csrfToken = sessionToken(this.config, found.id);
    visits.set(request, { actor: found.actor, sessionId: found.id, csrfToken, action });
    if (!mayAtAll(ruleOf(action), found.actor)) throw new Forbidden('Your role does not include this page');
    if (changes(request)) {
      const shownAgain = isShownAgain(request);
      if (!shownAgain) checkOrigin(this.config, request);
      await readForm(request);
      if (shownAgain) showOnly(signedOut);
      else if (!hasToken(request, csrfToken)) showOnly(expired);
    }
    return true;
  }

  /** What is sent after its session has ended, kept for who signs in again; its id, or null where nothing is kept. */
  private async keep(request: FastifyRequest): Promise<string | null> {
    if (request.method !== 'POST' || !this.kept.isAllowed(request)) return null;
    checkOrigin(this.config, request);
    await readForm(request);
    return this.kept.keep(request);
  }
}

function changes(request: FastifyRequest): boolean {
  return request.method !== 'GET' && request.method !== 'HEAD';
}
