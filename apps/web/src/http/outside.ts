import { type RequestListener, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { bareAnswer } from './security-headers';

type Secure = Readonly<Record<string, string>>;

/** What Node says of a request that it could not read, as a status. */
const statuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** The answers under way on each connection: into the middle of one nothing can be said. */
const underWay = new WeakMap<Socket, ServerResponse>();

/** Answers a connection whose request Node could not read: too long, too slow, or no HTTP. */
export function answerUnread(secure: Secure) {
  return (error: NodeJS.ErrnoException, socket: Socket): void => {
    const response = underWay.get(socket);
    const said = response !== undefined && response.headersSent && !response.writableFinished;
    if (error.code === 'ECONNRESET' || !socket.writable || said) return void socket.destroy();
    const status = statuses[error.code ?? ''] ?? 400;
    const { headers, body } = bareAnswer(status, secure);
    const lines = Object.entries({ ...headers, date: new Date().toUTCString() }).map(
      ([name, value]) => `${name}: ${value}`,
    );
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
    setTimeout(() => socket.destroy(), 1_000).unref();
  };
}

/**
 * Stands before everything else on the server: answers what Node or Fastify would answer bare. That is a request that
 * names no host, one that expects what we don't know, and what comes while the server closes.
 */
export function standOutside(server: Server, secure: Secure): void {
  const end = (response: ServerResponse, status: number): void => {
    const { headers, body } = bareAnswer(status, secure);
    response.writeHead(status, headers).end(body);
  };
  const inside = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    underWay.set(request.socket, response);
    if (request.headers.host === undefined && request.httpVersion === '1.1') return end(response, 400);
    if (!server.listening) return end(response, 503);
    for (const listener of inside) void listener(request, response);
  });
  server.on('checkExpectation', (_request, response) => end(response, 417));
}
