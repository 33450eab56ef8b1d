import { paths } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { RevisionSeeding } from '@app/revisions';
import { type Site, startSite } from '@test/support';
import type { Browser, Page } from 'playwright-core';
import { overflowOnPhone, violations } from '../support/accessible';
import { openChromium } from '../support/chromium';

let site: Site;
let browser: Browser;
let base: string;

beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openChromium()]);
  await site.lib(RevisionSeeding).firstEdition();
  await site.lib(MapReader).refresh();
  await site.app.listen(0, '127.0.0.1');
  base = await site.app.getUrl();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const pageOf = async (javaScriptEnabled: boolean, width = 1280): Promise<Page> => {
  const context = await browser.newContext({ baseURL: base, javaScriptEnabled, viewport: { width, height: 900 } });
  return context.newPage();
};
const picture = `${paths.map('digital')}?view=picture&occupation=OCC0116`;

/** Filters the page of a route by what an apprenticeship is based on. */
async function filter(page: Page): Promise<void> {
  await page.getByLabel('Level', { exact: true }).selectOption('4');
  await page.getByLabel('Product', { exact: true }).selectOption('apprenticeship');
  await page.getByLabel('Keyword').fill('software');
  await page.getByRole('button', { name: 'Apply filters' }).click();
  await page.getByRole('status').waitFor();
}

describe.each<[string, string, ((page: Page) => Promise<unknown>)?]>([
  ['the list of a map', paths.map('digital'), filter],
  ['the table of a map', `${paths.map('digital')}?view=table`, filter],
  ['the picture of a map with filters', `${paths.map('digital')}?view=picture`, filter],
  ['the picture of a map', picture, (page) => page.locator('.waymark-picture a').first().focus()],
  ['the T Levels', paths.tLevels()],
  ['a T Level', paths.tLevel('60358324')],
  ['a whole occupation', paths.occupation('OCC0116'), (page) => page.locator('summary').first().click()],
  [
    'a search',
    `${paths.search()}?q=sofware+developr`,
    async (page) => {
      await page.getByLabel('Level').selectOption('4');
      await page.getByRole('button', { name: 'Search' }).click();
    },
  ],
  ['the changes', paths.mapChanges(), (page) => page.locator('summary').first().click()],
  [
    'following',
    paths.follow('route', 'digital'),
    async (page) => {
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByRole('alert').waitFor();
    },
  ],
])('%s', (_, url, interact) => {
  it('passes axe before and after somebody does something on it, and fits a phone', async () => {
    const page = await pageOf(true);
    await page.goto(url);
    expect(await violations(page)).toEqual([]);
    await interact?.(page);
    if (interact) expect(await violations(page)).toEqual([]);
    expect(await overflowOnPhone(page)).toBe(0);
    await page.context().close();
  });
});

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('%s', (_, javaScript) => {
  it('somebody finds a misspelt occupation, sees where it leads, follows it and confirms', async () => {
    const page = await pageOf(javaScript, 320);
    await page.goto(paths.search());
    await page.getByLabel('Title, job title, skill or code').fill('sofware developr');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByText('Showing results for software developer').waitFor();
    await page.getByRole('link', { name: 'Software developer', exact: true }).click();
    await page.locator('#progression').waitFor();
    expect(await page.locator('.waymark-picture-region--small svg a').count()).toBeGreaterThan(0);
    await page.getByRole('link', { name: 'by mail' }).click();
    const email = javaScript ? 'with@example.test' : 'without@example.test';
    await page.getByLabel('Your email address').fill(email);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'Look at your mail' }).waitFor();
    await site.settle();
    const rows = await site.db
      .read()
      .rows<{ body: string }>('select body from dev_inbox where recipient = $1 order by id desc', [email]);
    await page.goto(/\/follow\/confirm\/[\w-]+/.exec(rows[0]?.body ?? '')?.[0] ?? '/no-link');
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('heading', { name: 'You follow Software developer' }).waitFor();
    await page.context().close();
  });
});

it('shows the picture of a map whole on a wide screen, and scrolls it inside its own region on a phone', async () => {
  const page = await pageOf(true);
  await page.goto(picture);
  const region = page.locator('.waymark-picture-region');
  const hidden = () => region.evaluate((one) => one.scrollWidth - one.clientWidth);
  expect(await hidden()).toBe(0);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await hidden()).toBeGreaterThan(0);
  await page.context().close();
});
