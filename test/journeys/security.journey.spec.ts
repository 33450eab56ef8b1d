import { PolicyRefusals } from '@app/accounts';
import { groupScope, newId, paths } from '@app/kernel';
import { Db } from '@app/platform';
import { Trailblazers } from '@app/trailblazers';
import { Proposals } from '@app/proposals';
import { type Site, startSite } from '@test/support';
import { aGroup, type Group } from '../support/builders';
import { trailOf } from '../support/trail';

let site: Site;
let group: Group;
let adaId: string;
let moId: string;

beforeAll(async () => {
  site = await startSite({ seeded: true });
  await site.settle();
  group = await aGroup(site);
  adaId = await site.person('Ada Admin', 'ada@example.test', { role: 'administrator' });
  moId = await site.person('Mo Derator', 'mo@example.test', { role: 'moderator' });
});
afterAll(() => site?.close());

const events: ReturnType<typeof trailOf> = (where, ...params) => trailOf(site)(where, ...params);
const refusals = async () => {
  await site.lib(PolicyRefusals).written();
  return site.db.read().rows(`select person_id as who, rule, count from policy_refusal order by rule`);
};
const wrong = async (email: string, remoteAddress: string) => {
  const anybody = site.anonymous();
  await anybody.get(paths.signIn());
  const payload = new URLSearchParams({
    email,
    password: 'not the password',
    _csrf: String(anybody.$('[name=_csrf]').val()),
  }).toString();
  const headers = {
    cookie: `waymark_form=${anybody.cookie('waymark_form')}`,
    origin: 'http://waymark.test',
    'content-type': 'application/x-www-form-urlencoded',
  };
  return site.app.inject({ method: 'POST', url: paths.signIn(), payload, headers, remoteAddress });
};

describe('the trail of security', () => {
  it('has signing in and out, each with the id of its request', async () => {
    const mo = await site.as('mo@example.test');
    await mo.submit('/sign-out');
    const found = await events(`e.subject_id = $1 and e.type in ('person.signed-in','person.signed-out')`, moId);
    expect(found.map(({ type }) => type)).toEqual(['person.signed-in', 'person.signed-out']);
    expect(new Set(found.map(({ request }) => request)).size).toBe(2);
    expect(found[0]?.content).toContain('127.0.0.0/24');
  });

  it('names what an answer calls its request, and finds it again in the audit trail and its file', async () => {
    const ada = await site.as('ada@example.test');
    await ada.get(paths.people());
    const token = String(ada.$('[name=_csrf]').first().val());
    const { headers } = await site.app.inject({
      method: 'POST',
      url: paths.people(),
      payload: new URLSearchParams({ name: 'Ned New', email: 'ned@example.test', _csrf: token }).toString(),
      headers: {
        cookie: `waymark_session=${ada.cookie('waymark_session')}`,
        origin: 'http://waymark.test',
        'content-type': 'application/x-www-form-urlencoded',
      },
    });
    const request = String(headers['x-request-id']);
    expect((await events('e.request_id = $1', request)).map(({ type }) => type)).toEqual(['person.added']);
    await ada.get(`${paths.audit()}?request=${request}`);
    expect(ada.text).toContain('added a person');
    await ada.follow(String(ada.$('tbody a').first().text()));
    expect(ada.text).toContain(request);
    const { body } = await ada.get(`/admin/audit.csv?request=${request}`);
    expect(body.trim().split('\r\n')).toHaveLength(2);
    expect(body).toContain(request);
    await ada.get(`${paths.audit()}?request=nonsense`);
    expect(ada.errors).toEqual(['Enter a whole id, or leave it blank']);
  });

  it('counts wrong passwords by account and network, and says once when no more are looked at', async () => {
    const statuses: number[] = [];
    for (let no = 0; no < 13; no += 1) statuses.push((await wrong('mo@example.test', '192.0.2.9')).statusCode);
    expect(statuses).toEqual([...Array<number>(6).fill(422), ...Array<number>(7).fill(429)]);
    await wrong('somebody.else@marker.test', '192.0.2.9');
    const rows = await site.db.read().rows<{
      count: number;
    }>(`select person_id as who, network, sum(count)::int as count, bool_or(locked) as locked
        from refused_sign_in where network = '192.0.2.0/24' group by 1, 2 order by 1`);
    expect(rows).toEqual([
      { who: moId, network: '192.0.2.0/24', count: 13, locked: true },
      { who: null, network: '192.0.2.0/24', count: 1, locked: false },
    ]);
    expect(await events(`e.type = 'person.sign-in-locked'`)).toHaveLength(1);
    const ada = await site.as('ada@example.test');
    await ada.get(`${paths.security('sign-ins')}?email=mo@example.test`);
    expect(ada.$('tbody').text()).toMatch(/Mo Derator\s*192\.0\.2\.0\/24\s*13\s*yes/);
    await ada.get(paths.security());
    expect(ada.text).toContain('let nobody sign in to an account from one network');
    expect(ada.body).not.toContain('marker.test');
  });

  it('counts what a rule refuses, by person, rule and hour: one row and one event', async () => {
    await site.db.write((tx) => tx.rows('delete from rate_limit'));
    const mo = await site.as('mo@example.test');
    for (const url of [paths.people(), paths.people(), paths.audit(), paths.cycles()]) await mo.get(url);
    expect(mo.status).toBe(403);
    await mo.post(paths.apiKeys(), new URLSearchParams({ name: 'guessed' }));
    await mo.post(paths.apiKeys(), new URLSearchParams(), { origin: 'https://elsewhere.test' });
    expect(await refusals()).toEqual([
      { who: moId, rule: 'account.manage', count: 2 },
      { who: moId, rule: 'audit.read', count: 1 },
      { who: moId, rule: 'cycle.plan', count: 1 },
      { who: moId, rule: 'form.origin', count: 1 },
      { who: moId, rule: 'form.token', count: 1 },
    ]);
    const found = await events(`e.type = 'person.refused'`);
    expect(found).toHaveLength(5);
    expect(found.filter(({ request }) => request === null)).toEqual([]);
    await site.clock.advance(60 * 60_000);
    await mo.get(paths.people());
    await site.lib(PolicyRefusals).written();
    expect(await events(`e.type = 'person.refused'`)).toHaveLength(6);
    const ada = await site.as('ada@example.test');
    await ada.get(paths.security('refusals'));
    expect(ada.$('tbody tr').length).toBe(6);
    expect(ada.text).toContain('account.manage');
  });

  it('names the rule by which the record itself is refused, not only the page', async () => {
    const [chair, other] = [await site.as('chair-of-group@example.test'), await aGroup2()];
    await chair.get(paths.proposal(other));
    expect(chair.status).toBe(404);
    expect(await refusals()).toContainEqual({ who: group.chair.id, rule: 'proposal.see', count: 1 });
  });

  it('does not hold up the answer, nor fail it, when the refusal cannot be written', async () => {
    const mo = await site.as('mo@example.test');
    const write = jest.spyOn(site.lib(Db), 'write').mockRejectedValue(new Error('The database is away'));
    await mo.get(paths.revisions());
    await site.lib(PolicyRefusals).written();
    write.mockRestore();
    expect([mo.status, mo.heading]).toEqual([403, 'You cannot use this page']);
  });
});

