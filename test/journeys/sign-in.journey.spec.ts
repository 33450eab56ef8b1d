import { SignIn } from '@app/accounts';
import { paths } from '@app/kernel';
import { type Site, sitePassword, startSite } from '@test/support';

const email = 'ada@example.test';
const session = 'waymark_session';
const stackTrace = /\bat .*[/\\].*\.(ts|js):\d+/;

let site: Site;
let adaId: string;

beforeAll(async () => {
  site = await startSite();
  adaId = await site.person('Ada Lovelace', email, { role: 'administrator' });
});
afterAll(() => site?.close());

describe('signing in', () => {
  it('keeps the address and says what to do when the password is wrong', async () => {
    const anybody = site.anonymous();
    await anybody.get(paths.signIn());
    await anybody.submit('/sign-in', { email, password: 'not the password' });
    expect(anybody.status).toBe(422);
    expect(anybody.title).toMatch(/^Error: /);
    expect(anybody.errors).toEqual(['Enter the email address and password of your account']);
    expect(anybody.$('#email').val()).toBe(email);
    expect(anybody.$('#password').val() ?? '').toBe('');
    expect(anybody.cookie(session)).toBeUndefined();
  });

  it('answers an unknown address with the same words', async () => {
    const anybody = site.anonymous();
    await anybody.get(paths.signIn());
    await anybody.submit('/sign-in', { email: 'nobody@example.test', password: sitePassword });
    expect(anybody.errors).toEqual(['Enter the email address and password of your account']);
  });

  it('begins a new session each time, and ends the one before', async () => {
    const ada = await site.as(email);
    expect(ada.heading).not.toBe('Sign in');
    const first = ada.cookie(session);
    await ada.get(paths.signIn());
    await ada.submit('/sign-in', { email, password: sitePassword });
    expect(ada.cookie(session)).not.toBe(first);
    const { statusCode, headers } = await site.app.inject({
      url: paths.dashboard(),
      headers: { cookie: `${session}=${first}` },
    });
    expect([statusCode, headers.location]).toEqual([303, paths.signIn(paths.dashboard())]);
  });

  it('does not accept a session that somebody else planted', async () => {
    const ada = site.anonymous();
    await ada.get(paths.signIn(), { cookie: `${session}=planted` });
    await ada.get(paths.signIn());
    await ada.submit('/sign-in', { email, password: sitePassword });
    expect(ada.cookie(session)).not.toBe('planted');
  });

  it('leads to the page that was asked for, and nowhere else', async () => {
    const ada = site.anonymous();
    await ada.get(paths.account());
    expect(ada.heading).toBe('Sign in');
    await ada.submit('/sign-in', { email, password: sitePassword });
    expect(ada.url).toBe(paths.account());
    const elsewhere = ['https://evil.test/', '//evil.test', '/\\evil.test', '/fine\r\nx: y', 'javascript:alert(1)'];
    for (const next of [...elsewhere, '/\t/evil.test/x', '/a/..//evil.test']) {
      const careless = site.anonymous();
      await careless.get(paths.signIn(next));
      await careless.submit('/sign-in', { email, password: sitePassword, next });
      expect([next, careless.url]).toEqual([next, paths.dashboard()]);
    }
  });

  it('reads address and password from the form alone, each once', async () => {
    const tried = async (url: string, form: readonly (readonly [string, string])[]) => {
      const anybody = site.anonymous();
      await anybody.get(paths.signIn());
      const token = String(anybody.$('input[name=_csrf]').val());
      const sent = new URLSearchParams({ _csrf: token });
      for (const [name, value] of form) sent.append(name, value);
      await anybody.post(url, sent);
      return [anybody.status, anybody.cookie(session)];
    };
    const [address, secret] = [['email', email] as const, ['password', sitePassword] as const];
    const refused = [422, undefined];
    expect(await tried(`${paths.signIn()}?email=${email}`, [secret])).toEqual(refused);
    expect(await tried(`${paths.signIn()}?password=${sitePassword}`, [address])).toEqual(refused);
    expect(await tried(`${paths.signIn()}?email=${email}`, [['email', ''], secret])).toEqual(refused);
    expect(await tried(`${paths.signIn()}?email=${email}`, [['email', 'nobody@example.test'], secret])).toEqual(
      refused,
    );
    expect(await tried(paths.signIn(), [address, address, secret])).toEqual(refused);
    expect(await tried(paths.signIn(), [['email[]', email], secret])).toEqual(refused);
    expect((await tried(`${paths.signIn()}?email=nobody@example.test`, [address, secret]))[0]).toBe(200);
  });

  it('knows an account by its address however it is spelt', async () => {
    for (const spelt of [
      'ADA@EXAMPLE.TEST',
      ' ada@example.test\u00A0',
      'a\u200Bda@example.test.',
      'ａｄａ＠example.test',
    ]) {
      expect([spelt, (await site.as(spelt)).url]).toEqual([spelt, paths.dashboard()]);
    }
  });

  it('ends with signing out', async () => {
    const ada = await site.as(email);
    await ada.submit('/sign-out');
    expect(ada.url).toBe(paths.home());
    await ada.get(paths.dashboard());
    expect(ada.heading).toBe('Sign in');
  });
});

