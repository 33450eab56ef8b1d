import type { CookieSerializeOptions } from '@fastify/cookie';
import type { Config } from '@app/platform';

function secure(config: Config): boolean {
  return config.baseUrl.startsWith('https://');
}

/** The cookie's name; over https with the prefix that browsers hold to this host alone. */
export function cookieName(
  config: Config,
  what: 'session' | 'form' | 'device' | 'kept' | `answer_${string}` | `invited_${string}`,
): string {
  return `${secure(config) ? '__Host-' : ''}waymark_${what}`;
}

/** How they are set: for this host, unseen by scripts, sent on links from other sites but not on their forms. */
export function cookieOptions(config: Config): CookieSerializeOptions {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: secure(config) };
}