describe('an administrator', () => {
  it('sees who is signed in and ends their sessions', async () => {
    const [ada, mo] = [await site.as('ada@example.test'), await site.as('mo@example.test')];
    await ada.get(paths.security('sessions'));
    expect(ada.text).toContain('mo@example.test');
    await ada.submit(paths.endSessions(moId));
    expect([ada.status, ada.url]).toEqual([200, paths.security('sessions')]);
    expect(ada.text).not.toContain('mo@example.test');
    await mo.get(paths.dashboard());
    expect(mo.heading).toBe('Sign in');
    const found = await events(
      `e.type = 'person.sessions-ended' and e.subject_id = $1 and e.actor_id = $2`,
      moId,
      adaId,
    );
    expect(found).toHaveLength(1);
  });

  it.each(['', 'sign-ins', 'refusals', 'sessions'] as const)(
    'is told by name what cannot be read of a filter: %s',
    async (part) => {
      const ada = await site.as('ada@example.test');
      const url = part === '' ? paths.security() : paths.security(part);
      const ofAll = [
        ['from=yesterday', 'from'],
        ['until=2027-02-30', 'until'],
        ['email=%00', 'email'],
        ['email=a&email=b', 'email'],
      ];
      const own: Readonly<Record<string, string[][]>> = { '': [...ofAll, ['about=nothing', 'about']], sessions: [] };
      for (const [query, field] of own[part] ?? ofAll) {
        await ada.get(`${url}?${query}`);
        expect([query, ada.status]).toEqual([query, 422]);
        expect(ada.$('.govuk-error-summary a').attr('href')).toBe(`#${field}`);
        expect(ada.$('tbody td').length).toBe(1);
      }
      await ada.get(`${url}?after=nonsense`);
      expect(ada.status).toBe(422);
    },
  );

  it('reads on, page by page, without a row twice', async () => {
    await site.db.write((tx) =>
      tx.rows(`insert into refused_sign_in (quarter, network, count)
        select waymark_now() - interval '2 days', 'n-' || n || '/~24', n from generate_series(1, 120) n`),
    );
    const ada = await site.as('ada@example.test');
    const seen: string[] = [];
    await ada.get(paths.security('sign-ins'));
    for (;;) {
      seen.push(
        ...ada
          .$('tbody tr')
          .toArray()
          .map((row) => ada.$(row).text())
          .filter((text) => text.includes('/~24')),
      );
      if (ada.$('a:contains("Earlier ones")').length === 0) break;
      await ada.follow('Earlier ones');
    }
    expect(new Set(seen).size).toBe(120);
    expect(seen).toHaveLength(120);
  });

  it('alone reads these pages', async () => {
    const officer = await site.as('officer@example.test');
    for (const url of [
      paths.security(),
      paths.security('sign-ins'),
      paths.security('refusals'),
      paths.security('sessions'),
    ]) {
      await officer.get(url);
      expect([url, officer.status]).toEqual([url, 403]);
    }
  });
});

/** A draft of another group. @returns its id */
async function aGroup2(): Promise<string> {
  const id = await site.lib(Trailblazers).form(group.officer, { name: 'Others', remit: 'Digital' });
  const personId = await site.person('Otto Other', 'otto@example.test', { role: 'group-chair', scope: groupScope(id) });
  const grants = [{ role: 'group-chair', scope: groupScope(id) } as const];
  return site.lib(Proposals).start({ kind: 'person', id: personId, name: 'Otto', grants }, id, newId());
}
