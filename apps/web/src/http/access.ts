import { type Actor, Forbidden, mayAtAll } from '@app/kernel';
import { CONFIG, type Config } from '@app/platform';
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
import { checkOrigin, checkToken, publicFormToken, sessionToken } from './csrf';
import { ruleOf } from './policies';
import { Sessions } from './sessions';
import { readToken } from './uploads';

type Access = { kind: 'public' } | { kind: 'public-form' } | { kind: 'can'; action: string };
const accessKey = 'waymark:access';

/** The same page for everybody: no session, no token, nothing of the person in it. */
export const Public = (): MethodDecorator & ClassDecorator =>
  SetMetadata(accessKey, { kind: 'public' } satisfies Access);

/** A form that anybody may send: a signed double-submit cookie and the Origin check guard it. */
export const PublicForm = (): MethodDecorator & ClassDecorator =>
  SetMetadata(accessKey, { kind: 'public-form' } satisfies Access);

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

/** Thrown for a page that needs somebody signed in: the filter leads to sign-in and back. */
export class SignInNeeded extends Error {}

/** The one guard: fail closed. A route without a decorator is nobody's. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: Sessions,
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
    if (access.kind === 'public-form') return this.publicForm(request, http.getResponse<FastifyReply>());
    return this.signedIn(request, access.action);
  }

  private async publicForm(request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    const token = publicFormToken(this.config, request, reply);
    visits.set(request, { ...nobody, csrfToken: token.value });
    if (changes(request)) {
      checkOrigin(this.config, request);
      await readToken(request);
      checkToken(request, token.fresh ? null : token.value);
    }
    return true;
  }

  private async signedIn(request: FastifyRequest, action: string): Promise<boolean> {
    const found = await this.sessions.find(request);
    if (found === null) throw new SignInNeeded();
    const csrfToken = sessionToken(this.config, found.id);
    visits.set(request, { actor: found.actor, sessionId: found.id, csrfToken, action });
    if (changes(request)) {
      checkOrigin(this.config, request);
      await readToken(request);
      checkToken(request, csrfToken);
    }
    if (!mayAtAll(ruleOf(action), found.actor)) throw new Forbidden('Your role does not include this page');
    return true;
  }
}

function changes(request: FastifyRequest): boolean {
  return request.method !== 'GET' && request.method !== 'HEAD';
}
