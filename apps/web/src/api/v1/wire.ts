import type { FastifyInstance } from 'fastify';
import { isMapsApi } from './problem';

/**
 * An address of the API as its routes have it: clients write it in any case, with a doubled slash or one at the end, and
 * one of them refuses every redirect (contract 1). Other addresses stay as they are.
 */
export function wireAddress(url: string): string {
  const [path, ...query] = url.split('?');
  const plain = path.toLowerCase().replaceAll(/\/{2,}/g, '/');
  if (!isMapsApi(plain)) return url;
  return [plain.replace(/\/$/, ''), ...query].join('?');
}

const isOpenApi = (url: string): boolean => isMapsApi(url) || /^\/api\/v2(?:[/?]|$)/.test(url);

/** Lets pages of other sites read both APIs: a key is in a header, and nothing of them is personal. */
export function openToBrowsers(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', async (request, reply) => {
    if (!isOpenApi(request.url)) return;
    void reply
      .header('access-control-allow-origin', '*')
      .header('access-control-expose-headers', 'etag, retry-after, x-edition');
    if (request.method !== 'OPTIONS') return;
    void reply
      .code(204)
      .header('allow', 'GET, HEAD, OPTIONS')
      .header('access-control-allow-methods', 'GET')
      .header('access-control-allow-headers', 'x-api-key, accept, content-type, if-none-match')
      .header('access-control-max-age', '86400')
      .send();
    await reply;
  });
}
