import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Agent } from '../support/agent';
import { thorough } from '../support/thorough';
import { type ProductionSite, publicAddress, startProduction } from './production-site';

/**
 * The walls of the product as it is deployed: built, in production mode, on a database server outside, behind a proxy, with
 * a mail server. Each test is a case of ../shared/cases (see test/README.md); here is tried what the specs beside the code
 * cannot see.
 */
if (!thorough) process.stderr.write('Not run without THOROUGH=1: the walls of the built product in production mode\n');
const describeIf = thorough ? describe : describe.skip;

const password = 'a long walk along the harbour wall';
const marker = 'Zebrafink';
/** An occupation of the seed that awaits interest. */
let awaited = '';
let site: ProductionSite;
let admin: Agent;

/** Adds a person by the command line, who sets their password by the link that it prints. */
async function arrival(email: string, role: string, from?: string): Promise<Agent> {
  const said = await site.waymark('users', 'add', '--role', role, email);
  const link = new URL(/https:\/\/\S+/.exec(said)?.[0] ?? publicAddress).pathname;
  const agent = site.visitor(from);
  await agent.get(link);
  await agent.submit(link, { password });
  if (agent.url !== '/dashboard') throw new Error(`${email} cannot set a password: ${agent.status} ${agent.text}`);
  return agent;
}

/** Sends what no browser sends, and gives all that comes back. */
function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(site.port, '127.0.0.1', () => socket.write(text));
    let got = '';
    socket.on('data', (data: Buffer) => (got += data.toString('latin1')));
    socket.on('close', () => resolve(got));
    socket.on('error', reject);
  });
}

const mailsTo = (email: string) => site.mails.filter(({ to }) => to.includes(email));

async function untilTrue(what: () => boolean): Promise<void> {
  for (const end = Date.now() + 30_000; Date.now() < end && !what(); await sleep(50));
}