describe('a form of another site', () => {
  it('is refused without the token of the session', async () => {
    const ada = await site.as(email);
    const given = new URLSearchParams({ name: 'Mallory', email: 'mallory@example.test' });
    await ada.post(paths.people(), given);
    expect(ada.status).toBe(403);
    expect(ada.text).toContain('came from another site');
    // One that is not the session's may be of the session before: the form comes back, and nothing is done.
    given.set('_csrf', 'guessed');
    await ada.post(paths.people(), given);
    expect([ada.status, ada.$('main [name=name]').val()]).toEqual([422, 'Mallory']);
    expect(await site.db.read().rows(`select 1 from person where email_normal = 'mallory@example.test'`)).toEqual([]);
  });

  it('is refused with the token, when its Origin or Sec-Fetch-Site is another', async () => {
    const ada = await site.as(email);
    await ada.get(paths.people());
    const token = String(ada.$('input[name=_csrf]').first().val());
    const given = new URLSearchParams({ name: 'Mallory', email: 'mallory@example.test', _csrf: token });
    for (const headers of [
      { origin: 'https://evil.test' },
      { origin: 'null' },
      { origin: 'http://waymark.test', 'sec-fetch-site': 'cross-site' },
    ]) {
      await ada.post(paths.people(), given, headers as Record<string, string>);
      expect([headers, ada.status]).toEqual([headers, 403]);
    }
    const found = await site.db.read().one('select 1 from person where email = $1', ['mallory@example.test']);
    expect(found).toBeNull();
    await ada.post(paths.people(), given);
    expect(ada.status).toBe(200);
  });

  it('is refused on the sign-in page, too', async () => {
    const anybody = site.anonymous();
    await anybody.post(paths.signIn(), new URLSearchParams({ email, password: sitePassword }));
    expect(anybody.status).toBe(403);
    expect(anybody.cookie(session)).toBeUndefined();
  });
});

describe('a page that somebody cannot have', () => {
  it('says so in plain words, without a stack trace, and with the right status', async () => {
    await site.person('Cy Young', 'cy@example.test', { role: 'moderator' });
    const cy = await site.as('cy@example.test');
    const ada = await site.as(email);
    const seen = async (who: typeof ada, url: string) => {
      await who.get(url);
      expect(who.body).not.toMatch(stackTrace);
      expect(who.headers['cache-control']).toBe('no-store');
      return [who.status, who.heading];
    };
    expect(await seen(cy, paths.people())).toEqual([403, 'You cannot use this page']);
    expect(await seen(ada, '/no-such-page')).toEqual([404, 'Page not found']);
    expect(await seen(ada, paths.person('00000000-0000-7000-8000-000000000000'))).toEqual([404, 'Page not found']);
    expect(await seen(ada, paths.person('not-an-id'))).toEqual([404, 'Page not found']);
    expect(await seen(ada, paths.proposal('not-an-id'))).toEqual([404, 'Page not found']);
    expect(await seen(ada, '/admin/people/%00')).toEqual([404, 'Page not found']);
  });

  it('keeps what was typed in a form that is refused', async () => {
    const ada = await site.as(email);
    await ada.get(paths.people());
    await ada.submit('form[method=post]:has(#email)', { name: 'Grace Hopper', email: 'grace' });
    expect(ada.status).toBe(422);
    expect(ada.$('#name').val()).toBe('Grace Hopper');
    expect(ada.errors).toHaveLength(1);
    expect(ada.$('.govuk-error-summary a').attr('href')).toBe('#email');
    expect(ada.body).not.toMatch(stackTrace);
  });
});

