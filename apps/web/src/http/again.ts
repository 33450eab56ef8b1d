import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { KeptForm } from './kept-forms';

/** Known to this process alone: what bears it was sent by the process itself. */
const own = randomBytes(32).toString('base64url');
const header = 'x-waymark-shown-again';

export const signedOut =
  'You were signed out, so nothing was done yet. What you typed is here: check it and send it again';
export const expired =
  'This form had expired, so nothing was done yet. What you typed is here: check it and send it again';
/** The same for who sent no cookie of ours: it may be gone, or the browser takes none, and then it would come back forever. */
export const withoutCookie =
  'This form had expired, or your browser takes no cookies, so nothing was done yet. What you typed is here: check it and send it again';

/** Whether this request is a kept form that is shown again. */
export function isShownAgain(request: FastifyRequest): boolean {
  return request.headers[header] === own;
}

/**
 * The page of a kept form with its text, as the form's own route answers it; nothing of it is done. It is sent to the
 * route within this process, for the person whose cookies the request bears.
 * @returns null where that person gets no form there any more
 */
export async function pageOfKept(
  fastify: FastifyInstance,
  request: FastifyRequest,
  { url, fields }: KeptForm,
): Promise<string | null> {
  const answer = await fastify.inject({
    method: 'POST',
    url,
    headers: {
      [header]: own,
      accept: 'text/html',
      host: request.headers.host ?? '',
      cookie: request.headers.cookie ?? '',
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: new URLSearchParams(fields).toString(),
  });
  if (answer.statusCode !== 422 || !answer.body.includes(signedOut)) return null;
  // Most forms go to the address that they stand at, which is another one here.
  const action = url.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return answer.body.replaceAll(/<form(?=[^>]*\bmethod="post")(?![^>]*\baction=)/g, `<form action="${action}"`);
}