describeIf('in production', () => {
  beforeAll(async () => {
    site = await startProduction();
    admin = await arrival('Admin@Example.test', 'administrator');
    const map = await site.visitor().get('/api/v2/occupations?status=awaiting-interest&limit=1');
    awaited = (JSON.parse(map.body) as { items: { reference: string }[] }).items[0]?.reference ?? '';
  }, 180_000);
  afterAll(() => site?.close());

  test('A1 credentials are read from the body alone, and one normal form of an address is counted', async () => {
    const guesser = site.visitor('198.51.100.7');
    await guesser.get('/sign-in');
    const token = guesser.$('form input[name=_csrf]').val() as string;
    const ask = (query: string, body: Record<string, string>) =>
      guesser.post(`/sign-in${query}`, new URLSearchParams({ _csrf: token, ...body }));
    await ask('?email=admin@example.test', { password });
    expect(guesser.url).not.toBe('/dashboard');
    await ask(`?email=admin@example.test&password=${encodeURIComponent(password)}`, {});
    expect(guesser.url).not.toBe('/dashboard');
    const statuses: number[] = [];
    const spellings = ['ADMIN@example.test', ' admin@EXAMPLE.test ', 'admin@example.test.', '\u00A0admin@example.test'];
    for (let n = 0; n < 12; n += 1) {
      const { status } = await ask('', { email: spellings[n % 4] ?? '', password: `wrong guess number ${n}` });
      statuses.push(status);
    }
    expect(statuses).toContain(429);
    expect(guesser.headers['retry-after']).toBeDefined();
  });

  test('A9 strangers who guess do not lock out the person on their own device', async () => {
    for (let n = 0; n < 40; n += 1) {
      const stranger = site.visitor(`198.51.100.${100 + (n % 100)}`);
      await stranger.get('/sign-in');
      await stranger.submit('/sign-in', { email: 'admin@example.test', password: `a guess of a stranger ${n}` });
    }
    await admin.get('/dashboard');
    await admin.submit('/sign-out');
    await admin.get('/sign-in');
    await admin.submit('/sign-in', { email: 'admin@example.test', password });
    expect(admin.url).toBe('/dashboard');
  });

  test('A2, C8 a file of interest cannot be torn, and no cell of it is a formula', async () => {
    const officer = await arrival('officer@example.test', 'product-manager');
    const someone = site.visitor('203.0.113.5');
    await someone.get(`/interest/occupation/${awaited}`);
    expect(someone.status).toBe(200);
    const fields = { name: 'Ann Example', email: 'ann@example.test', sector: 'Foundries', region: 'Leeds' };
    const organisation = "Acme\n=cmd|' /C calc'!A0";
    await sendInterest(someone, { ...fields, organisation, needs: `${marker}\u2028=1+1\r\n@SUM(A1)` });
    await officer.get('/trailblazers/interest.csv');
    expect(officer.status).toBe(200);
    expect(officer.body.startsWith('\uFEFF')).toBe(true);
    expect(officer.body).toContain(marker);
    for (const line of officer.body.split(/\r\n|[\r\n\u2028\u2029]/)) expect(line).not.toMatch(/(^|,)"?[=+@]/);
  });

  test('A3 nothing that a stranger typed stands in a mail to an address that nobody confirmed', async () => {
    for (let n = 0; n < 20; n += 1) {
      const someone = site.visitor(`203.0.113.${20 + n}`);
      await someone.get(`/interest/occupation/${awaited}`);
      const name = n % 2 === 0 ? `Visit evil.example now ${n}` : `Nice Name ${n}`;
      await sendInterest(someone, {
        name,
        email: 'victim@example.test',
        organisation: `Evil Organisation ${n}`,
        sector: 'Foundries',
        region: 'Leeds',
        needs: 'Nothing',
      });
    }
    await sleep(5_000);
    const mails = mailsTo('victim@example.test');
    expect(mails.length).toBeLessThanOrEqual(5);
    for (const { source } of mails) expect(source).not.toMatch(/evil|Nice Name/i);
  }, 120_000);

  test('A5 the link that the command line prints works, also once the worker has had its turn, and again', async () => {
    const first = await site.waymark('users', 'add', '--role', 'moderator', 'moderator@example.test');
    await untilTrue(() => mailsTo('moderator@example.test').length > 0);
    const link = new URL(/https:\/\/\S+/.exec(first)?.[0] ?? publicAddress).pathname;
    expect((await site.visitor().get(link)).status).toBe(200);
    const second = await site.waymark('users', 'add', '--role', 'moderator', 'Moderator@example.test');
    const again = new URL(/https:\/\/\S+/.exec(second)?.[0] ?? publicAddress).pathname;
    expect((await site.visitor().get(again)).status).toBe(200);
  });

  test.each(['/%09/evil.example/x', '//evil.example', '/\\evil.example', 'https://evil.example', '/%0d%0aX:%20y'])(
    'A6 sign-in never leads off the site: %s',
    async (next) => {
      const someone = site.visitor();
      await someone.get(`/sign-in?next=${next}`);
      const kept = someone.$('form input[name=next]').val();
      const to = new URL(typeof kept === 'string' ? kept : '/', publicAddress);
      expect(to.origin).toBe(publicAddress);
    },
  );

  test('A8 thirty resets are a few mails, and nobody can tell a known address from an unknown one', async () => {
    const texts = new Set<string>();
    for (let n = 0; n < 30; n += 1) {
      const someone = site.visitor(`203.0.113.${60 + n}`);
      await someone.get('/reset-password');
      await someone.submit('/reset-password', { email: n % 2 === 0 ? 'officer@example.test' : 'nobody@example.test' });
      texts.add(`${someone.status} ${someone.text}`);
    }
    expect([...texts]).toHaveLength(1);
    await sleep(5_000);
    const resets = mailsTo('officer@example.test').filter(({ source }) => source.includes('password'));
    expect(resets.length).toBeLessThanOrEqual(4);
    expect(mailsTo('nobody@example.test')).toHaveLength(0);
  }, 60_000);

  test('A10 nobody gives themselves a role that decides', async () => {
    await admin.get('/admin/people?q=admin');
    const own = admin.$('a[href^="/admin/people/"]').attr('href') ?? '';
    await admin.get(own);
    await admin.submit('/roles', { role: 'committee-member', scope: '' }).catch(() => undefined);
    await admin.get(own);
    expect(admin.text).not.toMatch(/committee member/i);
  });

  test('A11 who signed in and what was exported stands in the trail, with the request', async () => {
    await admin.get('/admin/audit.csv');
    expect(admin.body.startsWith('\uFEFF')).toBe(true);
    await admin.get('/admin/audit.csv');
    expect(admin.body).toMatch(/signed in/i);
    expect(admin.body).toMatch(/export/i);
    expect(admin.body.split('\n')[0]).toMatch(/request/i);
  });

  test.each([
    'from=nonsense',
    'kind=%00',
    'from=2026-02-30',
    'type=no.such.type',
    'id=7',
    'from=2026-01-01&from=2026-02-01',
  ])('A12 what a filter cannot read is refused, never everything: %s', async (query) => {
    for (const page of ['/admin/audit', '/admin/audit.csv']) {
      await admin.get(`${page}?${query}`);
      expect([page, admin.status]).toEqual([page, 422]);
    }
    const { status } = await site.visitor().get('/api/v2/occupations?level=nonsense');
    expect(status).toBe(400);
  });

  test('A14 every answer has our headers, also what the framework never sees', async () => {
    const host = `host: waymark.test\r\nconnection: close\r\n`;
    const answers = await Promise.all([
      raw(`GET /%ff HTTP/1.1\r\n${host}\r\n`),
      raw(`DELETE /maps HTTP/1.1\r\n${host}\r\n`),
      raw(`GET /no-such-page HTTP/1.1\r\n${host}\r\n`),
      raw(`POST /sign-in HTTP/1.1\r\n${host}content-type: text/xml\r\ncontent-length: 3\r\n\r\n<a>`),
    ]);
    for (const answer of answers) {
      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d/);
      expect(answer.toLowerCase()).toContain('content-security-policy');
      expect(answer.toLowerCase()).toContain('x-content-type-options: nosniff');
    }
    expect(answers[1]).toMatch(/^HTTP\/1\.1 405/);
    expect(answers[1].toLowerCase()).toMatch(/\r\nallow: [^\r]*get/);
    const head = await raw(`HEAD /editions/current/occupations.csv HTTP/1.1\r\n${host}\r\n`);
    expect(head).toMatch(/^HTTP\/1\.1 (200|30\d)/);
  });

  test('A15 what one may not know is as if it were not', async () => {
    const officer = site.visitor('203.0.113.200');
    await officer.get('/sign-in');
    await officer.submit('/sign-in', { email: 'officer@example.test', password });
    for (const path of ['/trailblazers', '/proposals', '/ballots', '/procedural-reviews', '/meetings']) {
      await officer.get(`${path}/${randomUUID()}`);
      expect([path, officer.status]).toEqual([path, 404]);
    }
  });

  test('A16 readiness says nothing but that', async () => {
    const someone = site.visitor();
    const { body } = await someone.get('/health/ready');
    expect(body).not.toMatch(/\d/);
  });

  test('C1, C5 a text of nothing that anybody sees is empty; an address may have a no-break space behind it', async () => {
    const someone = site.visitor('203.0.113.220');
    await someone.get(`/interest/occupation/${awaited}`);
    await sendInterest(someone, {
      name: '\u200B\u2060',
      email: 'carol@example.test\u00A0',
      organisation: 'Carol & Co',
      sector: '\u3164',
      region: 'Leeds',
      needs: 'Something',
    });
    expect(someone.status).toBe(422);
    expect(someone.errors.join()).toMatch(/name/i);
    expect(someone.errors.join()).toMatch(/sector/i);
    expect(someone.errors.join()).not.toMatch(/email/i);
  });

  test('A4 the log holds nothing that anybody typed, no token and no address', () => {
    expect(site.log().length).toBeGreaterThan(1_000);
    for (const secret of [marker, password, 'example.test', 'evil', '_csrf']) {
      const at = site.log().indexOf(secret);
      expect([secret, at === -1 ? '' : site.log().slice(Math.max(0, at - 300), at + 100)]).toEqual([secret, '']);
    }
    expect(site.log()).not.toMatch(/set-password\/[\w-]{20,}/);
    expect(site.log()).toMatch(/"event":"sign-in\.refused"/);
    expect(site.log()).toMatch(/"event":"person\.signed-in","requestId":"[\w-]{36}","seq":"\d+"/);
  });
});

/** Sends the form of interest on the agent's page. */
async function sendInterest(agent: Agent, values: Record<string, string>): Promise<void> {
  await agent.submit('form[method=post]', { size: 'small', ...values });
}
