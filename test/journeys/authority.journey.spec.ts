import { londonMinute, newId, paths, routeScope } from '@app/kernel';
import { EditionStore, MapReader } from '@app/occupational-map';
import { agreedMinutes, asTyped, type Site, startSite } from '@test/support';
import { Surroundings } from '../../apps/web/src/pages/maps/surroundings';

let site: Site;
let revision: string;
const reference = 'OCC0116';
const admin = 'ada@example.test';

beforeAll(async () => {
  site = await startSite({ seeded: true });
  await site.settle();
  await site.person('Ada Admin', admin, { role: 'administrator' });
  await site.person('Bo Admin', 'bo@example.test', { role: 'administrator' });
  await site.person('Cleo Chair', 'cleo@example.test', { role: 'panel-chair', scope: routeScope('digital') });
  await site.person('Sam Secretary', 'sam@example.test', { role: 'panel-secretary', scope: routeScope('digital') });
  await site.person('Mo Member', 'mo@example.test', { role: 'panel-member', scope: routeScope('care-services') });
  const ada = await site.as(admin);
  await ada.get(paths.newRevision());
  await ada.submit('/revisions', { title: 'Attacked', kind: 'day-to-day' });
  revision = ada.url;
});
afterAll(() => site?.close());

type Values = Record<string, string | string[]>;
const operations = async (): Promise<number> =>
  (await site.db.read().rows(`select 1 from revision_operation where revision_id = $1`, [revision.split('/').at(-1)]))
    .length;
/** Ada sends the form of an operation, with fields of her own. @returns what is said against it */
async function refused(kind: string, values: Values): Promise<string> {
  const ada = await site.as(admin);
  const about = kind === 'amend' ? `?reference=${reference}` : '';
  await ada.get(`${revision}/operations/new/${kind}${about}`);
  await ada.submit(`/operations/new/${kind}`, values);
  expect([kind, ada.status]).toEqual([kind, 422]);
  return ada.text;
}
const minutes = async (...routes: string[]) => asTyped(await site.db.write((tx) => agreedMinutes(tx, routes)));
const retire: Values = { reference, follows: 'no' };
const other = 'care-services';

describe('an administrator cannot change a map', () => {
  it.each<[string, string, Values, string]>([
    [
      'on a recommendation of a review that never was',
      'retire',
      { ...retire, by: 'review', recommendation: 'Recommendation 7', why: 'Better' },
      'Choose on whose word this is changed',
    ],
    [
      'on an agreement dated 2030',
      'retire',
      { ...retire, by: 'panel', panels: 'digital', on: '2030-01-01', why: 'Agreed' },
      'Choose on whose word this is changed',
    ],
    ['on no item', 'retire', { ...retire, by: 'minutes' }, 'Choose the item of the minutes that says so'],
    [
      'on an item that nobody agreed to',
      'retire',
      { ...retire, by: 'minutes', items: `${newId()}/${newId()}` },
      'the minutes that it stands on do not say that the panel agreed',
    ],
    [
      'on what is no id',
      'retire',
      { ...retire, by: 'minutes', items: 'x' },
      'Choose the item of the minutes that says so',
    ],
    [
      'on a direction that nobody recorded',
      'amend',
      { by: 'direction', direction: newId(), title: 'Other' },
      'there is no such ministerial direction',
    ],
    ['by a correction of a title', 'amend', { by: 'correction', why: 'A slip', title: 'Other' }, 'wording only'],
    ['by a decision that it names itself', 'retire', { ...retire, by: 'decision', decisionId: newId() }, 'Choose on'],
    ['by calling it the seed', 'retire', { ...retire, by: 'seed' }, 'Choose on'],
  ])('%s', async (_, kind, values, words) => {
    expect(await refused(kind, values)).toContain(words);
    expect(await operations()).toBe(0);
  });

  it('by retiring a whole occupation on what its panel agreed', async () => {
    const whole = 'a whole occupation is retired by a request to retire it, and nothing else';
    expect(await refused('retire', { ...retire, ...(await minutes('digital')) })).toContain(whole);
    expect(await operations()).toBe(0);
  });

  it('by moving something to another map with the agreement of one panel', async () => {
    const move = { reference, place: other };
    const text = await refused('move', { ...move, ...(await minutes('digital')) });
    expect(text).toContain('the agreement of the panel of Care services is missing');
    expect(await refused('move', { ...move, ...(await minutes(other)) })).toContain('panel of Digital is missing');
    expect(await operations()).toBe(0);
  });
});

