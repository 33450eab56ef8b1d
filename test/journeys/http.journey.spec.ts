import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Site, startSite, testConfig } from '@test/support';
import { securityHeaders } from '../../apps/web/src/http/security-headers';
import { scaledLimits } from '../../apps/web/src/http/time-limits';

const limits = { ...scaledLimits(0.04), upload: 4_000 };
const secure = securityHeaders(testConfig('postgres://nowhere.test/none'));

type Told = { status: number; headers: Readonly<Record<string, string>>; body: string; closed: boolean; took: number };

let site: Site;
let port: number;

beforeAll(async () => {
  site = await startSite({ seeded: true, limits });
  await site.app.listen(0, '127.0.0.1');
  ({ port } = site.app.getHttpServer().address() as { port: number });
}, 180_000);
afterAll(() => site?.close());

/** What the site says on a connection of its own, on which `talk` says what it likes, until one of the two ends it. */
async function told(talk: string | ((socket: Socket) => Promise<void>), patience = 15_000): Promise<Told> {
  const socket = connect(port, '127.0.0.1');
  const [begun, parts] = [performance.now(), [] as Buffer[]];
  socket.on('data', (part) => parts.push(part));
  socket.on('error', () => undefined);
  const ended = new Promise<boolean>((resolve) => {
    socket.on('close', () => resolve(true));
    setTimeout(() => resolve(false), patience).unref();
  });
  if (typeof talk === 'string') socket.write(talk);
  else await talk(socket);
  const closed = await ended;
  socket.destroy();
  const [head = '', body = ''] = Buffer.concat(parts).toString().split('\r\n\r\n', 2);
  const [first = '', ...lines] = head.split('\r\n');
  const pairs = lines.map((line) => [line.split(':')[0]?.toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]);
  const headers = Object.fromEntries(pairs) as Record<string, string>;
  return { status: Number(first.split(' ')[1]), headers, body, closed, took: performance.now() - begun };
}

const request = (line: string, headers: Record<string, string> = {}, body = ''): string => {
  const all = { host: 'waymark.test', connection: 'close', ...headers };
  return `${line} HTTP/1.1\r\n${Object.entries(all)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n${body}`;
};
const form = { 'content-type': 'application/x-www-form-urlencoded' };

describe('whatever a request is, its answer has all headers of the site and is a page or a problem', () => {
  it.each([
    ['an address that cannot be decoded', request('GET /%ff'), 400],
    ['an address with a NUL', request('GET /maps/%00'), 404],
    ['a file with an address that cannot be decoded', request('GET /assets/%ff'), 400],
    ['a way out of the folder of files', request('GET /assets/..%2f..%2fpackage.json'), 404],
    ['a part of an address that is far too long', request(`GET /maps/${'a'.repeat(2_000)}`), 414],
    ['headers that are too long', request('GET /maps', { cookie: 'a'.repeat(40_000) }), 431],
    ['no HTTP', 'good morning\r\n\r\n', 400],
    ['no host', 'GET /maps HTTP/1.1\r\nconnection: close\r\n\r\n', 400],
    ['an expectation that nobody knows', request('GET /maps', { expect: 'wonders' }), 417],
    ['a length that is none', request('POST /sign-in', { 'content-length': 'many' }), 400],
    [
      'a media type that nobody reads',
      request('POST /sign-in', { 'content-type': 'text/xml', 'content-length': '3' }, '<a>'),
      415,
    ],
    [
      'JSON, as which no form is sent',
      request('POST /sign-in', { 'content-type': 'application/json', 'content-length': '1' }, '{'),
      415,
    ],
    ['a body that is too large', request('POST /sign-in', { ...form, 'content-length': '2000000' }), 413],
    ['an address that there is not', request('GET /nowhere'), 404],
    ['a method that there is not', request('PROPFIND /nowhere'), 404],
  ])('%s', async (_, text, status) => {
    const answer = await told(text);
    expect([answer.status, answer.closed]).toEqual([status, true]);
    expect(answer.headers).toMatchObject(secure);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['content-type']).toMatch(
      /^(text\/html; charset=utf-8|application\/problem\+json(; charset=utf-8)?)$/,
    );
    expect(answer.body).not.toMatch(/FST_|stack|node_modules/);
  });

  it('a form that is too large and comes in pieces is refused in words', async () => {
    const piece = `${(100_000).toString(16)}\r\n${'a'.repeat(100_000)}\r\n`;
    const { status, body } = await told(async (socket) => {
      socket.write(request('POST /sign-in', { ...form, 'transfer-encoding': 'chunked' }));
      for (let no = 0; no < 12 && socket.writable; no += 1) socket.write(piece);
      socket.write('0\r\n\r\n');
    });
    expect([status, body]).toEqual([413, expect.stringContaining('This request was not understood')]);
  });

  it('a form of who is not signed in leads to sign-in at once: its body is not waited for', async () => {
    const begun = request('POST /account/api-keys', { ...form, 'content-length': '900000' }, '_csrf=x&title=');
    const { status, headers } = await told(begun);
    expect([status, headers.location]).toEqual([303, '/sign-in?next=%2Fdashboard']);
  });

  it('is a problem for programs: who asks for JSON, or at the address of a file', async () => {
    const type = async (line: string, headers = {}) =>
      (await told(request(line, headers))).headers['content-type']?.split(';')[0];
    expect(await type('GET /nowhere', { accept: 'application/json' })).toBe('application/problem+json');
    expect(await type('GET /nowhere.csv')).toBe('application/problem+json');
    expect(await type('GET /nowhere.csv', { accept: 'text/html,*/*' })).toBe('text/html');
    expect(await type('GET /nowhere')).toBe('text/html');
  });
});

