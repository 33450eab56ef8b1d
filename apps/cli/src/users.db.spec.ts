import { paths } from '@app/kernel';
import { Outbox } from '@app/platform';
import { type Site, sitePassword, startSite } from '@test/support';
import { addUser } from './users.command';

const email = 'first@example.test';
let site: Site;

beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site?.close());

const add = async (role: 'administrator' | 'moderator' = 'administrator') => {
  const [said, about, link] = await addUser(site.app, email, { role });
  // The worker runs: it mails an invitation to whom was added, with a link of its own.
  await site.settle();
  return { said, about, path: new URL(link).pathname };
};
const isOpen = async (path: string): Promise<boolean> => {
  const anybody = site.anonymous();
  await anybody.get(path);
  return anybody.heading === 'Choose a password';
};
const mailed = async (): Promise<string> => {
  const mail = await site.db
    .read()
    .one<{ body: string }>(
      `select body from dev_inbox where recipient = $1 and body like '%/set-password/%' order by at desc, id desc`,
      [email],
    );
  return new URL(/\S+\/set-password\/\S+/.exec(mail?.body ?? '')?.[0] ?? 'none:').pathname;
};

describe('waymark users add', () => {
  it('prints a link that works beside the one that the worker mails', async () => {
    const { said, about, path } = await add();
    expect([said, about]).toEqual([`${email} is administrator.`, expect.stringContaining('within 7 days')]);
    expect([await isOpen(path), await isOpen(await mailed())]).toEqual([true, true]);
  });

  it('prints a new one when it is run again, however the address is spelt; the role is given once', async () => {
    const again = await addUser(site.app, 'FIRST@Example.test\u00A0', { role: 'administrator' });
    await site.settle();
    expect(again[0]).toContain('is administrator already.');
    expect(await isOpen(new URL(again[2]).pathname)).toBe(true);
    const grants = await site.db.read().rows('select 1 from person_grant');
    expect(grants).toHaveLength(1);
    const moderator = await add('moderator');
    expect(moderator.said).toBe(`${email} is moderator.`);
  });

  it('says in words that a password stands, and gives a link to set another', async () => {
    const { path } = await add();
    const first = site.anonymous();
    await first.get(path);
    await first.submit('form:has(#password)', { password: sitePassword });
    expect(first.url).toBe(paths.dashboard());
    expect(await isOpen(await mailed())).toBe(false);
    const { about, path: another } = await add();
    expect(about).toContain('There is a password already, and it stays until this link is used');
    expect([await isOpen(another), (await site.as(email)).url]).toEqual([true, paths.dashboard()]);
    expect(await site.lib(Outbox).claim(10)).toEqual([]);
  });
});
