import { PasswordResets, SignIn } from '@app/accounts';
import { type Actor, emailAddress, paths, secret } from '@app/kernel';
import { CONFIG, type Config, shownBecause } from '@app/platform';
import { Body, Controller, Get, Inject, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Can, CurrentActor, PublicForm } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Carried } from '../../http/asked';
import { rememberDevice } from '../../http/devices';
import { waitInWords } from '../../http/errors';
import { answer, Form } from '../../http/forms';
import { ownPath } from '../../http/own-path';
import { Sessions } from '../../http/sessions';
import { PasswordGuard, type SignInRequest } from './local.strategy';

const wrong = 'Enter the email address and password of your account';
const newPassword = z.object({ password: secret('Enter a password') });
const address = z.object({ email: emailAddress });

/** Signing in and out, and the links by which passwords are set. */
@Controller()
export class SignInController {
  constructor(
    private readonly signIn: SignIn,
    private readonly sessions: Sessions,
    private readonly resets: PasswordResets,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('sign-in')
  @PublicForm()
  form(@Carried('next') next: unknown): Answer {
    return this.show(new Form({ next: ownPath(next) }));
  }

  @Post('sign-in')
  @PublicForm('by-itself')
  @UseGuards(PasswordGuard)
  async enter(
    @Req() request: SignInRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: Record<string, unknown> | undefined,
  ): Promise<Answer> {
    const next = ownPath(body?.next);
    const again = (text: string) =>
      this.show(new Form({ email: body?.email, next }, { errors: [{ field: 'email', text }] }));
    const { user, wait } = request;
    const notice = shownBecause();
    if (notice !== null) return { ...this.show(new Form({ email: body?.email, next }, { notice })), status: 422 };
    if (wait !== undefined) {
      const text = `Too many tries. Wait ${waitInWords(wait)}, then try again, or set a new password`;
      return { ...again(text), status: 429, retryAfter: wait };
    }
    if (!user) return { ...again(wrong), status: 422 };
    await this.sessions.begin(request, reply, user.id);
    return redirect(next);
  }

  @Post('sign-out')
  @Can('account.use')
  async leave(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer> {
    await this.sessions.end(actor, request, reply);
    return redirect(paths.home());
  }

  @Get('set-password/:token')
  @PublicForm()
  async passwordForm(@Param('token') token: string): Promise<Answer> {
    return this.showPassword(token, new Form({}));
  }

  @Post('set-password/:token')
  @PublicForm('by-itself')
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
        const { id, email } = await this.signIn.setPassword(token, password);
        await this.sessions.begin(request, reply, id);
        rememberDevice(this.config, request, reply, email);
        return redirect(paths.dashboard());
      },
      (form) => this.showPassword(token, form.with({})),
    );
  }

  @Get('reset-password')
  @PublicForm()
  resetForm(): Answer {
    return page('accounts/reset', { title: 'Set a new password', form: new Form({}), sent: false });
  }

  @Post('reset-password')
  @PublicForm()
  async reset(@Body() body: unknown): Promise<Answer> {
    const title = 'Set a new password';
    return answer(
      body,
      address,
      async ({ email }) => {
        await this.resets.ask(email);
        return page('accounts/reset', { title: 'Check your email', form: new Form({}), sent: true });
      },
      (form) => page('accounts/reset', { title, form, sent: false }),
    );
  }

  private show(form: Form) {
    const kept = String(form.value('next')).startsWith(paths.keptForm(''));
    return page('accounts/sign-in', { title: 'Sign in', section: 'sign-in', form, kept });
  }

  private async showPassword(token: string, form: Form): Promise<Answer> {
    const person = await this.signIn.personOfLink(token);
    return page('accounts/set-password', { title: 'Choose a password', form, person });
  }
}
