import { paths } from '@app/kernel';
import type { Page } from 'playwright-core';
import { faultsOf, follow, phone, press, unfold } from '../support/browsing';
import { seededBrowsing } from '../support/seeded-browsing';

const on = seededBrowsing();

const main = (page: Page) => page.locator('main').innerText();
const mine = `${paths.myMap()}?${['OCC0116', 'OCC0128', 'OCC0129', 'OCC9999'].map((one) => `o=${one}`).join('&')}`;

describe.each<[string, string]>([
  ['all routes', paths.allRoutes()],
  ['a list of all routes', `${paths.allOccupations()}?steps=none`],
  ['the start of “Where can this take me?”', paths.where()],
  ['a staircase', `${paths.where()}?from=61001115`],
  ['a way to an occupation', `${paths.where()}?to=OCC0480`],
  ['a choice of occupations', `${paths.where()}?q=engineer`],
  ['an end of the way', `${paths.where()}?from=OCC0480`],
  ['an empty map of one’s own', paths.myMap()],
  ['a map of one’s own', mine],
  ['a choice of what to add', `${mine}&add=engineer`],
])('%s', (_, url) => {
  it.each(['wide', 'on a phone', 'in forced colours'])('has nothing wrong with it: %s', async (how) => {
    const page = await on.browsing.tab(null);
    await page.emulateMedia({ forcedColors: how === 'in forced colours' ? 'active' : 'none' });
    if (how === 'on a phone') await page.setViewportSize(phone);
    await page.goto(url);
    await unfold(page);
    expect(await faultsOf(page)).toEqual([]);
    await page.emulateMedia({ forcedColors: 'none' });
  });
});

/** How many sheets of paper a page takes. Chromium says it of the file that it prints. */
async function sheetsOf(page: Page): Promise<{ sheets: number; landscape: boolean }> {
  const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
  const box = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(pdf);
  return { sheets: pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0, landscape: Number(box?.[1]) > Number(box?.[2]) };
}

it('prints each picture on one sheet, in landscape, also when it is as full as it may be', async () => {
  const full = on.map.occupations.slice(0, 60).map(({ reference }) => `o=${reference}`);
  const ofOneLevel = on.map.occupations.filter(({ level }) => level === 3).slice(0, 60);
  const page = await on.browsing.tab(null);
  for (const url of [
    paths.allRoutes(),
    `${paths.where()}?from=61001115`,
    `${paths.where()}?to=OCC0480`,
    `${paths.where()}?to=OCC0049`,
    `${paths.where()}?from=OCC0116&steps=1`,
    mine,
    `${paths.myMap()}?${full.join('&')}&title=${'A+long+title+'.repeat(7)}`,
    `${paths.myMap()}?${ofOneLevel.map(({ reference }) => `o=${reference}`).join('&')}`,
  ]) {
    await page.goto(url);
    expect([url, await sheetsOf(page)]).toEqual([url, { sheets: 1, landscape: true }]);
  }
});

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('by keyboard, %s', (_, scripts) => {
  it('somebody reads the picture of all routes, and follows a figure to its list', async () => {
    const page = await on.browsing.tab(null, scripts);
    await page.goto(paths.home());
    await follow(page.getByRole('link', { name: 'All routes', exact: true }));
    expect(await page.locator('h1').innerText()).toBe('All fifteen routes in one picture');
    await page.getByLabel('Order').selectOption('name');
    await follow(page.getByRole('button', { name: 'Show', exact: true }));
    expect(await page.locator('.waymark-atlas tbody th').first().innerText()).toMatch(/^Agriculture/);
    expect(await page.getByRole('button', { name: 'Print on one page' }).count()).toBe(scripts ? 1 : 0);
    const digital = on.map.occupationsOn('digital');
    const four = digital.filter(({ level }) => level === 4).length;
    await press(page.getByText('from one route to another, as a table'));
    expect(await page.locator('#across').isVisible()).toBe(true);
    await follow(page.getByRole('link', { name: `Digital, level 4: ${four}` }));
    expect(await main(page)).toContain(`${four} occupations match these filters`);
  });

  it('somebody starts from a job title, chooses among several, and sees where that one leads and what leads to it', async () => {
    const page = await on.browsing.tab(null, scripts);
    await page.setViewportSize(phone);
    await page.goto(paths.home());
    await page.getByLabel('The job that you have, or want').fill('developer');
    await follow(page);
    expect(await page.locator('h1').innerText()).toBe('Which occupation is “developer”?');
    await follow(page.locator('.waymark-choose').getByRole('link', { name: 'Software developer' }).first());
    expect(await main(page)).toContain('From Software developer');
    const reached = await page.locator('.waymark-stairs > li:not(.waymark-stairs__start) a').count();
    await press(page.getByText('The same as a list of steps'));
    expect(await page.locator('.waymark-journey a').count()).toBe(reached);
    await follow(page.getByRole('link', { name: 'What leads to it' }));
    expect(await main(page)).toContain('The way to Software developer');
    await page.getByLabel('From a T Level').selectOption('61001115');
    await follow(page.getByRole('button', { name: 'Show the steps' }));
    expect(await main(page)).toContain('its specialisms cover');
    await follow(page.getByRole('link', { name: 'Direct steps only' }));
    expect(new URL(page.url()).search).toBe('?from=61001115&steps=1');
  });

  it('somebody makes a map of their own, names it, and takes something off', async () => {
    const page = await on.browsing.tab(null, scripts);
    await page.goto(paths.myMap());
    const add = async (words: string) => {
      await page.getByLabel('Add an occupation').fill(words);
      await follow(page.getByRole('button', { name: 'Update the map' }));
    };
    await add('OCC0128');
    await add('developer');
    await follow(page.locator('.waymark-choose').getByRole('link', { name: 'Software developer' }).first());
    expect(await main(page)).toContain('1 recorded step among them');
    await page.getByLabel('Title of the map').fill('What we teach');
    await follow(page.getByRole('button', { name: 'Update the map' }));
    expect(await page.locator('h1').innerText()).toBe('What we teach');
    expect(await page.locator('svg.waymark-mine a').count()).toBe(2);
    await follow(page.getByRole('link', { name: 'Take off Software developer' }));
    const { search } = new URL(page.url());
    expect(search).toBe('?o=OCC0128&title=What+we+teach');
  });
});
