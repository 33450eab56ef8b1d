import { createServer, request as ask, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The proxy in front, as docker/nginx.conf sets one up: it ends TLS, and says who came. */
export type Proxy = { port: number; close: () => Promise<void> };

/**
 * Starts one on 127.0.0.1, on a free port. A test says by `x-test-from` from which address it comes; what a client itself
 * says in `x-forwarded-for` is thrown away, as the proxy of docker/ does.
 */
export async function startProxy(to: number, host: string): Promise<Proxy> {
  const server: Server = createServer((request, response) => {
    const { 'x-test-from': from, ...headers } = request.headers;
    const onward = ask(
      {
        port: to,
        host: '127.0.0.1',
        method: request.method,
        path: request.url,
        headers: {
          ...headers,
          host,
          'x-forwarded-for': String(from ?? request.socket.remoteAddress),
          'x-forwarded-proto': 'https',
        },
      },
      (answer: IncomingMessage) => {
        response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
        answer.pipe(response);
      },
    );
    onward.on('error', () => response.writeHead(502).end());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
