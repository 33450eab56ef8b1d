import { STATUS_CODES } from 'node:http';
import type { Config } from '@app/platform';

/** The hash of the one inline script of govuk-frontend's template; a test computes it anew. */
export const inlineScriptHash = "'sha256-GUQ5ad8JK5KmEWmROf3LZd9ge94daqNvd8xy9YS1iDw='";

const contentSecurityPolicy = [
  "default-src 'self'",
  `script-src 'self' ${inlineScriptHash}`,
  "style-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "object-src 'none'",
].join(';');

/** What every answer says, also those that Node or Fastify give before our code: how a browser is to treat it. */
export function securityHeaders({ baseUrl }: Pick<Config, 'baseUrl'>): Readonly<Record<string, string>> {
  const https = baseUrl.startsWith('https://');
  return {
    'content-security-policy': contentSecurityPolicy,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'origin-agent-cluster': '?1',
    'referrer-policy': 'same-origin',
    ...(https && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
    'x-content-type-options': 'nosniff',
    'x-dns-prefetch-control': 'off',
    'x-download-options': 'noopen',
    'x-frame-options': 'SAMEORIGIN',
    'x-permitted-cross-domain-policies': 'none',
    'x-xss-protection': '0',
  };
}

/** A whole small answer for where neither a request nor a page is at hand: a problem (RFC 9457), and the end of the connection. */
export function bareAnswer(status: number, secure: Readonly<Record<string, string>>) {
  const body = JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status], status });
  const headers: Readonly<Record<string, string>> = {
    ...secure,
    'cache-control': 'no-store',
    'content-type': 'application/problem+json',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  return { headers, body };
}
