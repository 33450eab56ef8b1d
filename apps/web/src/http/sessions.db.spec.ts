import { Accounts } from '@app/accounts';
import { paths, sha256, systemActor } from '@app/kernel';
import { type Site, startSite } from '@test/support';

let site: Site;

beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site?.close());

/** Somebody newly signed in, with the hash of their session's id and their own id. */
async function signedIn(name: string) {
  const email = `${name}@example.test`;
  const id = await site.person(name, email, { role: 'moderator' });
  const agent = await site.as(email);
  return { id, agent, hash: sha256(agent.cookie('waymark_session') ?? '') };
}
const change = (sql: string, hash: string) => site.db.write((tx) => tx.rows(sql, [hash]));

describe('a session', () => {
  it('is stored by the hash of its id, which nobody can sign in with', async () => {
    const { agent, hash } = await signedIn('ann');
    const rows = await site.db.read().rows<{ idHash: string }>('select id_hash as "idHash" from session');
    expect(rows.map(({ idHash }) => idHash)).toContain(hash);
    expect(JSON.stringify(rows)).not.toContain(agent.cookie('waymark_session'));
  });

  it('is not written by reading pages, but for one note every five minutes', async () => {
    const { agent, hash } = await signedIn('bea');
    const row = () => site.db.read().one('select xmin::text, seen_at from session where id_hash = $1', [hash]);
    const before = await row();
    await agent.get(paths.account());
    expect(await row()).toEqual(before);
    await change(`update session set seen_at = seen_at - interval '6 minutes' where id_hash = $1`, hash);
    const old = await row();
    await agent.get(paths.account());
    expect(await row()).not.toEqual(old);
  });

  it.each([
    ['nobody used it for an hour', `seen_at = clock_timestamp() - interval '61 minutes'`],
    ['it is twelve hours old, however busy', `expires_at = clock_timestamp() - interval '1 second'`],
  ])('has ended when %s', async (why, set) => {
    const { agent, hash } = await signedIn(sha256(why).slice(0, 6));
    await change(`update session set ${set} where id_hash = $1`, hash);
    await agent.get(paths.account());
    expect(agent.heading).toBe('Sign in');
  });

  it('is not ended by the demo clock', async () => {
    const { agent } = await signedIn('cat');
    await site.clock.advance(48 * 3_600_000);
    await agent.get(paths.account());
    expect(agent.heading).toBe('Your account');
  });

  it('ends with the account', async () => {
    const { agent, id } = await signedIn('dot');
    await site.db.write((tx) => site.lib(Accounts).endPerson(tx, systemActor('test'), id, 'Left'));
    await agent.get(paths.account());
    expect(agent.heading).toBe('Sign in');
  });
});
