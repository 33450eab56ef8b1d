import { STATUS_CODES } from 'node:http';
import { NotFound, paths, Refused } from '@app/kernel';
import type { z } from 'zod';
import type { problem } from './envelope.schema';

/** What is told about a problem: the error, the status that a page would have, and who asked where. */
type About = { status: number; requestId: string; apiUrl: string };

/** An error as a problem (RFC 9457). What is refused is a request that was not understood; nothing of ours leaves. */
export function problemOf(error: unknown, about: About): z.infer<typeof problem> {
  const refused = error instanceof Refused ? error.reasons : [];
  const status = error instanceof Refused ? 400 : about.status;
  return {
    type: refused.length > 0 ? `${about.apiUrl}${paths.apiDocs()}#problem-parameters` : 'about:blank',
    title: refused.length > 0 ? 'Parameters that were not understood' : (STATUS_CODES[status] ?? 'Error'),
    status,
    detail: detailOf(error, status),
    requestId: about.requestId,
    ...(refused.length > 0 && {
      errors: refused.map(({ field = '', text }) => ({ parameter: field, text: `${text}.` })),
    }),
  };
}

function detailOf(error: unknown, status: number): string {
  if (error instanceof NotFound || error instanceof Refused) return `${error.message}.`;
  if (status === 404) return `There is no such address. ${paths.apiDocs()} lists those that there are.`;
  if (status === 405) return 'This address takes GET only.';
  if (status === 503) return 'This needs the database, which does not answer. Try again in a few minutes.';
  return status >= 500 ? 'Something went wrong here. Try again later.' : 'This request was not understood.';
}
