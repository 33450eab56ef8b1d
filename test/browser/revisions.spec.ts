import { formatLondon, londonDate, londonTime, parseLondon, paths, type Role } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { RevisionSeeding } from '@app/revisions';
import { clockChanges, type Site, startSite } from '@test/support';
import type { Browser, Page } from 'playwright-core';
import { violations } from '../support/accessible';
import { openChromium } from '../support/chromium';
import { signIn } from '../support/signing-in';

let site: Site;
let browser: Browser;
let base: string;

beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openChromium()]);
  await site.lib(RevisionSeeding).firstEdition();
  await site.lib(MapReader).refresh();
  await site.settle();
  await site.app.listen(0, '127.0.0.1');
  base = await site.app.getUrl();
  const administrator: { role: Role } = { role: 'administrator' };
  for (const name of ['Ada', 'Bo']) await site.person(name, `${name.toLowerCase()}@example.test`, administrator);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** Pages without JavaScript: axe cannot run in them, and they are the same pages. */
const plain = new WeakSet<Page>();

async function signedIn(person: string, javaScriptEnabled: boolean): Promise<Page> {
  const context = await browser.newContext({ baseURL: base, javaScriptEnabled, viewport: { width: 320, height: 900 } });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  if (!javaScriptEnabled) plain.add(page);
  await signIn(page, `${person}@example.test`);
  return page;
}

const across = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

