import { paths } from '@app/kernel';
import { EditionStore, MapReader } from '@app/occupational-map';
import { Following } from '@app/notifications';
import { type Site, startSite, publishMap } from '@test/support';

let site: Site;
type Mail = { recipient: string; subject: string; body: string; headers: Record<string, string> };
const mails = () => site.db.read().rows<Mail>('select recipient, subject, body, headers from dev_inbox order by id');
const linkIn = (mail: Mail | undefined, part: string) =>
  new RegExp(`https?://[^/\\s]+(/follow/${part}/[\\w/-]+)`).exec(mail?.body ?? '')?.[1] ?? `no link ${part}`;
const followers = () => site.lib(Following).followersOf(site.db.read(), ['digital', 'OCC0116']);

/** Asks on a page, as somebody without an account. */
async function ask(kind: 'route' | 'occupation', key: string, email: string): Promise<string> {
  const visitor = site.anonymous();
  await visitor.get(kind === 'route' ? paths.map(key) : paths.occupation(key));
  await visitor.follow('by mail');
  await visitor.submit('form[method=post]', { email });
  await site.settle();
  return visitor.text;
}

/** An edition that says of one occupation on Digital that it changed. */
async function publishChange(title: string): Promise<void> {
  const store = site.lib(EditionStore);
  await site.db.write(async (tx) => {
    const state = structuredClone(await store.liveState(tx));
    state.occupations.OCC0116.title = title;
    const changes = [{ text: `Retitled to ${title}`, about: ['OCC0116', 'digital'] }];
    const publication = { state, kind: 'day-to-day' as const, note: 'A better title', changes };
    await publishMap(tx, store, publication);
  });
  await site.lib(MapReader).refresh();
  await site.settle();
}

beforeAll(async () => {
  site = await startSite({ seeded: true });
  await site.lib(MapReader).refresh();
  await site.settle();
});
afterAll(() => site?.close());

describe('following the maps by mail', () => {
  it('is asked for on a page, and says the same to whoever asks', async () => {
    const first = await ask('route', 'digital', 'Reader@example.test');
    expect(first).toContain('We send a mail to the address that you gave');
    expect(await ask('route', 'digital', 'reader@example.test')).toBe(first);
    expect((await mails()).map(({ recipient, subject }) => [recipient, subject])).toEqual([
      ['reader@example.test', 'Confirm that you want to follow Digital'],
      ['reader@example.test', 'Confirm that you want to follow Digital'],
    ]);
    const visitor = site.anonymous();
    await visitor.get(paths.follow('route', 'digital'));
    await visitor.submit('form[method=post]', { email: 'not an address' });
    expect([visitor.status, visitor.errors]).toEqual([422, [expect.stringContaining('Enter an email address')]]);
    expect((await visitor.get(paths.follow('route', 'nowhere'))).status).toBe(404);
  });

  it('counts from when the address is confirmed, and not before', async () => {
    expect(await followers()).toBe(0);
    await publishChange('Software maker');
    expect(await mails()).toHaveLength(2);
    const visitor = site.anonymous();
    await visitor.get(linkIn((await mails())[0], 'confirm'));
    expect(await followers()).toBe(0);
    await visitor.submit('form[method=post]');
    expect(visitor.heading).toBe('You follow Digital');
    expect(await followers()).toBe(1);
    expect((await visitor.get(paths.followConfirm('forged'))).status).toBe(404);
  });

  it('brings one mail for an edition, whatever of it one follows, with what changed and the way out', async () => {
    await ask('occupation', 'OCC0116', 'reader@example.test');
    const visitor = site.anonymous();
    await visitor.get(linkIn((await mails()).at(-1), 'confirm'));
    await visitor.submit('form[method=post]');
    const before = (await mails()).length;
    await publishChange('Software engineer');
    const sent = (await mails()).slice(before);
    expect(sent.map(({ subject }) => subject)).toEqual(['Edition 3 changes what you follow on the occupational maps']);
    const [mail] = sent;
    expect(mail.body.match(/Retitled to Software engineer/g)).toHaveLength(2);
    expect(mail.body).toContain('/occupations/OCC0116?edition=2');
    expect(mail.headers).toMatchObject({ 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' });
    expect(mail.headers['List-Unsubscribe']).toMatch(/\/follow\/stop-all\/[\w-]+>$/);
  });

  it('tells who follows already that they do, on the same answer', async () => {
    expect(await ask('route', 'digital', 'reader@example.test')).toContain('We send a mail');
    expect((await mails()).at(-1)?.subject).toBe('You follow Digital');
  });

  it('stops by a link in each mail, and by one click; then no address is kept', async () => {
    const mail = (await mails()).find(({ subject }) => subject.startsWith('Edition 3'));
    const visitor = site.anonymous();
    await visitor.get(linkIn(mail, 'stop'));
    await visitor.submit('form[method=post]');
    expect(visitor.heading).toBe('Stopped');
    expect(await followers()).toBe(1);
    const oneClick = new URL(String(mail?.headers['List-Unsubscribe']).slice(1, -1)).pathname;
    expect((await site.app.inject({ method: 'POST', url: oneClick })).statusCode).toBe(200);
    expect(await followers()).toBe(0);
    const kept = await site.db.read().rows(`select 1 from notification where address like '%reader%'`);
    const rows = await site.db.read().rows('select 1 from follower');
    expect([kept, rows]).toEqual([[], []]);
    const events = await site.db
      .read()
      .rows<{ content: string }>(`select content from event where type like 'follower.%'`);
    expect(events.map(({ content }) => content).join()).not.toContain('reader');
  });

  it('erases an address that was not confirmed within 7 days', async () => {
    await ask('route', 'digital', 'late@example.test');
    await site.clock.advance(8 * 24 * 3600 * 1000);
    await site.settle();
    expect(await site.db.read().rows('select 1 from follower')).toEqual([]);
    expect(await site.db.read().rows(`select 1 from notification where address like 'late@%'`)).toEqual([]);
  });

  it('is a feed, too', async () => {
    for (const url of [paths.mapFeed('digital'), paths.occupationFeed('OCC0116')]) {
      const feed = await site.app.inject({ method: 'GET', url });
      expect(feed.headers['content-type']).toContain('application/atom+xml');
      expect(feed.body).toContain('Retitled to Software engineer');
      expect(feed.body).toContain('?edition=3</id>');
    }
    expect((await site.app.inject({ method: 'GET', url: paths.mapFeed('nowhere') })).statusCode).toBe(404);
  });
});
