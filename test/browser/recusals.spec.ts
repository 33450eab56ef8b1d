import { type Actor, newId, paths, routeScope } from '@app/kernel';
import { RegisterOfInterests } from '@app/panels';
import { Proposals } from '@app/proposals';
import { RevisionSeeding } from '@app/revisions';
import { type Site, sitePassword, startSite } from '@test/support';
import type { Browser, Page } from 'playwright-core';
import { overflowOnPhone, violations } from '../support/accessible';
import { aGroup, aSubmittedProposal } from '../support/builders';
import { openChromium } from '../support/chromium';

let site: Site;
let browser: Browser;
let base: string;

beforeAll(async () => {
  site = await startSite();
  await site.lib(RevisionSeeding).firstEdition();
  const scope = routeScope('digital');
  await site.person('Carla Chair', 'carla@example.test', { role: 'panel-chair', scope });
  for (const name of ['Mia', 'Noor']) {
    const id = await site.person(name, `${name.toLowerCase()}@example.test`, { role: 'panel-member', scope });
    const member: Actor = { kind: 'person', id, name, grants: [{ role: 'panel-member', scope }] };
    const order = {
      id: newId(),
      kind: 'employer',
      organisation: 'ACME Limited',
      from: '2024-01-01',
      until: null,
    } as const;
    await site.lib(RegisterOfInterests).enter(member, order);
  }
  const group = await aGroup(site);
  const proposal = await aSubmittedProposal(site, group, { title: 'Subtitle editor' });
  await site.lib(Proposals).accept(group.officer, proposal, undefined, 'No peer was free');
  await site.settle();
  await site.app.listen(0, '127.0.0.1');
  base = await site.app.getUrl();
  browser = await openChromium();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** The page of rulings as the chair sees it. */
async function rulings(javaScriptEnabled: boolean): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 320, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${base}${paths.signIn(paths.recusals('digital'))}`);
  await page.fill('#email', 'carla@example.test');
  await page.fill('#password', sitePassword);
  await page.click('main button[type=submit]');
  return page;
}

async function isSound(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([]);
  expect(await overflowOnPhone(page)).toBe(0);
}

describe('the page of proposed recusals', () => {
  it('is accessible and fits 320 px: with two forms, with errors, and ruled on', async () => {
    const page = await rulings(true);
    expect(await page.locator('main form').count()).toBe(2);
    await isSound(page);
    await page.locator('main form button').first().click();
    await page.locator('.govuk-error-summary').waitFor();
    await isSound(page);
    const form = page.locator('main form').first();
    await form.getByLabel('Confirm: they take no part').check();
    await form.getByLabel('The reason').fill('She works there');
    await form.getByRole('button').click();
    await page.getByText('Carla Chair confirmed the recusal of Mia').waitFor();
    await isSound(page);
  });

  it('works without JavaScript', async () => {
    const page = await rulings(false);
    const form = page.locator('main form').last();
    await form.getByLabel('Dismiss: they may read and vote').check();
    await form.getByLabel('The reason').fill('Another company of that name');
    await form.getByRole('button').click();
    await page.getByText('Carla Chair dismissed the recusal of Noor').waitFor();
    expect(await page.locator('main form').count()).toBe(0);
  });
});