describe('an address that is asked by a method that it does not take', () => {
  it.each([
    ['PUT', '/maps', 'GET, HEAD, OPTIONS'],
    ['POST', '/decisions.csv', 'GET, HEAD, OPTIONS'],
    ['DELETE', '/health/live', 'GET, HEAD, OPTIONS'],
    ['GET', '/sign-out', 'OPTIONS, POST'],
    ['PATCH', '/sign-in', 'GET, HEAD, OPTIONS, POST'],
    ['PROPFIND', '/maps/digital', 'GET, HEAD, OPTIONS'],
    ['POST', '/assets/waymark.css', 'GET, HEAD, OPTIONS'],
    ['PUT', '/api/v2/routes', 'GET, HEAD, OPTIONS'],
    ['DELETE', '/api/v1/Routes', 'GET, HEAD, OPTIONS'],
  ])('%s %s is answered 405, with those that it takes', async (method, url, allow) => {
    const { status, headers } = await told(request(`${method} ${url}`));
    expect([status, headers.allow]).toEqual([405, allow]);
    expect(headers).toMatchObject(secure);
  });

  it.each(['/maps', '/decisions.csv', '/map-changes.atom', '/health/ready', '/assets/waymark.css', '/api/v2/routes'])(
    'OPTIONS %s says which they are',
    async (url) => {
      const { status, headers, body } = await told(request(`OPTIONS ${url}`));
      expect([status, headers.allow, body]).toEqual([204, 'GET, HEAD, OPTIONS', '']);
      expect(headers).toMatchObject(secure);
    },
  );
});

