import { formatLondon, londonDate, londonTime, parseLondon, paths, type Role } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { agreedMinutes, clockChanges, type Site, startSite } from '@test/support';
import type { Page } from 'playwright-core';
import { Browsing, faultsOf, follow, phone, press, unfold } from '../support/browsing';

let site: Site;
let browsing: Browsing;

beforeAll(async () => {
  site = await startSite({ seeded: true });
  const routes = ((await site.lib(MapReader).refresh())?.routes ?? []).map(({ slug }) => slug);
  await site.settle();
  await site.db.write((tx) => agreedMinutes(tx, routes));
  browsing = await Browsing.on(site);
  const administrator: { role: Role } = { role: 'administrator' };
  for (const name of ['Ada', 'Bo']) await site.person(name, `${name.toLowerCase()}@example.test`, administrator);
});
afterAll(async () => {
  await browsing?.close();
  await site?.close();
});

/** Nothing is wrong with the page as it stands. */
async function isFine(page: Page, what: string): Promise<void> {
  expect([what, await faultsOf(page)]).toEqual([what, []]);
}

const send = (page: Page, name: string) => follow(page.getByRole('button', { name, exact: true }));

/** Begins a draft. @returns its address */
async function begin(page: Page, title: string): Promise<string> {
  await page.goto(paths.newRevision());
  await send(page, 'Begin');
  await page.getByText('Enter a title').first().waitFor();
  await isFine(page, 'a new revision that was refused');
  await page.getByLabel('Title', { exact: true }).fill(title);
  await send(page, 'Begin');
  await page.getByRole('heading', { name: title }).waitFor();
  return new URL(page.url()).pathname;
}

async function agreedBy(page: Page, panel: string): Promise<void> {
  await page.getByLabel('The agreed minutes of the route panel').check();
  await unfold(page);
  await page.getByLabel(new RegExp(`${panel}.*: A change of the map`, 'i')).check();
}

