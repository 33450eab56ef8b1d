import { londonMinute, paths } from '@app/kernel';
import { Outbox, Sweeps } from '@app/platform';
import { EditionStore } from '@app/occupational-map';
import { type Agent, publishMap, type Site, startSite } from '@test/support';

let site: Site;

beforeAll(async () => {
  site = await startSite({ seeded: true });
  await site.settle();
  for (const name of ['Ada', 'Bo']) {
    await site.person(`${name} Admin`, `${name.toLowerCase()}@example.test`, { role: 'administrator' });
  }
});
afterAll(() => site?.close());

/** A worker that does everything but publish. */
async function workButPublishing(): Promise<void> {
  for (const sweep of site.lib(Sweeps).all()) if (sweep.name !== 'revisions.publish') await sweep.run();
  await site.lib(Outbox).drain();
  for (const sweep of site.lib(Sweeps).all()) if (sweep.name === 'notifications.send') await sweep.run();
}

/** Ada corrects an overview, Bo approves, and it is to be published at this minute. @returns its address */
async function scheduled(ada: Agent, bo: Agent, title: string, reference: string, at: Date): Promise<string> {
  await ada.get(paths.newRevision());
  await ada.submit('/revisions', { title, minor: 'yes' });
  const { url } = ada;
  await ada.get(`${url}/operations/new/amend?reference=${reference}`);
  await ada.submit('/operations/new/amend', { overview: `${title}.`, by: 'correction', why: 'It reads better' });
  await ada.submit('/request', {});
  await bo.get(url);
  await bo.submit('/approve', {});
  await ada.get(`${url}/schedule/confirm?${new URLSearchParams(londonMinute(at)).toString()}`);
  await ada.submit('/schedule', {});
  return url;
}

const gauge = async (name: string) => {
  const { body } = await site.app.inject({ method: 'GET', url: '/metrics' });
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(body)?.[1]);
};
const overdue = () => gauge('waymark_revisions_overdue');
const mails = (subject = 'Overdue: %') =>
  site.db.read().rows<{
    recipient: string;
  }>(`select recipient from dev_inbox where subject like $1 order by recipient`, [subject]);

it('a publication that is two minutes late raises the alarm on the status page, in /metrics and by mail, once', async () => {
  const [ada, bo] = [await site.as('ada@example.test'), await site.as('bo@example.test')];
  const now = async () => (await site.db.read().now()).getTime();
  const at = new Date((Math.floor((await now()) / 60_000) + 3) * 60_000);
  const url = await scheduled(ada, bo, 'Better words', 'OCC0116', at);
  await site.clock.advance(at.getTime() + 60_000 - (await now()));
  await workButPublishing();
  expect([await overdue(), await mails()]).toEqual([0, []]);
  await site.clock.advance(2 * 60_000);
  await workButPublishing();
  await workButPublishing();
  expect(await overdue()).toBe(1);
  expect((await mails()).map(({ recipient }) => recipient)).toEqual(['ada@example.test', 'bo@example.test']);
  await ada.get(paths.status());
  expect(ada.text).toContain('1 map revision is overdue');
  expect(ada.text).toContain('Better words');
  await site.settle();
  await ada.get(url);
  expect(ada.text).toContain('As edition 2');
  expect(await overdue()).toBe(0);
  await ada.get(paths.status());
  expect(ada.text).toContain('No publication is overdue');
});

it('an edition that is not what its operations make is on the status page, in /metrics and in one mail to each', async () => {
  await site.db.write(async (tx) => {
    const state = structuredClone(await site.lib(EditionStore).liveState(tx));
    state.occupations.OCC0116.title = 'Slipped past the operations';
    await publishMap(tx, site.lib(EditionStore), { state, smuggled: true });
  });
  await site.settle();
  await site.clock.advance(86_400_000);
  await site.settle();
  expect(await gauge('waymark_edition_faults')).toBe(1);
  expect((await mails('A fault in edition 3 %')).map(({ recipient }) => recipient)).toEqual([
    'ada@example.test',
    'bo@example.test',
  ]);
  const ada = await site.as('ada@example.test');
  await ada.get(paths.status());
  expect(ada.text).toContain('1 edition is not what the operations make');
  expect(ada.text).toContain('Edition 3: its operations lead to another map than the one stored');
});
