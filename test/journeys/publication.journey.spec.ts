import { Surroundings } from '../../apps/web/src/pages/maps/surroundings';
import { londonMinute, paths, routeScope } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { type Site, startSite } from '@test/support';

let site: Site;
const reference = 'OCC0116';

beforeAll(async () => {
  site = await startSite({ seeded: true });
  await site.settle();
  await site.person('Ada Admin', 'ada@example.test', { role: 'administrator' });
  await site.person('Bo Admin', 'bo@example.test', { role: 'administrator' });
  await site.person('Cleo Chair', 'cleo@example.test', { role: 'panel-chair', scope: routeScope('digital') });
});
afterAll(() => site?.close());

/** A public page as somebody sees it a moment later. */
async function publicPage(path: string): Promise<string> {
  await site.lib(Surroundings).refresh();
  await site.lib(MapReader).refresh();
  const visitor = site.anonymous();
  await visitor.get(path);
  return visitor.text;
}

/** A draft by Ada that corrects the overview of an occupation. @returns its address */
async function correction(overview: string, description: Record<string, string>): Promise<string> {
  const ada = await site.as('ada@example.test');
  await ada.get(paths.newRevision());
  await ada.submit('/revisions', description);
  const { url } = ada;
  await ada.get(`${url}/operations/new/amend?reference=${reference}`);
  await ada.submit('/operations/new/amend', { overview, by: 'correction', why: 'It reads better' });
  return url;
}

describe('a change of the maps', () => {
  let revision: string;

  it('asks for a change note, drafted from what changes', async () => {
    revision = await correction('Writes software that people use.', { title: 'Better words' });
    const ada = await site.as('ada@example.test');
    await ada.get(revision);
    expect(ada.text).toContain('Write the change note, or mark the change as minor');
    expect(ada.text).toContain('The overview of OCC0116');
    await ada.get(`${revision}/description`);
    expect(ada.$('#note').val()).toContain('The overview of OCC0116');
    await ada.submit('/description', {});
    expect(ada.text).not.toContain('Write the change note');
  });

  it('can be rehearsed, and leaves no edition behind', async () => {
    const ada = await site.as('ada@example.test');
    await ada.get(`${revision}/rehearsal`);
    expect(ada.text).toContain('It could be published, today as edition 2');
    expect(ada.text).toContain('0 addresses that follow what changes will be told');
    expect(ada.text).toContain('0 proposals on their way are about an occupation that changes');
    expect(await publicPage(paths.mapChanges())).not.toContain('Edition 2');
  });

  it('is announced on the page of its map and in the calendar once it has a date', async () => {
    const [ada, bo] = [await site.as('ada@example.test'), await site.as('bo@example.test')];
    await ada.get(revision);
    await ada.submit('/request', {});
    await bo.get(revision);
    await bo.submit('/approve', {});
    const at = new Date((await site.db.read().now()).getTime() + 3_600_000);
    await ada.get(`${revision}/schedule/confirm?${new URLSearchParams(londonMinute(at)).toString()}`);
    await ada.submit('/schedule', {});
    for (const path of [paths.map('digital'), paths.occupation(reference)]) {
      expect(await publicPage(path)).toContain('Next change: Better words');
    }
    expect(await publicPage(paths.map('construction-and-the-built-environment'))).not.toContain('Next change');
    expect(await publicPage(paths.scheduledChanges())).toContain('Better words');
    const calendar = await site.app.inject({ method: 'GET', url: paths.scheduledCalendar() });
    expect(calendar.headers['content-type']).toContain('text/calendar');
    expect(calendar.body).toContain('SUMMARY:Occupational maps: Better words');
    const feed = await site.app.inject({ method: 'GET', url: paths.scheduledFeed() });
    expect(feed.body).toContain('Better words</title>');
  });

  it('is an edition that can be compared with the one before', async () => {
    await site.clock.advance(3_700_000);
    await site.settle();
    const compared = await publicPage(paths.compareEditions(1, 2));
    expect(compared).toContain('1 other amendment');
    expect(compared).toContain('Writes software that people use.');
    expect(await publicPage(paths.occupation(reference))).toContain('Last changed in edition 2');
    expect(await publicPage(paths.scheduledChanges())).toContain('Nothing is scheduled');
    const visitor = site.anonymous();
    await visitor.get(paths.compareEditions(1, 9));
    expect(visitor.status).toBe(422);
  });
});

it('an emergency correction goes out at once and waits for another administrator', async () => {
  const revision = await correction('Writes software.', { title: 'A name to be removed' });
  const [ada, bo] = [await site.as('ada@example.test'), await site.as('bo@example.test')];
  await ada.get(revision);
  await ada.submit('/emergency', { emergencyWhy: 'It names a person' });
  expect(ada.status).toBe(422);
  await ada.submit('/emergency', { emergencyWhy: 'It names a person', sure: 'yes' });
  await site.clock.advance(120_000);
  await site.settle();
  expect(await publicPage(paths.mapChanges())).toContain('Emergency correction: It names a person');
  await bo.get(paths.dashboard());
  expect(bo.text).toContain('Approve the emergency correction');
  await bo.get(paths.status());
  expect(bo.text).toContain('No publication is overdue');
  await bo.get(revision);
  await bo.submit('/emergency/approve', {});
  expect(bo.text).toContain('Bo Admin approved it afterwards');
});

it('the chair of a panel plans its next meeting, and the page of the map names panel, people and date', async () => {
  const cleo = await site.as('cleo@example.test');
  const plan = (date: string) =>
    cleo.submit('form[method=post]:has(#date)', { date, time: '10:00', place: 'Sanctuary Buildings' });
  await cleo.get(paths.newMeeting('digital'));
  await plan('2020-01-01');
  expect([cleo.status, cleo.text]).toEqual([422, expect.stringContaining('must be in the future')]);
  await plan('2036-12-01');
  const map = await publicPage(paths.map('digital'));
  expect(map).toContain('Digital route panel, chaired by Cleo Chair');
  expect(map).toContain('Its next meeting is on 1 December 2036 at 10:00am');
  await cleo.get(paths.newMeeting('care-services'));
  expect(cleo.status).toBe(403);
});
