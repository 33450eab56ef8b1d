import { createParamDecorator, type ExecutionContext, Get, Post } from '@nestjs/common';
import { RESPONSE_PASSTHROUGH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Answer } from './answers';
import { answer, Form } from './forms';

type Handler = (...given: unknown[]) => unknown;

/**
 * The page of a form: its address is shown (GET) and sent to (POST) by one method, which takes `@Sent() sent`. It stands
 * above what says who may use it (`@Can`), so that both routes have it.
 */
export const FormPage =
  (path = ''): MethodDecorator =>
  (prototype, name, descriptor) => {
    const sends = descriptor.value as Handler;
    const shows = function (this: unknown, ...given: unknown[]): unknown {
      return sends.apply(this, given);
    };
    const showing = `${String(name)}Page`;
    Object.defineProperty(prototype, showing, { value: shows });
    for (const key of Reflect.getMetadataKeys(sends) as string[]) {
      const told: unknown = Reflect.getMetadata(key, sends);
      Reflect.defineMetadata(key, told, shows);
    }
    // Nest finds the arguments of a route by the class and the name of the method, and so whether it answers by itself.
    for (const key of [ROUTE_ARGS_METADATA, RESPONSE_PASSTHROUGH_METADATA]) {
      const given: unknown = Reflect.getMetadata(key, prototype.constructor, name);
      if (given !== undefined) Reflect.defineMetadata(key, given, prototype.constructor, showing);
    }
    const types: unknown = Reflect.getMetadata('design:paramtypes', prototype, name);
    Reflect.defineMetadata('design:paramtypes', types, prototype, showing);
    Get(path)(prototype, showing, { value: shows });
    Post(path)(prototype, name, descriptor);
  };

/** What came to a form's page: nothing yet where it is opened, else what was sent. */
export class SentForm {
  constructor(
    private readonly body: unknown,
    /** A script of ours sends it as it stands while somebody still types. */
    readonly savesItself = false,
  ) {}

  /** Whether the form is only opened: nothing was sent. */
  get isOpened(): boolean {
    return this.body === undefined;
  }

  /** The form as it was sent, nothing wrong with it: for a page that is only shown anew. */
  asSent(schema: z.ZodType): Form {
    return new Form((this.body ?? {}) as Readonly<Record<string, unknown>>, { schema });
  }

  /** Shows the form where it is opened; answers what was sent as `answer` does, which shows it again on any refusal. */
  async answer<S extends z.ZodType>(
    schema: S,
    act: (input: z.infer<S>) => Promise<Answer>,
    show: (form: Form) => Answer | Promise<Answer>,
  ): Promise<Answer> {
    return this.isOpened ? show(Form.first(schema)) : answer(this.body, schema, act, show);
  }
}

/** What came to the page, as an argument of its method. */
export const Sent = createParamDecorator((_: unknown, context: ExecutionContext): SentForm => {
  const { method, body, headers } = context.switchToHttp().getRequest<FastifyRequest>();
  return new SentForm(method === 'POST' ? (body ?? {}) : undefined, headers.accept === 'application/json');
});
