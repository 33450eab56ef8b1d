import { gzipSync } from 'node:zlib';
import fastify, { type FastifyInstance } from 'fastify';
import { type Ready, sendReady } from './public-pages';
import { QuickAnswers } from './quick-answers';

const ready = (version: string): Ready => {
  const body = Buffer.from(`made for ${version}`);
  return { kind: 'ready', version, type: 'text/html', headers: {}, etag: version, body, gzipped: gzipSync(body) };
};

const running: FastifyInstance[] = [];
afterEach(() => Promise.all(running.splice(0).map((server) => server.close())));

/** A server whose handler counts how often it is asked, and what is current on it. */
async function aServer() {
  const seen = { made: 0, version: 'one' as string | null, told: [] as [string, number][] };
  const quick = new QuickAnswers(
    [
      { covers: (url) => url.startsWith('/maps'), version: () => seen.version },
      {
        covers: (url) => url.startsWith('/api/'),
        version: () => seen.version,
        admits: (headers) => headers['x-api-key'] === 'known',
      },
    ],
    (route, status) => void seen.told.push([route, status]),
  );
  const server = fastify({ rewriteUrl: ({ url = '/' }) => url.toLowerCase() });
  quick.stand(server.server);
  server.addHook('onRequest', async (_request, reply) => void reply.header('x-frame-options', 'DENY'));
  server.get('*', async (request, reply) => {
    seen.made += 1;
    const page = ready(seen.version ?? 'asked');
    quick.keep(request, reply, page);
    return sendReady(request, reply, page);
  });
  running.push(server);
  const base = await server.listen({ port: 0, host: '127.0.0.1' });
  const ask = async (url: string, headers: Record<string, string> = {}, method = 'GET') => {
    const answer = await fetch(base + url, { headers: { 'accept-encoding': 'identity', ...headers }, method });
    const { date: _, ...given } = Object.fromEntries(answer.headers);
    return { status: answer.status, body: await answer.text(), headers: given, made: seen.made };
  };
  return { server, seen, ask };
}

it('answers a page again from memory, with the headers of all pages, until there is another version', async () => {
  const { seen, ask } = await aServer();
  const first = await ask('/maps');
  expect(await ask('/maps')).toEqual(first);
  expect(first).toMatchObject({ made: 1, body: 'made for one', headers: { 'x-frame-options': 'DENY' } });
  const had = await ask('/maps', { 'if-none-match': String(first.headers.etag) });
  expect([had.status, had.body, had.made]).toEqual([304, '', 1]);
  const zipped = await ask('/maps', { 'accept-encoding': 'gzip' });
  expect([zipped.body, zipped.headers['content-encoding'], zipped.made]).toEqual(['made for one', 'gzip', 1]);
  expect(seen.told).toEqual([
    ['*', 200],
    ['*', 304],
    ['*', 200],
  ]);
  seen.version = 'two';
  expect((await ask('/maps')).body).toBe('made for two');
  seen.version = null;
  expect((await ask('/maps')).made).toBe(3);
});

it('knows an address as it was asked for, not as the routes have it', async () => {
  const { ask } = await aServer();
  expect([(await ask('/Maps')).made, (await ask('/Maps')).made, (await ask('/maps')).made]).toEqual([1, 1, 2]);
});

it('leaves to the framework who shows no key that is known, what is in no area, and what is no GET', async () => {
  const { ask } = await aServer();
  const known = { 'x-api-key': 'known' };
  expect([(await ask('/api/v1/routes', known)).made, (await ask('/api/v1/routes', known)).made]).toEqual([1, 1]);
  expect((await ask('/api/v1/routes')).made).toBe(2);
  expect((await ask('/api/v1/routes', { 'x-api-key': 'another' })).made).toBe(3);
  expect([(await ask('/elsewhere')).made, (await ask('/elsewhere')).made]).toEqual([4, 5]);
  await ask('/maps');
  expect((await ask('/maps', {}, 'POST')).status).toBe(404);
});
