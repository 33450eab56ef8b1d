import { paths } from '@app/kernel';
import type { Locator, Page } from 'playwright-core';
import { violations } from '../support/accessible';
import { faultsOf, follow, phone, press } from '../support/browsing';
import { seededBrowsing } from '../support/seeded-browsing';

const on = seededBrowsing();

const digital = paths.map('digital');
const developer = 'OCC0116';
const row = (page: Page, reference: string) => page.locator(`#${reference}`);
const sheet = (page: Page) => page.locator('#sheet');
const heading = (page: Page) => sheet(page).locator('h2');
const ids = (page: Page, within: string) =>
  page.evaluate<string[]>(`[...document.querySelectorAll('${within}')].map(({ id }) => id)`);
const lit = (page: Page) => ids(page, '.waymark-occ--lit');
const curves = (page: Page) => page.locator('.waymark-map__lines g > path').count();
const asked = (page: Page) => new URL(page.url()).searchParams;
const focused = (page: Page) => page.evaluate<string>('document.activeElement.textContent');
const focusedRow = (page: Page) => page.evaluate<string>('document.activeElement.id');
const titles = (list: readonly { title: string }[]) => list.map(({ title }) => title);

/** The occupations of a route that are one step away from this one, in the order of the page. */
async function direct(page: Page, reference: string): Promise<string[]> {
  const ends = [...on.map.leadsTo(reference), ...on.map.comesFrom(reference)].map((one) => one.reference);
  const rows = await ids(page, '.waymark-map .waymark-occ');
  return rows.filter((id) => ends.includes(id));
}

/** The titles under a heading of the sheet. */
const under = (page: Page, title: string) => sheet(page).locator(`h3:text-is("${title}") + ul a`).allInnerTexts();

/** A page of this address whose own script is at work. */
async function opened(url = digital, size?: typeof phone): Promise<Page> {
  const page = await on.browsing.tab(null);
  await page.goto(paths.home());
  if (size) await page.setViewportSize(size);
  await page.goto(url);
  await page.locator('[data-prints]:not([hidden])').waitFor({ state: 'attached' });
  return page;
}

/** Chooses by Enter, and waits for the sheet. */
async function choose(link: Locator, title: string): Promise<void> {
  await press(link);
  await heading(link.page()).filter({ hasText: title }).waitFor();
}