async function schedule(page: Page, date: string, time: string): Promise<void> {
  await page.getByLabel('Date', { exact: true }).fill(date);
  await page.getByLabel('Time in London').fill(time);
  await send(page, 'Continue');
}

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('%s a map revision', (_, javaScript) => {
  let ada: Page;
  let revision: string;
  const title = `Better words, ${javaScript ? 'scripted' : 'plain'}`;
  const reference = javaScript ? 'OCC0116' : 'OCC0128';

  beforeAll(async () => {
    ada = await browsing.tab('ada', javaScript);
    await ada.setViewportSize(phone);
  });

  it('is drafted by forms that say what is wrong beside the field', async () => {
    revision = await begin(ada, title);
    await ada.goto(`${revision}/operations/new/amend?reference=${reference}`);
    await isFine(ada, 'the form to amend');
    await ada.getByLabel('Level').fill('9');
    await send(ada, 'Add to the revision');
    await ada.getByRole('alert').waitFor();
    await unfold(ada);
    await isFine(ada, 'the form to amend, refused');
    await ada.getByLabel('Level').fill(reference === 'OCC0116' ? '4' : '3');
    await ada.getByLabel('Overview').fill(`${title}.`);
    await ada.getByLabel('A correction of wording').check();
    await ada.getByLabel('Why the wording is corrected').fill('It reads better');
    await send(ada, 'Add to the revision');
    await ada.getByRole('heading', { name: 'Operations' }).waitFor();
  });

  it('takes an occupation that no proposal brought', async () => {
    await ada.goto(`${revision}/operations/new`);
    await follow(ada.getByRole('link', { name: 'Add an occupation' }));
    await isFine(ada, 'the form to add');
    await ada.getByLabel('Title', { exact: true }).fill(`Robot trainer, ${reference}`);
    await ada.getByLabel('Level', { exact: true }).fill('4');
    await agreedBy(ada, 'Digital');
    await send(ada, 'Add to the revision');
    await press(ada.getByRole('link', { name: 'Choose a place on the map' }));
    await isFine(ada, 'the form to add, refused');
    await ada.getByLabel('Place on the map').selectOption('digital');
    await ada.getByLabel('Awaiting interest').check();
    await send(ada, 'Add to the revision');
    await ada.getByText(`Robot trainer, ${reference}, level 4, to Digital`).first().waitFor();
    const takeOut = ada.getByRole('button', { name: /Take out.*Robot trainer/ });
    await follow(takeOut);
    expect(await takeOut.count()).toBe(0);
  });

  it('takes the merging, retiring and splitting of a cluster', async () => {
    for (const kind of ['retire-cluster', 'split-cluster']) {
      await ada.goto(`${revision}/operations/new/${kind}`);
      await isFine(ada, `the form to choose: ${kind}`);
      await ada.getByLabel('Cluster', { exact: true }).selectOption('software-making-and-testing');
      await send(ada, 'Continue');
      await send(ada, 'Add to the revision');
      await ada.getByRole('alert').waitFor();
      await isFine(ada, `the form, refused: ${kind}`);
    }
    await ada.getByLabel('Name of the new cluster').fill('Robots');
    await ada.locator('input[name=taken]').first().check();
    await agreedBy(ada, 'Digital');
    await send(ada, 'Add to the revision');
    const takeOut = ada.getByRole('button', { name: /Take out.*Split the cluster Robots/ });
    await follow(takeOut);
    expect(await takeOut.count()).toBe(0);
  });

  it('needs the agreement of both panels where it moves an occupation to another route', async () => {
    await ada.goto(`${revision}/operations/new/move`);
    await ada.getByLabel('Reference of the occupation').fill('OCC0116');
    await ada.getByLabel('Place on the map').selectOption('care-services');
    await agreedBy(ada, 'Digital');
    await isFine(ada, 'the form to move');
    await send(ada, 'Add to the revision');
    await ada.getByText('the agreement of the panel of Care services is missing').first().waitFor();
    await isFine(ada, 'the form to move, refused');
    await agreedBy(ada, 'Care.services');
    await send(ada, 'Add to the revision');
    const takeOut = ada.getByRole('button', { name: /Take out.*Move/ });
    await follow(takeOut);
    expect(await takeOut.count()).toBe(0);
  });

  it('shows what changes in words, drafts its note from it, and can be rehearsed', async () => {
    await ada.goto(revision);
    await unfold(ada);
    await isFine(ada, 'the draft with its differences open');
    await follow(ada.getByRole('button', { name: 'Change title and change note' }));
    expect(await ada.getByLabel('Change note').inputValue()).toContain(`The overview of ${reference}`);
    await isFine(ada, 'the note');
    await send(ada, 'Save');
    await follow(ada.getByRole('link', { name: 'Rehearse the publication' }));
    await ada.getByText('It could be published').waitFor();
    await unfold(ada);
    await isFine(ada, 'the rehearsal');
  });

  it('is approved by another administrator, and scheduled where a time does not exist or exists twice', async () => {
    await ada.goto(revision);
    await send(ada, 'Ask for approval');
    const bo = await browsing.tab('bo', javaScript);
    await bo.setViewportSize(phone);
    await bo.goto(revision);
    await isFine(bo, 'the page to approve');
    await send(bo, 'Approve this plan');
    await bo.getByRole('button', { name: 'Schedule the publication' }).waitFor();

    await ada.goto(`${revision}/schedule`);
    const { forward, back } = clockChanges(await site.db.read().now());
    const second = formatLondon(parseLondon(back, '01:30', 'date', 'later'), 'datetime');
    await schedule(ada, forward, '01:30');
    await ada.getByText('does not exist').first().waitFor();
    await isFine(ada, 'a schedule that was refused');
    await schedule(ada, back, '01:30');
    await ada.getByText('Which of the two is meant?').waitFor();
    await isFine(ada, 'the time that exists twice');
    await ada.getByLabel(second).check();
    await send(ada, 'Continue');
    await isFine(ada, 'the page to confirm');
    await send(ada, 'Schedule the publication');
    await ada.getByText(second).first().waitFor();
    await send(ada, 'Cancel the schedule');
    await ada.getByRole('button', { name: 'Schedule the publication' }).waitFor();
  });

  it('is published at its minute, and undone by a new one', async () => {
    const at = new Date((await site.db.read().now()).getTime() + 2 * 60_000);
    await ada.goto(`${revision}/schedule`);
    await schedule(ada, londonDate(at), londonTime(at));
    await send(ada, 'Schedule the publication');
    await ada.getByRole('button', { name: 'Change the schedule' }).waitFor();
    await site.clock.advance(3 * 60_000);
    await site.settle();
    await ada.goto(revision);
    await ada.getByText('As edition').first().waitFor();
    await unfold(ada);
    await isFine(ada, 'the published revision');
    await follow(ada.getByRole('button', { name: 'Undo this map revision' }));
    await send(ada, 'Draft the undo');
    await ada.getByRole('alert').waitFor();
    await isFine(ada, 'the undo, refused');
    await ada.getByLabel('Why it is undone').fill('The old words were better');
    await send(ada, 'Draft the undo');
    await ada.getByText('Undoes edition').first().waitFor();
  });

  it('takes what is ticked on the placement screen, and nothing by itself', async () => {
    await ada.goto(paths.placement());
    await isFine(ada, 'the placement screen');
    await send(ada, 'Add to the map revision');
    await ada.getByRole('alert').waitFor();
    await isFine(ada, 'the placement screen, refused');
    await ada.goto(paths.placement());
    const place = ada.locator('select[name^=place-]').first();
    const [route = ''] = (await place.inputValue()).split('/');
    await ada.goto(`${paths.placement()}?route=${route}`);
    await ada.locator('input[name=accept]').first().check();
    // Of one route, so its panel's item is the only one that is offered.
    await agreedBy(ada, '');
    await send(ada, 'Add to the map revision');
    await ada.getByText('1 occupation moved').first().waitFor();
  });
});
