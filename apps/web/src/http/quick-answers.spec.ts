import fastify from 'fastify';
import { type Ready, sendReady } from './public-pages';
import { QuickAnswers } from './quick-answers';

const ready = (version: string): Ready => {
  const body = Buffer.from(`made for ${version}`);
  return { kind: 'ready', version, type: 'text/html', headers: {}, etag: version, body, gzipped: body };
};

/** A server whose handler counts how often it is asked, and what is current on it. */
function aServer() {
  const seen = { made: 0, version: 'one' as string | null };
  const quick = new QuickAnswers([
    { covers: (url) => url.startsWith('/maps'), version: () => seen.version },
    {
      covers: (url) => url.startsWith('/api/'),
      version: () => seen.version,
      admits: ({ headers }) => headers['x-api-key'] === 'known',
    },
  ]);
  const server = fastify();
  quick.watch(server);
  server.addHook('onRequest', async (_request, reply) => void reply.header('x-frame-options', 'DENY'));
  server.get('*', async (request, reply) => {
    seen.made += 1;
    const page = ready(seen.version ?? 'asked');
    quick.keep(request, reply, page);
    return sendReady(request, reply, page);
  });
  return { server, seen };
}

it('answers a page again from memory, with the headers of all pages, until there is another version', async () => {
  const { server, seen } = aServer();
  const [first, second] = [await server.inject('/maps'), await server.inject('/maps')];
  expect(seen.made).toBe(1);
  expect([second.body, second.headers['x-frame-options']]).toEqual([first.body, 'DENY']);
  expect(second.headers['x-request-id']).toBeDefined();
  const had = await server.inject({ url: '/maps', headers: { 'if-none-match': String(first.headers.etag) } });
  expect([had.statusCode, had.body, seen.made]).toEqual([304, '', 1]);
  seen.version = 'two';
  expect((await server.inject('/maps')).body).toBe('made for two');
  seen.version = null;
  await server.inject('/maps');
  expect(seen.made).toBe(3);
});

it('leaves to the rest of the pipeline who shows no key that is known, what is in no area, and what is no GET', async () => {
  const { server, seen } = aServer();
  const asked = async (url: string, headers: Record<string, string> = {}) => {
    await server.inject({ url, headers });
    return seen.made;
  };
  const known = { 'x-api-key': 'known' };
  expect([await asked('/api/v1/routes', known), await asked('/api/v1/routes', known)]).toEqual([1, 1]);
  expect(await asked('/api/v1/routes')).toBe(2);
  expect(await asked('/api/v1/routes', { 'x-api-key': 'another' })).toBe(3);
  expect([await asked('/elsewhere'), await asked('/elsewhere')]).toEqual([4, 5]);
  await asked('/maps');
  expect((await server.inject({ method: 'POST', url: '/maps' })).statusCode).toBe(404);
});
