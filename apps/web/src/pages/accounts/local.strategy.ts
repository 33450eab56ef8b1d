import { SignIn } from '@app/accounts';
import { shownBecause } from '@app/platform';
import { oneLine, secret } from '@app/kernel';
import { type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Strategy } from 'passport-local';
import { z } from 'zod';
import { SignInTries } from './sign-in-tries';

const credentials = z.object({ email: oneLine(2_000).min(1), password: secret('').max(2_000) });

/** What is tried, read from the body alone; null where it is not one address and one password. */
export function credentialsOf(body: unknown): z.infer<typeof credentials> | null {
  return credentials.safeParse(body).data ?? null;
}

/** The strategy of Passport falls back to the address of the page for what the body lacks; this one sees the body only. */
class FromBody extends Strategy {
  override authenticate(request: { body?: unknown }): void {
    super.authenticate({ body: credentialsOf(request.body) } as never);
  }
}

/** Passport's strategy for an e-mail address and a password. */
@Injectable()
export class LocalSignIn extends PassportStrategy(FromBody, 'local') {
  constructor(private readonly signIn: SignIn) {
    super({ usernameField: 'email' });
  }

  async validate(email: string, password: string): Promise<{ id: string } | false> {
    return (await this.signIn.check(email, password)) ?? false;
  }
}

/** A request to sign in, after the guard: `user` is whose password was right, `wait` how many seconds to wait first. */
export type SignInRequest = FastifyRequest & { user?: { id: string } | null; wait?: number };

/** Runs the strategy after counting the try. A wrong password is no error here: the form says so. */
@Injectable()
export class PasswordGuard extends AuthGuard('local') {
  constructor(private readonly tries: SignInTries) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<SignInRequest>();
    const given = credentialsOf(request.body);
    if (given === null || shownBecause() !== null) return true;
    const tried = this.tries.of(request, given.email);
    const wait = await this.tries.begin(tried);
    if (wait !== null) {
      request.wait = wait;
      return true;
    }
    await super.canActivate(context);
    if (request.user) await this.tries.succeeded(tried, request, http.getResponse<FastifyReply>());
    else await this.tries.refused(tried);
    return true;
  }

  override handleRequest<T>(error: unknown, person: T | false): T {
    if (error instanceof Error) throw error;
    return (person === false ? null : person) as T;
  }
}