describe('a map with scripts', () => {
  it('lights the direct steps of what is pointed at or has the focus, and draws them', async () => {
    const page = await opened();
    expect([await lit(page), await curves(page)]).toEqual([[], 0]);
    await row(page, developer).hover();
    const steps = await direct(page, developer);
    expect(steps.length).toBeGreaterThan(3);
    expect([await lit(page), await curves(page)]).toEqual([steps, steps.length]);
    await page.locator('h1').hover();
    expect([await lit(page), await curves(page)]).toEqual([[], 0]);
    await row(page, 'OCC0128').focus();
    expect(await lit(page)).toEqual(await direct(page, 'OCC0128'));
    expect(await page.locator('.waymark-map__lines').getAttribute('aria-hidden')).toBe('true');
  });

  it('opens the sheet in place, walks it, goes back, and gives the focus back at Escape', async () => {
    const page = await opened();
    await page.evaluate('window.kept = true');
    await choose(row(page, developer), 'Software developer');
    expect([asked(page).get('occupation'), await focused(page)]).toEqual([developer, 'Software developer']);
    expect(await under(page, 'Leads to')).toEqual(titles(on.map.leadsTo(developer)));
    expect(await under(page, 'Comes from')).toEqual(titles(on.map.comesFrom(developer)));
    expect(await lit(page)).toEqual(await direct(page, developer));
    await choose(sheet(page).getByRole('link', { name: 'DevOps engineer' }), 'DevOps engineer');
    expect([asked(page).get('occupation'), await focused(page)]).toEqual(['OCC0825', 'DevOps engineer']);
    expect(await page.locator('.waymark-map [aria-current=true]').getAttribute('id')).toBe('OCC0825');
    await page.goBack();
    await heading(page).filter({ hasText: 'Software developer' }).waitFor();
    expect(await lit(page)).toEqual(await direct(page, developer));
    await page.keyboard.press('Escape');
    await heading(page).filter({ hasText: 'How to read this map' }).waitFor();
    expect([asked(page).get('occupation'), await focusedRow(page)]).toEqual([null, developer]);
    expect(await page.locator('.waymark-map [aria-current=true]').count()).toBe(0);
    await row(page, developer).blur();
    expect([await lit(page), await curves(page)]).toEqual([[], 0]);
    expect(await page.evaluate('window.kept')).toBe(true);
  });

  it('lights all that can be reached on demand, and says it on the sheet, too', async () => {
    const page = await opened(`${digital}?occupation=${developer}`);
    const before = await curves(page);
    await press(sheet(page).getByRole('link', { name: 'Show all steps' }));
    await sheet(page).getByRole('heading', { name: 'Further on' }).waitFor();
    expect(asked(page).get('steps')).toBe('all');
    expect(await curves(page)).toBeGreaterThan(before);
    const said = (
      await Promise.all(['Leads to', 'Further on', 'Comes from', 'Further back'].map((one) => under(page, one)))
    ).flat();
    const shown = (await lit(page)).map((id) => on.map.occupation(id)?.occupation.title ?? '');
    expect(said.sort()).toEqual(shown.sort());
  });

  it('is used by keyboard alone: to a row, into its sheet, and on to the occupation', async () => {
    const page = await opened();
    await row(page, developer).focus();
    await choose(page.locator(':focus'), 'Software developer');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Open the occupation');
    await follow(page.locator(':focus'));
    expect(new URL(page.url()).pathname).toBe(paths.occupation(developer));
    await page.goBack();
    await heading(page).filter({ hasText: 'Software developer' }).waitFor();
    await page.locator('.waymark-map__lines g > path').first().waitFor({ state: 'attached' });
    expect(await lit(page)).toEqual(await direct(page, developer));
  });

  it.each([
    ['a phone', 390],
    ['a tablet', 820],
  ])(
    'shows the sheet at the foot of %s, where a tap has chosen, and all of the width is for the map',
    async (_, width) => {
      const page = await opened(digital, { width, height: 800 });
      const whole = await page.locator('.waymark-mapwrap').boundingBox();
      expect((await page.locator('.waymark-map').boundingBox())?.width).toBe(whole?.width);
      await row(page, 'OCC0795').hover();
      await page.mouse.down();
      await page.mouse.up();
      await heading(page).filter({ hasText: 'Data technician' }).waitFor();
      const box = await sheet(page).boundingBox();
      expect(Math.round((box?.y ?? 0) + (box?.height ?? 0))).toBe(800);
      const above = await row(page, 'OCC0795').boundingBox();
      expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual(box?.y ?? 0);
      await press(sheet(page).getByRole('link', { name: 'Close' }));
      await heading(page).filter({ hasText: 'How to read this map' }).waitFor();
      expect(await focusedRow(page)).toBe('OCC0795');
    },
  );

  it('follows the link where the sheet cannot be had', async () => {
    const page = await on.browsing.another(null);
    await page.goto(digital);
    await page.route('**/*', (route) =>
      route.request().resourceType() === 'fetch' ? route.abort() : route.continue(),
    );
    await follow(row(page, developer));
    expect(await heading(page).innerText()).toBe('Software developer');
    expect(asked(page).get('occupation')).toBe(developer);
    await page.close();
  });

  it('unfolds the cluster of what is chosen, and draws its curves where the rows are then', async () => {
    const page = await opened();
    const cluster = page.locator('details', { has: row(page, developer) });
    await press(cluster.locator('summary'));
    expect(await row(page, developer).isVisible()).toBe(false);
    await choose(row(page, 'OCC0128'), 'Software development technician');
    const drawn = await curves(page);
    await choose(sheet(page).getByRole('link', { name: 'Software developer' }), 'Software developer');
    expect(await row(page, developer).isVisible()).toBe(true);
    expect(await curves(page)).toBeGreaterThan(drawn);
  });
});

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('%s', (_, scripts) => {
  it('somebody filters a map in one place, chooses, walks over to another route, and opens the occupation', async () => {
    const page = await on.browsing.tab(null, scripts);
    await page.goto(digital);
    await press(page.locator('.waymark-drop > summary'));
    await page.getByLabel('Level', { exact: true }).selectOption('4');
    await follow(page.getByRole('button', { name: 'Apply filters' }));
    const count = on.map.occupationsOn('digital').filter(({ level }) => level === 4).length;
    expect(await page.locator('main').getByRole('status').innerText()).toBe(
      `${count} occupations match these filters.`,
    );
    expect(await page.locator('.waymark-map .waymark-occ').count()).toBe(count);
    await follow(page.getByRole('link', { name: 'Take away the filter Level 4' }));
    expect(await page.locator('main').getByRole('status').count()).toBe(0);
    await choose(row(page, 'OCC0345'), 'Digital community manager');
    const [over] = on.map
      .leadsTo('OCC0345')
      .filter(({ reference }) => on.map.occupation(reference)?.placement?.route !== 'digital');
    await follow(sheet(page).getByRole('link', { name: over.title }));
    expect(new URL(page.url()).pathname).toBe(paths.map(on.map.occupation(over.reference)?.placement?.route ?? ''));
    expect(await heading(page).innerText()).toBe(over.title);
    await follow(sheet(page).getByRole('link', { name: 'Open the occupation' }));
    expect(new URL(page.url()).pathname).toBe(paths.occupation(over.reference));
  });
});

