import { SignIn } from '@app/accounts';
import { paths } from '@app/kernel';
import { Body, Controller, Get, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Can, PublicForm } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Carried } from '../../http/asked';
import { answer, Form } from '../../http/forms';
import { RateLimits } from '../../http/rate-limit';
import { Sessions } from '../../http/sessions';
import { PasswordGuard } from './local.strategy';

const wrong = 'Enter the email address and password of your account';
const newPassword = z.object({ password: z.string({ error: 'Enter a password' }) });
const address = z.object({
  email: z.email({ error: 'Enter an email address in the correct format, like name@example.com' }),
});

/** Only a path of this site: a link to sign-in cannot lead elsewhere. */
function safeNext(next: unknown): string {
  const fine = typeof next === 'string' && /^\/(?![/\\])[^\r\n]*$/.test(next);
  return fine ? next : paths.dashboard();
}

/** Signing in and out, and the links by which passwords are set. */
@Controller()
export class SignInController {
  constructor(
    private readonly signIn: SignIn,
    private readonly sessions: Sessions,
    private readonly limits: RateLimits,
  ) {}

  @Get('sign-in')
  @PublicForm()
  form(@Carried('next') next: unknown): Answer {
    return this.show(new Form({ next: safeNext(next) }));
  }

  @Post('sign-in')
  @PublicForm()
  @UseGuards(PasswordGuard)
  async enter(
    @Req() request: FastifyRequest & { user?: { id: string } | null },
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: { email?: string; next?: string } | undefined,
  ): Promise<Answer> {
    if (!request.user) {
      const form = new Form({ email: body?.email, next: safeNext(body?.next) }, [{ field: 'email', text: wrong }]);
      return { ...this.show(form), status: 422 };
    }
    await this.sessions.begin(request, reply, request.user.id);
    return redirect(safeNext(body?.next));
  }

  @Post('sign-out')
  @Can('account.use')
  async leave(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Answer> {
    await this.sessions.end(request, reply);
    return redirect(paths.home());
  }

  @Get('set-password/:token')
  @PublicForm()
  async passwordForm(@Param('token') token: string): Promise<Answer> {
    return this.showPassword(token, new Form({}));
  }

  @Post('set-password/:token')
  @PublicForm()
  async setPassword(
    @Param('token') token: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer> {
    return answer(
      body,
      newPassword,
      async ({ password }) => {
        const id = await this.signIn.setPassword(token, password);
        await this.sessions.begin(request, reply, id);
        return redirect(paths.dashboard());
      },
      (form) => this.showPassword(token, new Form({}, form.errors)),
    );
  }

  @Get('reset-password')
  @PublicForm()
  resetForm(): Answer {
    return page('accounts/reset', { title: 'Set a new password', form: new Form({}), sent: false });
  }

  @Post('reset-password')
  @PublicForm()
  async reset(@Body() body: unknown, @Req() request: FastifyRequest): Promise<Answer> {
    await this.limits.count('public-form', request.ip);
    const title = 'Set a new password';
    return answer(
      body,
      address,
      async ({ email }) => {
        await this.signIn.askReset(email);
        return page('accounts/reset', { title: 'Check your email', form: new Form({}), sent: true });
      },
      (form) => page('accounts/reset', { title, form, sent: false }),
    );
  }

  private show(form: Form) {
    return page('accounts/sign-in', { title: 'Sign in', section: 'sign-in', form });
  }

  private async showPassword(token: string, form: Form): Promise<Answer> {
    const person = await this.signIn.personOfLink(token);
    return page('accounts/set-password', { title: 'Choose a password', form, person });
  }
}