describe('links to set a password', () => {
  const asked = async () =>
    (await site.db.read().rows(`select 1 from event where type = 'person.password-reset-asked'`)).length;
  const link = async () => {
    const address = await site.db.write((tx) => site.lib(SignIn).link(tx, adaId, 'reset'));
    return new URL(address).pathname;
  };

  it('work once', async () => {
    const url = await link();
    const ada = site.anonymous();
    await ada.get(url);
    expect(ada.text).toContain(email);
    await ada.submit('form[method=post]:has(#password)', { password: 'short' });
    expect(ada.status).toBe(422);
    await ada.submit('form[method=post]:has(#password)', { password: 'another quiet harbour' });
    expect(ada.url).toBe(paths.dashboard());
    const late = site.anonymous();
    await late.get(url);
    expect(late.status).toBe(404);
    await expect(site.as(email)).rejects.toThrow('422');
    expect((await site.as(email, 'another quiet harbour')).status).toBe(200);
  });

  it('work beside each other until one of them is used', async () => {
    const [first, second] = [await link(), await link()];
    const ada = site.anonymous();
    await ada.get(first);
    expect(ada.heading).toBe('Choose a password');
    await ada.submit('form[method=post]:has(#password)', { password: 'another quiet harbour' });
    await ada.get(second);
    expect(ada.status).toBe(404);
  });

  it('end the sessions that the person had', async () => {
    const before = await site.as(email, 'another quiet harbour');
    const anybody = site.anonymous();
    await anybody.get(await link());
    await anybody.submit('form[method=post]:has(#password)', { password: sitePassword });
    await before.get(paths.dashboard());
    expect(before.heading).toBe('Sign in');
  });

  it('come by mail to who asks, and an unknown address is told the same', async () => {
    const [known, unknown] = [site.anonymous(), site.anonymous()];
    for (const [who, address] of [
      [known, email],
      [unknown, 'nobody@example.test'],
    ] as const) {
      await who.get(paths.resetPassword());
      await who.submit('form[method=post]:has(#email)', { email: address });
    }
    expect(known.text).toBe(unknown.text);
    // The page does the same for both: it notes the address. Whose it is, the worker looks up.
    const noted = 'select email_normal as email from password_reset_request order by email_normal';
    expect(await site.db.read().rows(noted)).toEqual([{ email }, { email: 'nobody@example.test' }]);
    expect(await asked()).toBe(0);
    await site.settle();
    expect(await site.db.read().rows(noted)).toEqual([]);
    const mails = await site.db
      .read()
      .rows<{ recipient: string; body: string }>(
        `select recipient, body from dev_inbox where subject = 'Set a new Waymark password'`,
      );
    expect(mails.map(({ recipient }) => recipient)).toEqual([email]);
    const [address = ''] = /\S+\/set-password\/\S+/.exec(mails[0]?.body ?? '') ?? [];
    await known.get(new URL(address).pathname);
    expect(known.heading).toBe('Choose a password');
  });

  it('come three times within an hour at most, each with a link that works, and the page never says so', async () => {
    await site.clock.advance(2 * 3_600_000);
    const before = await asked();
    const said = new Set<string>();
    for (let n = 0; n < 30; n += 1) {
      const stranger = site.anonymous(`198.51.${n}.7`);
      await stranger.get(paths.resetPassword());
      await stranger.submit('form[method=post]:has(#email)', { email: n % 2 ? email : 'ADA@example.test\u00A0' });
      said.add(`${stranger.status} ${stranger.text}`);
      if (n % 7 === 0) await site.settle();
    }
    await site.settle();
    expect([said.size, (await asked()) - before]).toEqual([1, 3]);
    const mails = await site.db
      .read()
      .rows<{ body: string }>(
        `select body from dev_inbox where subject = 'Set a new Waymark password' order by at desc limit 3`,
      );
    for (const { body } of mails) {
      const [address = ''] = /\S+\/set-password\/\S+/.exec(body) ?? [];
      const ada = site.anonymous();
      await ada.get(new URL(address).pathname);
      expect(ada.heading).toBe('Choose a password');
    }
  });
});