/** The contrast of the words of the dimmed rows with what is behind them, at the least; and whether any is see-through. */
const dimmed = `(() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = channels(colour).map((one) => one / 255).map((one) => (one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (one) => {
    const { backgroundColor } = getComputedStyle(one);
    return channels(backgroundColor)[3] === 0 && one.parentElement ? ground(one.parentElement) : backgroundColor;
  };
  const pale = [...document.querySelectorAll('.waymark-map .waymark-occ:not(.waymark-occ--lit, .waymark-occ--here)')].flatMap((row) => [row, ...row.querySelectorAll('small, .waymark-lv')]);
  const contrasts = pale.map((one) => {
    const [a, b] = [light(getComputedStyle(one).color), light(ground(one) === 'rgba(0, 0, 0, 0)' ? 'rgb(255, 255, 255)' : ground(one))].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  });
  return { count: pale.length, least: Math.min(...contrasts), seeThrough: pale.filter((one) => getComputedStyle(one).opacity !== '1').length };
})()`;

describe('every state of a map', () => {
  it.each([
    ['plain', ''],
    ['chosen', `?occupation=${developer}`],
    ['with all steps', `?occupation=${developer}&steps=all`],
    ['filtered', '?level=4&keyword=software'],
    ['filtered to nothing', '?level=2&status=approved&product=t-level'],
    ['as a table', '?view=table'],
  ])('has nothing wrong with it: %s, wide, on a phone, and in forced colours', async (_, query) => {
    const page = await on.browsing.tab(null);
    await page.goto(digital + query);
    expect(await faultsOf(page)).toEqual([]);
    await press(page.locator('.waymark-drop > summary'));
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize(phone);
    expect(await faultsOf(page)).toEqual([]);
    await page.emulateMedia({ forcedColors: 'active' });
    expect(await violations(page)).toEqual([]);
    await page.emulateMedia({ forcedColors: 'none' });
  });

  it('keeps 4.5 to 1 where rows are dimmed on the tint of any route, by colour and not by opacity', async () => {
    const page = await on.browsing.tab(null);
    for (const { slug } of on.map.routes) {
      const [first] = on.map.occupationsOn(slug);
      await page.goto(`${paths.map(slug)}?occupation=${first.reference}`);
      const { count, least, seeThrough } = await page.evaluate<{ count: number; least: number; seeThrough: number }>(
        dimmed,
      );
      expect([slug, count > 0, least >= 4.5, seeThrough]).toEqual([slug, true, true, 0]);
    }
  });

  it.each([
    ['a desk', { width: 1280, height: 800 }],
    ['a phone', { width: 390, height: 800 }],
  ])('shows its first occupation without scrolling on %s', async (_, size) => {
    const page = await on.browsing.tab(null);
    await page.setViewportSize(size);
    await page.goto(digital);
    const box = await page.locator('.waymark-map .waymark-occ').first().boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(800);
  });
});

it('prints every route of the seed on one sheet of A4 in landscape, chosen or not (E4)', async () => {
  const page = await on.browsing.tab(null);
  const addresses = [
    ...on.map.routes.map(({ slug }) => paths.map(slug)),
    `${digital}?occupation=${developer}&steps=all`,
  ];
  const sheets: [string, number, number[]][] = [];
  for (const address of addresses) {
    await page.goto(address);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const box = /\/MediaBox\s*\[([^\]]*)\]/.exec(pdf)?.[1] ?? '';
    const pages = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    sheets.push([
      address,
      pages,
      box
        .trim()
        .split(/\s+/)
        .map((one) => Math.round(Number(one))),
    ]);
  }
  expect(sheets).toEqual(addresses.map((address) => [address, 1, [0, 0, 842, 595]]));
});
