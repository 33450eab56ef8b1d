import { RefusedSignIns, SignIn } from '@app/accounts';
import { type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-local';
import { RateLimits, TooMany } from '../../http/rate-limit';

/** Passport's strategy for an e-mail address and a password. */
@Injectable()
export class LocalSignIn extends PassportStrategy(Strategy) {
  constructor(private readonly signIn: SignIn) {
    super({ usernameField: 'email' });
  }

  async validate(email: string, password: string): Promise<{ id: string } | false> {
    return (await this.signIn.check(email, password)) ?? false;
  }
}

/** Runs the strategy after counting the try; a right one is handed back. A wrong password is no error here: the form says so. */
@Injectable()
export class PasswordGuard extends AuthGuard('local') {
  constructor(
    private readonly limits: RateLimits,
    private readonly refused: RefusedSignIns,
  ) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest & { user?: { id: string } | null }>();
    const email = (request.body as { email?: unknown } | undefined)?.email;
    const account = typeof email === 'string' ? email.trim().toLowerCase() : null;
    try {
      await this.limits.count('sign-in-address', request.ip);
      if (account !== null) await this.limits.count('sign-in-account', account);
    } catch (error) {
      if (error instanceof TooMany) await this.refused.count({ email: account, from: request.ip, locked: true });
      throw error;
    }
    await super.canActivate(context);
    if (!request.user) await this.refused.count({ email: account, from: request.ip, locked: false });
    if (request.user && account !== null) {
      await this.limits.giveBack('sign-in-address', request.ip);
      await this.limits.giveBack('sign-in-account', account);
    }
    return true;
  }

  override handleRequest<T>(error: unknown, person: T | false): T {
    if (error instanceof Error) throw error;
    return (person === false ? null : person) as T;
  }
}
