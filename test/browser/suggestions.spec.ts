import { paths } from '@app/kernel';
import { type Site, startSite } from '@test/support';
import type { Locator, Page, Request } from 'playwright-core';
import { violations } from '../support/accessible';
import { Browsing, faultsOf, follow, phone } from '../support/browsing';

let site: Site;
let browsing: Browsing;
beforeAll(async () => {
  site = await startSite({ seeded: true });
  await site.person('Olive Officer', 'officer@example.test', { role: 'product-manager' });
  browsing = await Browsing.on(site);
});
afterAll(async () => {
  await browsing?.close();
  await site?.close();
});

const field = (page: Page, name: string): Locator => page.getByRole('combobox', { name });
// The page of results has filters, whose choices are options, too.
const options = (page: Page): Locator => page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option');
const said = (page: Page): Promise<string> => page.locator('.waymark-suggests > [role=status]').first().innerText();
const marked = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(
    `[...document.querySelectorAll('.waymark-suggestions [aria-selected=true]')].map(({ id }) => id)`,
  );

/** Where one searches from: in the head of a page, on the first page, and beside results. */
const places: readonly [url: string, label: string][] = [
  [paths.map('digital'), 'Search the maps'],
  [paths.home(), 'Find an occupation'],
  [`${paths.search()}?q=nurse`, 'A job, a skill, a T Level, a place on the maps or a code'],
];

/** Types letter by letter, and waits for what is suggested. */
async function type(page: Page, name: string, words: string): Promise<Request[]> {
  const asked: Request[] = [];
  const note = (request: Request): void => {
    if (request.url().includes(paths.searchSuggestions())) asked.push(request);
  };
  page.on('request', note);
  await field(page, name).fill('');
  await field(page, name).pressSequentially(words, { delay: 10 });
  await options(page).first().waitFor();
  page.off('request', note);
  return asked;
}

describe('suggestions while somebody types', () => {
  it.each(places)('stand below the field of %s, are told, and are chosen by keyboard', async (url, name) => {
    const page = await browsing.tab(null);
    await page.goto(url);
    await type(page, name, 'bricklay');
    expect(await field(page, name).getAttribute('aria-expanded')).toBe('true');
    expect(await said(page)).toMatch(/^\d suggestions?\. Use the up and down arrows$/);
    expect(await marked(page)).toEqual([]);
    await page.keyboard.press('ArrowDown');
    const [first] = await marked(page);
    expect(await field(page, name).getAttribute('aria-activedescendant')).toBe(first);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('ArrowUp');
    expect([await marked(page), await field(page, name).getAttribute('aria-activedescendant')]).toEqual([[], null]);
    await page.keyboard.press('ArrowUp');
    expect(await marked(page)).toEqual([await options(page).last().getAttribute('id')]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await marked(page)).toEqual([first]);
    await follow(page);
    expect([new URL(page.url()).pathname, await page.locator('h1').innerText()]).toEqual([
      expect.stringMatching(/^\/occupations\//),
      expect.stringContaining('Bricklayer'),
    ]);
  });

  it('are asked for once for a pause, with the words and nothing else, and not again for what is known', async () => {
    const page = await browsing.tab('officer');
    await page.goto(paths.map('digital'));
    const [name] = [places[0]?.[1] ?? ''];
    const [request, ...others] = await type(page, name, 'Carp  enter');
    expect([others, request?.method(), request?.postData()]).toEqual([[], 'GET', null]);
    expect(new URL(request?.url() ?? '').search).toBe('?q=carp%20enter');
    const headers = await request?.allHeaders();
    expect([headers?.cookie, headers?.referer]).toEqual([undefined, undefined]);
    await page.keyboard.press('Backspace');
    await page.keyboard.press('r');
    await options(page).first().waitFor();
    expect(await type(page, name, 'carp enter')).toEqual([]);
  });

  it('go at Escape, and when the field is left; Enter without a choice searches', async () => {
    const page = await browsing.tab(null);
    await page.goto(`${paths.map('digital')}?occupation=OCC0116`);
    await type(page, 'Search the maps', 'nurs');
    await page.keyboard.press('Escape');
    expect([await options(page).count(), await field(page, 'Search the maps').inputValue()]).toEqual([0, 'nurs']);
    // What else Escape closes on a page stays open.
    expect(new URL(page.url()).searchParams.get('occupation')).toBe('OCC0116');
    await page.keyboard.press('ArrowDown');
    await options(page).first().waitFor();
    await page.keyboard.press('Tab');
    expect([await options(page).count(), await field(page, 'Search the maps').getAttribute('aria-expanded')]).toEqual([
      0,
      'false',
    ]);
    await field(page, 'Search the maps').focus();
    await follow(page);
    expect(new URL(page.url()).search).toBe('?q=nurs');
  });

  it('can be clicked, and on a phone stand within the page', async () => {
    const page = await browsing.tab(null);
    await page.goto(paths.home());
    await page.setViewportSize(phone);
    await type(page, 'Find an occupation', 'electric');
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(phone.width);
    const title = (await options(page).first().innerText()).split('\n')[0]?.trim() ?? '';
    await options(page).first().hover();
    await page.mouse.down();
    await Promise.all([page.waitForEvent('load'), page.mouse.up()]);
    expect(await page.locator('h1').innerText()).toContain(title);
  });

  it('show by more than colour what is marked, also in forced colours', async () => {
    const page = await browsing.tab(null);
    await page.goto(paths.home());
    await type(page, 'Find an occupation', 'electric');
    await page.keyboard.press('ArrowDown');
    const looks = (): Promise<string[]> =>
      page.evaluate<string[]>(
        `[...document.querySelectorAll('[role=option]')].slice(0, 2).map((one) => { const s = getComputedStyle(one); return s.textDecorationLine + s.outlineStyle; })`,
      );
    expect(await looks()).toEqual(['underlinenone', 'nonenone']);
    await page.emulateMedia({ forcedColors: 'active' });
    expect(await looks()).toEqual(['underlinesolid', 'nonenone']);
    await page.emulateMedia({ forcedColors: null });
  });

  it('are not there without scripts, nor in an earlier edition: the form is', async () => {
    const plain = await browsing.tab(null, false);
    await plain.goto(paths.home());
    expect(await plain.locator('input[role=combobox]').count()).toBe(0);
    await plain.getByLabel('Find an occupation').fill('bricklayer');
    await follow(plain.getByLabel('Find an occupation'));
    expect(await plain.locator('h1').innerText()).toMatch(/results? for “bricklayer”/);
    expect(await faultsOf(plain)).toEqual([]);
    const page = await browsing.tab(null);
    await page.goto(`${paths.map('digital')}?edition=1`);
    await page.locator('[data-prints]:not([hidden])').waitFor({ state: 'attached' });
    expect(await field(page, 'Search the maps').count()).toBe(0);
  });

  it('leave the form as it is where they cannot be had', async () => {
    const page = await browsing.another(null);
    await page.route(`**${paths.searchSuggestions()}*`, (route) => route.abort());
    await page.goto(paths.home());
    const failed = page.waitForEvent('requestfailed');
    await field(page, 'Find an occupation').pressSequentially('bricklayer');
    await failed;
    expect([await options(page).count(), await said(page)]).toEqual([0, '']);
    await follow(field(page, 'Find an occupation'));
    expect(new URL(page.url()).search).toBe('?q=bricklayer');
    await page.context().close();
  });
});
