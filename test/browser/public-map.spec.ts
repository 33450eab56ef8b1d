import { paths } from '@app/kernel';
import type { Page } from 'playwright-core';
import { faultsOf, follow, phone, press, unfold } from '../support/browsing';
import { seededBrowsing } from '../support/seeded-browsing';

const on = seededBrowsing();

const main = (page: Page) => page.locator('main').innerText();

/** Filters the page of a route by what an apprenticeship is based on. */
async function filter(page: Page): Promise<void> {
  await press(page.locator('.waymark-drop > summary'));
  await page.getByLabel('Level', { exact: true }).selectOption('4');
  await page.getByLabel('Product', { exact: true }).selectOption('apprenticeship');
  await page.getByLabel('Keyword').fill('software');
  await follow(page.getByRole('button', { name: 'Apply filters' }));
  expect(await page.locator('main').getByRole('status').count()).toBe(1);
}

describe.each<[string, string, ((page: Page) => Promise<unknown>)?]>([
  ['a map', paths.map('digital'), filter],
  ['the table of a map', `${paths.map('digital')}?view=table`, filter],
  ['the T Levels', paths.tLevels()],
  ['a T Level', paths.tLevel('60358324')],
  ['a whole occupation', paths.occupation('OCC0116'), unfold],
  [
    'a search',
    `${paths.search()}?q=sofware+developr`,
    async (page) => {
      await page.getByLabel('Level', { exact: true }).selectOption('4');
      await follow(page.getByRole('button', { name: 'Filter' }));
    },
  ],
  ['the changes', paths.mapChanges(), unfold],
  [
    'following',
    paths.follow('route', 'digital'),
    async (page) => {
      await follow(page.getByRole('button', { name: 'Continue' }));
      expect(await page.getByRole('alert').count()).toBe(1);
    },
  ],
])('%s', (_, url, interact) => {
  it('has nothing wrong with it before and after somebody does something on it', async () => {
    const page = await on.browsing.tab(null);
    await page.goto(url);
    expect(await faultsOf(page)).toEqual([]);
    await interact?.(page);
    if (interact) expect(await faultsOf(page)).toEqual([]);
  });
});

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('%s', (_, scripts) => {
  it('somebody starts at a route, at the figures behind the picture, or at a search', async () => {
    const digital = on.map.occupationsOn('digital');
    const counts = [2, 3, 4, 5, 6, 7].map((level) => digital.filter((one) => one.level === level).length);
    const page = await on.browsing.tab(null, scripts);
    await page.setViewportSize(phone);
    await page.goto(paths.home());
    const routes = page.locator('.waymark-tile');
    expect(await routes.count()).toBe(15);
    expect((await routes.filter({ hasText: 'Digital' }).innerText()).replaceAll(/\s+/g, ' ')).toBe(
      `Digital ${digital.length} occupations`,
    );
    await press(page.getByText('The same as a table'));
    const row = page.getByRole('row', { name: 'Digital' });
    expect(await row.getByRole('cell').allInnerTexts()).toEqual([...counts, digital.length].map(String));
    expect(await faultsOf(page)).toEqual([]);
    await follow(routes.getByRole('link', { name: 'Digital' }));
    expect(await page.locator('h1').innerText()).toBe('Digital');
    await page.goBack();
    await page.getByLabel('Find an occupation').fill('bricklayer');
    await follow(page);
    expect(await main(page)).toContain('for “bricklayer”');
  });

  it('somebody finds a misspelt occupation, sees where it leads, follows it and confirms', async () => {
    const page = await on.browsing.tab(null, scripts);
    await page.setViewportSize(phone);
    await page.goto(paths.search());
    await page.locator('main input[name=q]').fill('sofware developr');
    await follow(page.getByRole('button', { name: 'Search' }));
    expect(await main(page)).toContain('Showing results for software developer');
    await follow(page.getByRole('link', { name: 'Software developer', exact: true }));
    expect(await page.locator('#progression').count()).toBe(1);
    expect(await page.locator('.waymark-ladder a').count()).toBeGreaterThan(0);
    await follow(page.getByRole('link', { name: 'by mail' }));
    const email = scripts ? 'with@example.test' : 'without@example.test';
    await page.getByLabel('Your email address').fill(email);
    await follow(page.getByRole('button', { name: 'Continue' }));
    expect(await main(page)).toContain('Look at your mail');
    await on.site.settle();
    const rows = await on.site.db
      .read()
      .rows<{ body: string }>('select body from dev_inbox where recipient = $1 order by id desc', [email]);
    await page.goto(/\/follow\/confirm\/[\w-]+/.exec(rows[0]?.body ?? '')?.[0] ?? '/no-link');
    await follow(page.getByRole('button', { name: 'Confirm' }));
    expect(await main(page)).toContain('You follow Software developer');
    expect(await faultsOf(page)).toEqual([]);
  });
});
