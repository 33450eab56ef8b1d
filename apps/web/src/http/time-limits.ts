import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { bareAnswer } from './security-headers';

/** How long we wait for what, in milliseconds. */
export type TimeLimits = {
  /** From the first byte of a connection, or of the next request on it, to the end of its headers. */
  headers: number;
  /** For the body of a form (1 MB at most), from its headers on. */
  form: number;
  /** For the next bytes of an upload. */
  uploadPause: number;
  /** For an upload as a whole. */
  upload: number;
  /** For a connection on which nothing is said: between two requests, and in all. */
  betweenRequests: number;
  silence: number;
  /** How often we look. */
  look: number;
};

const second = 1_000;

/** The limits of the site. A proxy in front keeps connections shorter than `betweenRequests`. */
export const timeLimits: TimeLimits = {
  headers: 30 * second,
  form: 30 * second,
  uploadPause: 30 * second,
  upload: 600 * second,
  betweenRequests: 72 * second,
  silence: 120 * second,
  look: second,
};

/** How many connections a process has at once; more are turned away. */
const mostConnections = 10_000;

/** The same limits times a factor, for tests that cannot wait. */
export const scaledLimits = (factor: number): TimeLimits =>
  Object.fromEntries(Object.entries(timeLimits).map(([name, ms]) => [name, ms * factor])) as TimeLimits;

/** What Fastify and Node keep of them by themselves. Node's limit for a whole request would cut uploads that move. */
export const serverTimes = (limits: TimeLimits) => ({
  requestTimeout: 0,
  keepAliveTimeout: limits.betweenRequests,
  connectionTimeout: limits.silence,
  http: { headersTimeout: limits.headers, connectionsCheckingInterval: limits.look, requireHostHeader: false },
});

/** Keeps the limits for bodies: who is too slow is answered 408, where nothing was answered yet, and cut off. */
export function limitBodies(server: Server, limits: TimeLimits, secure: Readonly<Record<string, string>>): void {
  server.maxConnections = mostConnections;
  server.prependListener('request', (request, response) => {
    if (hasBody(request)) watch(request, response, limits, secure);
  });
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

function watch(
  request: IncomingMessage,
  response: ServerResponse,
  limits: TimeLimits,
  secure: Readonly<Record<string, string>>,
): void {
  const isUpload = request.headers['content-type']?.startsWith('multipart/') === true;
  const begun = performance.now();
  let [moved, bytes] = [begun, request.socket.bytesRead];
  const timer = setInterval(() => {
    if (request.complete || request.destroyed) return void clearInterval(timer);
    const now = performance.now();
    // What waits here to be read is our own delay, not the sender's.
    if (request.socket.bytesRead !== bytes || request.readableLength > 0)
      [moved, bytes] = [now, request.socket.bytesRead];
    const tooLong = now - begun > (isUpload ? limits.upload : limits.form);
    if (!tooLong && !(isUpload && now - moved > limits.uploadPause)) return;
    clearInterval(timer);
    cut(request, response, secure);
  }, limits.look);
  timer.unref();
  request.once('close', () => clearInterval(timer));
}

/** Says why, where nothing was said yet; the connection ends a moment later, so that it can be read. */
function cut(request: IncomingMessage, response: ServerResponse, secure: Readonly<Record<string, string>>): void {
  const { socket } = request;
  if (response.headersSent) return void socket.destroy();
  const { headers, body } = bareAnswer(408, secure);
  response.writeHead(408, headers).end(body, () => {
    socket.end();
    setTimeout(() => socket.destroy(), second).unref();
  });
}
