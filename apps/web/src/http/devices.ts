import { randomBytes } from 'node:crypto';
import { normalEmail } from '@app/kernel';
import type { Config } from '@app/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { cookieName, cookieOptions } from './cookies';
import { same, sign } from './csrf';

/** As long as browsers keep a cookie. */
const keptFor = 400 * 86_400;
/** People who share a browser; who signed in last comes first. */
const mostPeople = 5;

type Mark = { id: string; signature: string };

/**
 * The id of this browser for a person who has signed in on it before, by their address; null where they have not. It
 * signs nobody in: tries from it are counted apart from those of strangers, who cannot keep its person out.
 */
export function knownDevice(config: Config, request: FastifyRequest, email: string): string | null {
  return marksOf(config, request).find((mark) => isFor(config, mark, email))?.id ?? null;
}

/** Marks this browser as one on which the person of this address has signed in. */
export function rememberDevice(config: Config, request: FastifyRequest, reply: FastifyReply, email: string): void {
  const marks = marksOf(config, request);
  const id = marks.find((mark) => isFor(config, mark, email))?.id ?? randomBytes(18).toString('base64url');
  const others = marks.filter((mark) => mark.id !== id).slice(0, mostPeople - 1);
  const value = [{ id, signature: signatureOf(config, id, email) }, ...others].map(
    (one) => `${one.id}.${one.signature}`,
  );
  void reply.setCookie(cookieName(config, 'device'), value.join('~'), { ...cookieOptions(config), maxAge: keptFor });
}

function marksOf(config: Config, request: FastifyRequest): Mark[] {
  const given = request.cookies[cookieName(config, 'device')] ?? '';
  return given.split('~', mostPeople).flatMap((text) => {
    const [, id, signature] = /^([\w-]{24})\.([\w-]{43})$/.exec(text) ?? [];
    return id === undefined || signature === undefined ? [] : [{ id, signature }];
  });
}

/** The signature holds the address, which a reader of the cookie does not learn from it. */
const signatureOf = (config: Config, id: string, email: string): string =>
  sign(config, `device:${id}:${normalEmail(email)}`);

const isFor = (config: Config, { id, signature }: Mark, email: string): boolean =>
  same(signature, signatureOf(config, id, email));
