import { paths } from '@app/kernel';
import { type Agent, type Site, sitePassword, startSite } from '@test/support';

const email = 'ada@example.test';
const session = 'waymark_session';
const redisUrl = process.env.TEST_REDIS_URL ?? null;
if (redisUrl === null) process.stderr.write('NOT RUN: tries to sign in, in Redis, because TEST_REDIS_URL is not set\n');
const stores = [['PostgreSQL', null] as const, ...(redisUrl === null ? [] : [['Redis', redisUrl] as const])];

async function tried(who: Agent, password: string, address = email): Promise<number> {
  await who.get(paths.signIn());
  await who.submit('/sign-in', { email: address, password });
  return who.status;
}

/** Guesses until told to wait. @returns how many were looked at */
async function guesses(who: Agent, address: string): Promise<number> {
  for (let n = 0; n < 40; n += 1) if ((await tried(who, 'a wrong guess', address)) === 429) return n;
  return 40;
}

describe.each(stores)('tries to sign in, counted in %s', (_, url) => {
  let site: Site;
  let atHome: Agent;
  // Redis outlives a run: each has addresses of its own.
  const person = url === null ? email : `ada.${process.pid}.${Date.now()}@example.test`;

  beforeAll(async () => {
    site = await startSite({ redisUrl: url });
    await site.person('Ada Amin', person);
    atHome = site.anonymous('192.0.2.7');
    await tried(atHome, sitePassword, person);
    await atHome.submit('/sign-out');
  });
  afterAll(() => site?.close());

  it('are slowed down for a stranger: told how long to wait, with the address kept and the password not', async () => {
    const stranger = site.anonymous('198.51.100.1');
    expect(await guesses(stranger, person)).toBe(6);
    expect(Number(stranger.headers['retry-after'])).toBeGreaterThan(0);
    expect(stranger.heading).toBe('Sign in');
    expect(stranger.errors).toEqual([expect.stringMatching(/^Too many tries. Wait \d seconds?, then try again, or/)]);
    expect(stranger.$('#email').val()).toBe(person);
    expect(stranger.$('#password').val() ?? '').toBe('');
    // Neither another spelling nor the right password is looked at before the time, nor from elsewhere in the network.
    expect(await tried(stranger, sitePassword, `${person.toUpperCase()}\u00A0`)).toBe(429);
    expect(await tried(site.anonymous('198.51.100.200'), sitePassword, person)).toBe(429);
    expect(stranger.cookie(session)).toBeUndefined();
  });

  it('of an address without an account are answered alike', async () => {
    const nobody = `nobody.${person}`;
    expect(await guesses(site.anonymous('198.51.101.1'), nobody)).toBe(6);
  });

  it('by a hundred strangers keep the person out of no device on which they signed in before', async () => {
    for (let n = 0; n < 100; n += 1) {
      const stranger = site.anonymous(`203.0.${n}.9`);
      expect([422, 429]).toContain(await tried(stranger, 'a wrong guess', person));
    }
    const newcomer = site.anonymous('203.0.200.9');
    expect(await tried(newcomer, sitePassword, person)).toBe(429);
    expect(await tried(atHome, sitePassword, person)).toBe(200);
    expect(atHome.cookie(session)).toBeDefined();
    await atHome.submit('/sign-out');
  });

  it('from the network of the person count against strangers only, as if a proxy hid where all come from', async () => {
    expect(await guesses(site.anonymous('192.0.2.7'), person)).toBeLessThanOrEqual(6);
    expect(await tried(atHome, sitePassword, person)).toBe(200);
    await atHome.submit('/sign-out');
  });

  it('from a known device are slowed down by themselves, and forgotten after a right one', async () => {
    for (let round = 0; round < 2; round += 1) {
      for (let n = 0; n < 9; n += 1) expect(await tried(atHome, 'a wrong guess', person)).toBe(422);
      expect(await tried(atHome, sitePassword, person)).toBe(200);
      await atHome.submit('/sign-out');
    }
    expect(await guesses(atHome, person)).toBe(11);
  });

  it('cannot borrow the mark of a device: it holds for its person only, and as it was given', async () => {
    const name = 'waymark_device';
    const mark = atHome.cookie(name) ?? '';
    expect(mark).not.toContain('@');
    const other = `other.${person}`;
    for (const cookie of [mark, `${mark.slice(0, -1)}x`, `${'a'.repeat(24)}.${'b'.repeat(43)}`]) {
      const stranger = site.anonymous('198.51.103.1');
      const statuses = new Set<number>();
      for (let n = 0; n < 12; n += 1) {
        await stranger.get(paths.signIn(), { cookie: `${name}=${cookie}` });
        const token = String(stranger.$('input[name=_csrf]').val());
        const body = new URLSearchParams({ _csrf: token, email: other, password: 'a wrong guess' });
        const cookies = `${name}=${cookie}; waymark_form=${stranger.cookie('waymark_form')}`;
        await stranger.post(paths.signIn(), body, { origin: 'http://waymark.test', cookie: cookies });
        statuses.add(stranger.status);
      }
      expect(statuses).toContain(429);
    }
  });

  it('know the device on which somebody set a password by a link', async () => {
    const known = site.anonymous('192.0.2.9');
    await known.get(paths.resetPassword());
    await known.submit('form[method=post]:has(#email)', { email: person });
    await site.settle();
    const mail = await site.db
      .read()
      .one<{ body: string }>(`select body from dev_inbox where subject like 'Set a new%' and recipient = $1`, [person]);
    const [link = ''] = /\S+\/set-password\/\S+/.exec(mail?.body ?? '') ?? [];
    await known.get(new URL(link).pathname);
    await known.submit('form[method=post]:has(#password)', { password: sitePassword });
    expect(known.url).toBe(paths.dashboard());
    await known.submit('/sign-out');
    expect(await tried(known, sitePassword, person)).toBe(200);
  });
});
