import { newId, paths } from '@app/kernel';
import { Proposals } from '@app/proposals';
import { type Agent, type Site, sitePassword, startSite } from '@test/support';
import { aGroup, type Group } from '../support/builders';

/** B1 and B2 of the cases found in November 2026: nothing that was typed is lost. */
let site: Site;
let group: Group;
let id: string;
const mail = 'chair-of-group@example.test';
const text = 'They are needed from Penzance to Thurso.\n\nSecond paragraph, “quoted” & <marked>.';
const saved = text.replaceAll('\n', '\r\n');

beforeAll(async () => {
  site = await startSite({ seeded: true });
  await site.settle();
  group = await aGroup(site);
  id = await site.lib(Proposals).start(group.chair, group.id, newId());
  await site.person('Olga Other', 'olga@example.test', { role: 'administrator' });
});
afterAll(() => site?.close());

const requirement = () => paths.proposalPart(id, 'requirements/transferable');
const sessionsEnd = (): Promise<unknown> =>
  site.db.write((tx) => tx.rows(`update session set seen_at = clock_timestamp() - interval '61 minutes'`));
const stored = async () => {
  const row = await site.db
    .read()
    .one<{ said: string; version: number }>(
      `select content #>> '{requirements,transferable,explanation}' as said, version from proposal where id = $1`,
      [id],
    );
  return row ?? { said: '', version: 0 };
};
const kept = async () =>
  (await site.db.read().one<{ n: number }>('select count(*)::int as n from sealed_form'))?.n ?? 0;

async function signIn(agent: Agent, email = mail): Promise<void> {
  await agent.submit('form[action="/sign-in"]', { email, password: sitePassword });
}

/** Somebody types this into the page of a requirement, and sends it after their session has ended. */
async function sentTooLate(agent: Agent, explanation = saved): Promise<void> {
  await agent.get(requirement());
  await sessionsEnd();
  await agent.submit('form:has(#explanation)', { explanation, evidence: 'Letters' });
}

describe('a form that is sent after its session has ended', () => {
  it('stands there with its text after signing in again, and nothing is done before it is sent again', async () => {
    const agent = await site.as(mail);
    const before = await stored();
    await sentTooLate(agent);
    expect(agent.url).toContain('/sign-in?next=%2Fkept-forms%2F');
    expect(agent.text).toContain('What you typed is kept for 30 minutes');
    await signIn(agent);
    expect(agent.url).toContain('/kept-forms/');
    expect(agent.text).toContain('You were signed out, so nothing was done yet.');
    expect(agent.$('#explanation').val()).toBe(text);
    expect(agent.$('#evidence').val()).toBe('Letters');
    expect(await stored()).toEqual(before);
    await agent.submit('form:has(#explanation)');
    expect([agent.status, agent.errors, agent.url]).toEqual([200, [], paths.proposal(id)]);
    expect(await stored()).toEqual({ said: text, version: before.version + 1 });
  });

  it('cannot be read in the database, nor by who signs in instead, for whom it is forgotten', async () => {
    const agent = await site.as(mail);
    await sentTooLate(agent, 'For my eyes only');
    const rows = await site.db.read().rows<{ sealed: Buffer }>('select sealed from sealed_form');
    expect(rows.some(({ sealed }) => sealed.includes('For my eyes'))).toBe(false);
    const address = decodeURIComponent(agent.url.split('next=')[1] ?? '');
    const before = await kept();
    // Another browser of the same person neither reads nor removes it.
    const elsewhere = await site.as(mail);
    await elsewhere.get(address);
    expect([elsewhere.status, await kept()]).toEqual([404, before]);
    await signIn(agent, 'olga@example.test');
    expect(agent.status).toBe(404);
    expect(agent.body).not.toContain('For my eyes');
    expect(await kept()).toBeLessThan(before);
  });

  it('is what it always was where the browser never signed in: the sign-in page, and nothing is kept', async () => {
    const before = await kept();
    const stranger = site.anonymous();
    await stranger.post(requirement(), new URLSearchParams({ _csrf: 'x', version: '1', explanation: 'x' }));
    expect(stranger.url).toBe(paths.signIn(paths.dashboard()));
    expect(await kept()).toBe(before);
  });

  it('is refused from another site', async () => {
    const [agent, before] = [await site.as(mail), await kept()];
    await sessionsEnd();
    const from = { origin: 'https://evil.test' };
    await agent.post(requirement(), new URLSearchParams({ _csrf: 'x', explanation: 'x' }), from);
    expect([agent.status, await kept()]).toEqual([403, before]);
  });

  it('is gone after signing out, and of one browser only the last five are kept', async () => {
    const agent = await site.as(mail);
    expect(agent.cookie('waymark_kept')).toBeTruthy();
    await agent.get(requirement());
    await sessionsEnd();
    const before = await kept();
    for (let no = 1; no <= 7; no += 1) {
      await agent.post(requirement(), new URLSearchParams({ _csrf: 'x', version: '1', explanation: `Text ${no}` }));
    }
    expect((await kept()) - before).toBe(5);
    await signIn(agent);
    expect(agent.$('#explanation').val()).toBe('Text 7');
    await agent.get(paths.dashboard());
    await agent.submit('/sign-out');
    expect(agent.cookie('waymark_kept') ?? '').toBe('');
    expect(await kept()).toBe(before);
  });

  it('keeps no password', async () => {
    const agent = await site.as(mail);
    await agent.get(requirement());
    await sessionsEnd();
    await agent.post(requirement(), new URLSearchParams({ _csrf: 'x', explanation: 'x', password: 'hunter2 hunter2' }));
    await signIn(agent);
    expect(agent.body).not.toContain('hunter2');
  });

  it('shows what was typed where the form cannot be used any more', async () => {
    const agent = await site.as(mail);
    const other = await site.lib(Proposals).start(group.chair, group.id, newId());
    await agent.get(paths.proposalPart(other, 'requirements/transferable'));
    await site.lib(Proposals).withdraw(group.chair, other);
    await sessionsEnd();
    await agent.submit('form:has(#explanation)', { explanation: 'Not for nothing', evidence: '' });
    await signIn(agent);
    expect(agent.body).toContain('Not for nothing');
  });
});

