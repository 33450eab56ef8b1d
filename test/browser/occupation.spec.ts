import { paths } from '@app/kernel';
import type { Page } from 'playwright-core';
import { violations } from '../support/accessible';
import { faultsOf, follow, phone, press, unfold } from '../support/browsing';
import { seededBrowsing } from '../support/seeded-browsing';

const on = seededBrowsing();

const url = paths.occupation('OCC0116');
const desk = { width: 1280, height: 800 };
const kinds = ['duties', 'knowledge', 'skills', 'behaviours', 'mapping'];

async function opened(address = url, size = desk, scripts = true): Promise<Page> {
  const page = await on.browsing.tab(null, scripts);
  await page.setViewportSize(size);
  // An address that differs in its fragment alone would not load the page anew.
  await page.goto('about:blank');
  await page.goto(address);
  return page;
}
const shown = async (page: Page): Promise<string[]> => {
  const visible: string[] = [];
  for (const id of kinds) if (await page.locator(`#${id}`).isVisible()) visible.push(id);
  return visible;
};
const tooWide = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
const current = (page: Page) => page.locator('.waymark-toc [aria-current]').allInnerTexts();

describe('the page of an occupation', () => {
  it('is under 2,500 pixels high on a wide screen, and no wider than the window', async () => {
    const page = await opened();
    expect(await page.evaluate<number>('document.documentElement.scrollHeight')).toBeLessThan(2500);
    expect(await page.evaluate<number>(tooWide)).toBe(0);
  });

  it('has tabs for duties, each kind of statement and the mapping, by keyboard', async () => {
    const page = await opened();
    expect(await shown(page)).toEqual(['duties']);
    const tabs = page.getByRole('tab');
    expect(await tabs.allInnerTexts()).toEqual([
      'Duties (10)',
      'Knowledge (12)',
      'Skills (12)',
      'Behaviours (4)',
      'What needs what',
    ]);
    await tabs.first().focus();
    for (const id of kinds.slice(1)) {
      await page.keyboard.press('ArrowRight');
      expect(await shown(page)).toEqual([id]);
    }
    const frame = page.getByRole('region', { name: 'Which duty needs what' });
    expect(await frame.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
    expect(await frame.getByRole('columnheader').count()).toBe(10);
    expect(await frame.getByRole('row', { name: /^K1 / }).getByText('Yes').count()).toBe(2);
    expect(await faultsOf(page)).toEqual([]);
  });

  it('opens the tab in which a code stands that the address names, or a link', async () => {
    const page = await opened(`${url}#s3`);
    await page.locator('#s3:focus').waitFor();
    expect(await shown(page)).toEqual(['skills']);
    expect(new URL(page.url()).hash).toBe('#s3');
    await press(page.locator('#s3').getByRole('link', { name: 'D4' }));
    await page.locator('#d4:focus').waitFor();
    expect(await shown(page)).toEqual(['duties']);
    expect(new URL(page.url()).hash).toBe('#d4');
  });

  it('has contents that follow the reader, and stay in sight', async () => {
    const page = await opened();
    expect(await current(page)).toEqual(['Where it leads']);
    await press(page.locator('.waymark-toc').getByRole('link', { name: 'Duties and KSBs' }));
    await page.locator('.waymark-toc [aria-current][href="#standard"]').waitFor();
    const top = await page.evaluate<number>(`document.querySelector('.waymark-toc').getBoundingClientRect().top`);
    expect(top).toBeGreaterThan(0);
    await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
    await page.locator('.waymark-toc [aria-current][href="#codes"]').waitFor();
    await page.evaluate('scrollTo(0, 0)');
    await page.locator('.waymark-toc [aria-current][href="#progression"]').waitFor();
  });

  it('has everything without scripts: all panels in order, contents that lead to them, no button that does nothing', async () => {
    const page = await opened(url, desk, false);
    expect(await shown(page)).toEqual(kinds);
    expect(await page.locator('#knowledge').getByText('K12', { exact: true }).isVisible()).toBe(true);
    expect(await page.locator('[data-prints]').isVisible()).toBe(false);
    expect(await page.locator('.waymark-facts dt').allInnerTexts()).toEqual([
      'Level',
      'Status',
      'Route',
      'Pathway and cluster',
      'Ways in',
      'SOC 2020',
      'Reference and standard',
    ]);
    await press(page.getByRole('link', { name: 'What needs what' }));
    expect(new URL(page.url()).hash).toBe('#mapping');
    expect(await faultsOf(page)).toEqual([]);
  });

  it.each([
    ['a phone', { width: 390, height: 800 }],
    ['a tablet', { width: 820, height: 1000 }],
  ])('has nothing wrong with it on %s, where only the table of the mapping scrolls sideways', async (_, size) => {
    const page = await opened(url, size);
    await unfold(page);
    expect(await page.evaluate<number>(tooWide)).toBe(0);
    expect(await violations(page)).toEqual([]);
    expect(await faultsOf(page)).toEqual([]);
  });

  it('has nothing wrong with it in forced colours, and keeps its tab, its place and its levels apart', async () => {
    const page = await opened();
    await page.emulateMedia({ forcedColors: 'active' });
    expect(await violations(page)).toEqual([]);
    const edge = (of: string) =>
      page.evaluate<string>(`getComputedStyle(document.querySelector('${of}')).borderBottomColor`);
    expect(await edge('.govuk-tabs__list-item--selected')).not.toBe(
      await edge('.govuk-tabs__list-item:not(.govuk-tabs__list-item--selected)'),
    );
    await page.emulateMedia({ forcedColors: 'none' });
  });

  it('keeps its words in their places in a text of double size', async () => {
    const page = await opened();
    await page.evaluate(`document.documentElement.style.fontSize = '200%'`);
    expect(await page.evaluate<number>(tooWide)).toBe(0);
    const cut = `[...document.querySelectorAll('.waymark-ladder .waymark-occ, .waymark-facts > div')].filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent)`;
    expect(await page.evaluate(cut)).toEqual([]);
  });

  it('prints on two or three pages, with every panel and nothing that is pressed', async () => {
    const page = await opened();
    const sheets = (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g);
    expect(sheets?.length).toBeGreaterThanOrEqual(2);
    expect(sheets?.length).toBeLessThanOrEqual(3);
    await page.emulateMedia({ media: 'print' });
    expect(await shown(page)).toEqual(kinds);
    for (const hidden of ['.govuk-tabs__list', '.waymark-toc', '.waymark-head__acts', '.waymark-as-of'])
      expect([hidden, await page.locator(hidden).isVisible()]).toEqual([hidden, false]);
    expect(await page.locator('.waymark-poster-foot').isVisible()).toBe(true);
    await page.emulateMedia({ media: 'screen' });
  });

  it.each(['OCC0246', 'OCC0100', 'OCC0005'])(
    'has nothing wrong with it where it says less, or more: %s',
    async (one) => {
      const page = await opened(paths.occupation(one));
      expect(await faultsOf(page)).toEqual([]);
    },
  );
});

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('comparing occupations %s', (_, scripts) => {
  it('begins at one of them, adds by title, chooses of several, and takes out', async () => {
    const page = await opened(url, desk, scripts);
    await follow(page.locator('.waymark-head__acts').getByRole('link', { name: 'Compare' }));
    expect(await page.locator('thead th').count()).toBe(1);
    await page.getByLabel('Add another occupation').fill('software tester');
    await follow(page.getByRole('button', { name: 'Add' }));
    expect(await page.getByRole('columnheader').count()).toBe(2);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByLabel('Add another occupation').fill('technician');
    await follow(page.getByRole('button', { name: 'Add' }));
    expect(await page.title()).toMatch(/^Error: /);
    expect(await faultsOf(page)).toEqual([]);
    await follow(page.getByRole('list', { name: 'Occupations to choose from' }).getByRole('link').first());
    expect(await page.getByRole('columnheader').count()).toBe(3);
    await follow(page.getByRole('link', { name: 'Remove Software tester' }));
    expect(await page.getByRole('columnheader').count()).toBe(2);
  });
});

describe('the comparison', () => {
  const four = paths.compare(['OCC0116', 'OCC0128', 'OCC0129', 'OCC0118']);

  it('is as wide as the page with four, and is stacked on a phone', async () => {
    const page = await opened(four);
    const frame = page.getByRole('region', { name: 'The occupations beside each other' });
    expect(await frame.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
    await page.setViewportSize(phone);
    expect(await frame.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
    expect(await page.getByRole('link', { name: 'Remove Data analyst' }).isVisible()).toBe(true);
    expect(await violations(page)).toEqual([]);
  });

  it('has nothing wrong with it in forced colours', async () => {
    const page = await opened(four);
    await page.emulateMedia({ forcedColors: 'active' });
    expect(await violations(page)).toEqual([]);
    await page.emulateMedia({ forcedColors: 'none' });
  });
});