/** Nothing that axe finds, and nothing wider than a phone. */
async function isFine(page: Page, what: string): Promise<void> {
  if (plain.has(page)) return;
  expect([what, await violations(page), await page.evaluate(across)]).toEqual([what, [], 0]);
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** Every disclosure on the page is opened, without its script: what stands in it is judged, too. */
async function open(page: Page): Promise<void> {
  const closed = page.locator('details:not([open]) > summary');
  while ((await closed.count()) > 0) await closed.first().click();
}

/** Begins a draft. @returns its address */
async function begin(page: Page, title: string): Promise<string> {
  await page.goto(paths.newRevision());
  await press(page, 'Begin');
  await page.getByText('Enter a title').first().waitFor();
  await isFine(page, 'a new revision that was refused');
  await page.getByLabel('Title', { exact: true }).fill(title);
  await page.getByLabel('Day-to-day').check();
  await press(page, 'Begin');
  await page.getByRole('heading', { name: title }).waitFor();
  return new URL(page.url()).pathname;
}

async function agreedBy(page: Page, panels: readonly string[]): Promise<void> {
  await page.getByLabel('An agreement of the route panel').check();
  await open(page);
  for (const panel of panels) await page.getByLabel(panel, { exact: true }).check();
  await page.getByLabel('Date of the agreement').fill('2026-11-20');
  await page.getByLabel('Why this is changed').fill('It belongs there');
}

async function schedule(page: Page, date: string, time: string): Promise<void> {
  await page.getByLabel('Date', { exact: true }).fill(date);
  await page.getByLabel('Time in London').fill(time);
  await press(page, 'Continue');
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
    ada = await signedIn('ada', javaScript);
  });
  afterAll(() => ada?.context().close());

  it('is drafted by forms that say what is wrong beside the field', async () => {
    revision = await begin(ada, title);
    await ada.goto(`${revision}/operations/new/amend?reference=${reference}`);
    await isFine(ada, 'the form to amend');
    await ada.getByLabel('Level').fill('9');
    await press(ada, 'Add to the revision');
    await ada.getByRole('alert').waitFor();
    await open(ada);
    await isFine(ada, 'the form to amend, refused');
    await ada.getByLabel('Level').fill(reference === 'OCC0116' ? '4' : '3');
    await ada.getByLabel('Overview').fill(`${title}.`);
    await ada.getByLabel('A correction of wording').check();
    await ada.getByLabel('Why this is changed').fill('It reads better');
    await press(ada, 'Add to the revision');
    await ada.getByRole('heading', { name: 'Operations' }).waitFor();
  });

  it('takes an occupation that no proposal brought', async () => {
    await ada.goto(`${revision}/operations/new`);
    await ada.getByRole('link', { name: 'Add an occupation' }).click();
    await isFine(ada, 'the form to add');
    await ada.getByLabel('Title', { exact: true }).fill(`Robot trainer, ${reference}`);
    await ada.getByLabel('Level', { exact: true }).fill('4');
    await agreedBy(ada, ['Digital']);
    await press(ada, 'Add to the revision');
    await ada.getByRole('link', { name: 'Choose a place on the map' }).click();
    await isFine(ada, 'the form to add, refused');
    await ada.getByLabel('Place on the map').selectOption('digital');
    await ada.getByLabel('Awaiting interest').check();
    await press(ada, 'Add to the revision');
    await ada.getByText(`Robot trainer, ${reference}, level 4, to Digital`).first().waitFor();
    const takeOut = ada.getByRole('button', { name: /Take out.*Robot trainer/ });
    await takeOut.click();
    await takeOut.waitFor({ state: 'detached' });
  });

  it('takes the merging, retiring and splitting of a cluster', async () => {
    for (const kind of ['retire-cluster', 'split-cluster']) {
      await ada.goto(`${revision}/operations/new/${kind}`);
      await isFine(ada, `the form to choose: ${kind}`);
      await ada.getByLabel('Cluster', { exact: true }).selectOption('software-making-and-testing');
      await press(ada, 'Continue');
      await press(ada, 'Add to the revision');
      await ada.getByRole('alert').waitFor();
      await isFine(ada, `the form, refused: ${kind}`);
    }
    await ada.getByLabel('Name of the new cluster').fill('Robots');
    await ada.locator('input[name=taken]').first().check();
    await agreedBy(ada, ['Digital']);
    await press(ada, 'Add to the revision');
    const takeOut = ada.getByRole('button', { name: /Take out.*Split the cluster Robots/ });
    await takeOut.click();
    await takeOut.waitFor({ state: 'detached' });
  });

  it('needs the agreement of both panels where it moves an occupation to another route', async () => {
    await ada.goto(`${revision}/operations/new/move`);
    await ada.getByLabel('Reference of the occupation').fill('OCC0116');
    await ada.getByLabel('Place on the map').selectOption('care-services');
    await agreedBy(ada, ['Digital']);
    await isFine(ada, 'the form to move');
    await press(ada, 'Add to the revision');
    await ada.getByText('the agreement of the panel of Care services is missing').waitFor();
    await ada.getByRole('button', { name: /Take out.*Move/ }).click();
    await ada.getByText('the agreement of the panel of Care services is missing').waitFor({ state: 'detached' });
  });

  it('shows what changes in words, drafts its note from it, and can be rehearsed', async () => {
    await ada.goto(revision);
    await open(ada);
    await isFine(ada, 'the draft with its differences open');
    await ada.getByRole('button', { name: 'Change title and change note' }).click();
    expect(await ada.getByLabel('Change note').inputValue()).toContain(`The overview of ${reference}`);
    await isFine(ada, 'the note');
    await press(ada, 'Save');
    await ada.getByRole('link', { name: 'Rehearse the publication' }).click();
    await ada.getByText('It could be published').waitFor();
    await open(ada);
    await isFine(ada, 'the rehearsal');
  });

  it('is approved by another administrator, and scheduled where a time does not exist or exists twice', async () => {
    await ada.goto(revision);
    await press(ada, 'Ask for approval');
    const bo = await signedIn('bo', javaScript);
    await bo.goto(revision);
    await isFine(bo, 'the page to approve');
    await press(bo, 'Approve this plan');
    await bo.getByRole('button', { name: 'Schedule the publication' }).waitFor();
    await bo.context().close();

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
    await press(ada, 'Continue');
    await isFine(ada, 'the page to confirm');
    await press(ada, 'Schedule the publication');
    await ada.getByText(second).first().waitFor();
    await press(ada, 'Cancel the schedule');
    await ada.getByRole('button', { name: 'Schedule the publication' }).waitFor();
  });

  it('is published at its minute, and undone by a new one', async () => {
    const at = new Date((await site.db.read().now()).getTime() + 2 * 60_000);
    await ada.goto(`${revision}/schedule`);
    await schedule(ada, londonDate(at), londonTime(at));
    await press(ada, 'Schedule the publication');
    await ada.getByRole('button', { name: 'Change the schedule' }).waitFor();
    await site.clock.advance(3 * 60_000);
    await site.settle();
    await ada.goto(revision);
    await ada.getByText('As edition').first().waitFor();
    await open(ada);
    await isFine(ada, 'the published revision');
    await ada.getByRole('button', { name: 'Undo this map revision' }).click();
    await press(ada, 'Draft the undo');
    await ada.getByRole('alert').waitFor();
    await isFine(ada, 'the undo, refused');
    await ada.getByLabel('Why it is undone').fill('The old words were better');
    await press(ada, 'Draft the undo');
    await ada.getByText('Undoes map revision').first().waitFor();
  });

  it('takes what is ticked on the placement screen, and nothing by itself', async () => {
    await ada.goto(paths.placement());
    await isFine(ada, 'the placement screen');
    await press(ada, 'Add to the map revision');
    await ada.getByRole('alert').waitFor();
    await isFine(ada, 'the placement screen, refused');
    await ada.locator('input[name=accept]').first().check();
    await ada.getByLabel('A recommendation of a route review').check();
    await open(ada);
    await ada.getByLabel('Which recommendation', { exact: true }).fill('Digital review 2026, 4');
    await ada.getByLabel('Why they are placed').fill('Agreed');
    await press(ada, 'Add to the map revision');
    await ada.getByText('1 occupation moved').first().waitFor();
  });
});