describe('a form with a stale token', () => {
  it('comes back with its text and a fresh one: sent again, it is saved', async () => {
    const agent = await site.as(mail);
    await agent.get(requirement());
    const fields = {
      version: String(agent.$('input[name=version]').val()),
      explanation: 'After a second tab',
      evidence: 'Letters',
      _csrf: 'the-token-of-a-session-before',
    };
    const before = await stored();
    await agent.post(requirement(), new URLSearchParams(fields));
    expect(agent.status).toBe(422);
    expect(agent.text).toContain('This form had expired, so nothing was done yet.');
    expect(agent.$('#explanation').val()).toBe('After a second tab');
    expect(await stored()).toEqual(before);
    await agent.submit('form:has(#explanation)');
    expect((await stored()).said).toBe('After a second tab');
  });

  it('the same for who is not signed in: signing in, and asking for a new password', async () => {
    const anybody = site.anonymous();
    await anybody.get(paths.resetPassword());
    await anybody.submit('form:has(#email)', { email: 'a@example.test', _csrf: 'old.token' });
    expect([anybody.status, anybody.$('#email').val()]).toEqual([422, 'a@example.test']);
    await anybody.get(paths.signIn());
    await anybody.submit('form:has(#email)', { email: mail, password: sitePassword, _csrf: 'old.token' });
    expect([anybody.status, anybody.$('#email').val()]).toEqual([422, mail]);
    expect(anybody.body).not.toContain(sitePassword);
    await anybody.submit('form:has(#email)', { password: sitePassword });
    expect(anybody.url).toBe(paths.dashboard());
  });

  it('does nothing where it is a button alone, and offers it again', async () => {
    const agent = await site.as('olga@example.test');
    const counted = () =>
      site.db.read().one<{ n: number }>(`select count(*)::int as n from session where expires_at > clock_timestamp()`);
    const before = await counted();
    await agent.post('/sign-out', new URLSearchParams({ _csrf: 'old' }));
    expect([agent.status, agent.heading]).toEqual([422, 'Nothing was done yet']);
    expect(await counted()).toEqual(before);
    await agent.submit('/sign-out');
    expect(agent.url).toBe(paths.home());
  });
});

describe('two people on two parts of one draft', () => {
  it('both save, without meeting', async () => {
    const [one, other] = [await site.as(mail), await site.as(mail)];
    await one.get(paths.proposalPart(id, 'requirements/broad'));
    await other.get(paths.proposalPart(id, 'requirements/recognised'));
    await one.submit('form:has(#explanation)', { explanation: 'Broad enough', evidence: 'Letters' });
    await other.submit('form:has(#explanation)', { explanation: 'Known to all', evidence: 'Letters' });
    expect([one.status, one.errors, other.status, other.errors]).toEqual([200, [], 200, []]);
    const row = await site.db.read().one(
      `select content #>> '{requirements,broad,explanation}' as broad,
                content #>> '{requirements,recognised,explanation}' as recognised from proposal where id = $1`,
      [id],
    );
    expect(row).toEqual({ broad: 'Broad enough', recognised: 'Known to all' });
  });
});
