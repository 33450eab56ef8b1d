import { createServer } from 'node:net';
import type { Config } from '@app/platform';

/** Refuses to go on when the port is not to be had. @throws Error in one sentence that names the setting */
export async function checkPort(config: Config): Promise<void> {
  if (config.port === 0) throw new Error('The setting PORT must be a whole number from 1 to 65535.');
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.on('error', (error: NodeJS.ErrnoException) => reject(new Error(sentence(config, error))));
    probe.listen({ port: config.port, host: config.host }, () => probe.close(() => resolve()));
  });
}

function sentence({ port, host }: Config, error: NodeJS.ErrnoException): string {
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} of ${host} is taken by another program: set PORT to a free one, like PORT=${port + 1} npm start.`;
  }
  if (error.code === 'EACCES') return `Port ${port} is not ours to open: set PORT to one from 1024 upwards.`;
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return `This machine has no address ${host}: set HOST to one that it has, like 127.0.0.1.`;
  }
  return `Port ${port} of ${host} cannot be opened (${error.message}): see the settings PORT and HOST.`;
}

/** Waits until the web site says that it is ready. @throws Error when it does not in time */
export async function untilReady(config: Config, given: { within: number; over: () => boolean }): Promise<void> {
  const host = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }[config.host] ?? config.host;
  const address = `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${config.port}/health/ready`;
  let last = 'no answer';
  for (const end = Date.now() + given.within; Date.now() < end && !given.over();) {
    try {
      const answer = await fetch(address, { signal: AbortSignal.timeout(3_000) });
      if (answer.ok) return;
      last = `${answer.status} ${(await answer.text()).slice(0, 200)}`;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The web site does not become ready (${last}).`);
}

/** A port that nothing listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen({ port: 0, host: '127.0.0.1' }, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