it('what the panel agreed is published with its authority, named wherever the change is told, and the panel is told', async () => {
  const [ada, bo] = [await site.as(admin), await site.as('bo@example.test')];
  const agreed = await minutes('digital');
  await site.db.write((tx) =>
    tx.rows(`update meeting set minutes_published_at = waymark_now() where minutes_no is not null`),
  );
  await ada.get(`${revision}/operations/new/amend?reference=${reference}`);
  expect(ada.$(`input[value="${agreed.items[0]}"]`)).toHaveLength(1);
  await ada.submit('/operations/new/amend', { title: 'Software maker', ...agreed });
  expect(ada.text).toContain('Agreed in minutes of');
  await ada.get(`${revision}/description`);
  await ada.submit('/description', { note: 'Another name.' });
  await ada.submit('/request', {});
  await bo.get(revision);
  await bo.submit('/approve', {});
  const at = new Date((await site.db.read().now()).getTime() + 3_600_000);
  await ada.get(`${revision}/schedule/confirm?${new URLSearchParams(londonMinute(at)).toString()}`);
  await ada.submit('/schedule', {});
  await site.clock.toNextDue();
  await site.settle();
  expect((await site.lib(EditionStore).latest(site.db.read()))?.no).toBe(2);
  await site.lib(MapReader).refresh();
  await site.lib(Surroundings).refresh();
  const [panel] = await site.db
    .read()
    .rows<{ slug: string; no: number }>(
      `select p.slug, m.no from panel p join meeting m on m.panel_id = p.id where p.route = 'digital' order by m.no desc`,
    );
  const visitor = site.anonymous();
  for (const path of [paths.mapChanges(), paths.occupation(reference), paths.routePanel(panel.slug)]) {
    await visitor.get(path);
    const link = visitor.$(`main a[href="${paths.routePanelMinutes(panel.slug, panel.no)}"]`).first();
    expect([path, link.text()]).toEqual([path, expect.stringMatching(/^Agreed in minutes of \d+ \w+ \d{4}, /)]);
  }
  await visitor.get(visitor.$('main a[href^="/route-panels/"][href*="/meetings/"]').last().attr('href') ?? '');
  expect(visitor.status).toBe(200);
  for (const path of ['/api/v2/editions/2', `/api/v2/occupations/${reference}/history`]) {
    await visitor.get(path);
    expect([path, visitor.body]).toEqual([
      path,
      expect.stringContaining(`/route-panels/${panel.slug}/meetings/${panel.no}`),
    ]);
  }
  const cleo = await site.as('cleo@example.test');
  await cleo.get(paths.panel(panel.slug));
  expect(cleo.text).toContain('What editions changed on its map');
  expect(cleo.$(`main a[href="${paths.routePanelMinutes(panel.slug, panel.no)}"]`).length).toBeGreaterThan(0);
  const told = await site.db.read().rows<{ name: string; body: string }>(
    `select p.name, n.body from notification n join person p on p.id = n.person_id
     where n.subject like 'Edition 2 changes the map of%' order by p.name`,
  );
  expect(told.map(({ name }) => name)).toEqual(['Cleo Chair', 'Sam Secretary']);
  expect(told[0]?.body).toContain('On the authority of: Agreed in minutes of');
});