describe('GET and HEAD', () => {
  const pages = ['/', '/maps', '/maps/digital/picture.svg', '/decisions.csv', '/consultations', '/consultations.atom'];
  const others = ['/map-changes/scheduled.ics', '/health/ready', '/assets/waymark.css', '/api/v2/routes', '/nowhere'];

  it.each([...pages, ...others])('of %s have the same headers, and HEAD no body', async (url) => {
    const [get, head] = [await told(request(`GET ${url}`)), await told(request(`HEAD ${url}`))];
    const { date: _, 'x-request-id': __, ...same } = get.headers;
    expect(head.status).toBe(get.status);
    expect(head.headers).toMatchObject({ ...same, 'content-length': get.headers['content-length'] });
    expect([head.body, get.body.length > 0]).toEqual(['', true]);
  });

  it.each(['/maps', '/consultations', '/decisions.csv', '/api/v2/routes'])(
    'of %s with what is held already: a list, a weak tag and * are understood; 304 has no length',
    async (url) => {
      const { etag = '' } = (await told(request(`GET ${url}`))).headers;
      expect(etag).toMatch(/^"/);
      for (const held of [etag, `"other", ${etag}`, `W/${etag}`, '*']) {
        for (const method of ['GET', 'HEAD']) {
          const { status, headers, body } = await told(request(`${method} ${url}`, { 'if-none-match': held }));
          expect([held, status, body, headers['content-length']]).toEqual([held, 304, '', undefined]);
          expect(headers).toMatchObject({ ...secure, etag, 'cache-control': expect.stringContaining('max-age=0') });
        }
      }
      const since = { 'if-none-match': '"other"', 'if-modified-since': new Date(Date.now() + 1e9).toUTCString() };
      expect((await told(request(`GET ${url}`, since))).status).toBe(200);
    },
  );

  it('of a missing page is not "the same as before"', async () => {
    expect((await told(request('GET /nowhere', { 'if-none-match': '*' }))).status).toBe(404);
  });

  it.each([
    ['gzip', 'gzip'],
    ['br, gzip;q=0.5', 'gzip'],
    ['*', 'gzip'],
    ['gzip;q=0', undefined],
    ['gzip;q=0, *;q=1', undefined],
    ['identity', undefined],
    ['gzip;q=0.2, identity;q=0.8', undefined],
    ['*;q=0', undefined],
  ])('for %s is packed as was asked', async (asked, packing) => {
    for (const _ of ['made', 'kept']) {
      const { status, headers } = await told(request('GET /maps/digital', { 'accept-encoding': asked }));
      expect([status, headers['content-encoding']]).toEqual([200, packing]);
    }
  });
});

describe('who is slow', () => {
  const slowly = (text: string, pause: number) => async (socket: Socket) => {
    for (const letter of text) {
      if (socket.destroyed || socket.readableEnded) return;
      socket.write(letter);
      await sleep(pause);
    }
  };
  const said = (head: string, then: (socket: Socket) => Promise<void>) => async (socket: Socket) => {
    socket.write(head);
    await then(socket);
  };
  const isCut = ({ status, closed, headers }: Told) => {
    expect([status, closed]).toEqual([408, true]);
    expect(headers).toMatchObject(secure);
  };
  const upload = (bytes: number) =>
    request('POST /sign-in', {
      'content-type': 'multipart/form-data; boundary=b',
      'content-length': String(bytes),
      origin: 'http://waymark.test',
    });
  const part = '--b\r\ncontent-disposition: form-data; name="_csrf"\r\n\r\n';

  it('saying nothing at all is cut off', async () => {
    const { closed, took } = await told(async () => undefined);
    expect([closed, took < 10_000]).toEqual([true, true]);
  });

  it('with the headers is cut off', async () =>
    isCut(await told(slowly(request('GET /maps', { a: 'a'.repeat(200) }), 60))));

  it('with a form is cut off, however steadily it comes', async () => {
    isCut(
      await told(said(request('POST /sign-in', { ...form, 'content-length': '500' }), slowly('a'.repeat(100), 60))),
    );
  });

  it('with an upload is not cut off while it moves, however long it takes', async () => {
    const text = `${part}${'a'.repeat(40)}\r\n--b--\r\n`;
    const { status, took } = await told(said(upload(text.length), slowly(text, 25)));
    expect([status, took > limits.form]).toEqual([422, true]);
  });

  it('with an upload is cut off when nothing comes any more', async () => {
    isCut(await told(said(upload(5_000), async (socket) => void socket.write(part))));
  });

  it('with an upload is cut off in the end, though it moves', async () => {
    const answer = await told(said(upload(5_000), slowly(`${part}${'a'.repeat(400)}`, 25)));
    isCut(answer);
    expect(answer.took).toBeGreaterThan(limits.upload);
  });

  it('to ask again on a connection that is kept is cut off', async () => {
    const { status, closed, took } = await told(request('GET /maps', { connection: 'keep-alive' }));
    expect([status, closed, took > limits.betweenRequests * 0.8]).toEqual([200, true, true]);
  });
});
