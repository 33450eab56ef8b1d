import { newId, paths } from '@app/kernel';
import { Proposals } from '@app/proposals';
import { aFile, type Site, startSite } from '@test/support';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { aGroup } from '../support/builders';
import { overflowOnPhone, violations } from '../support/accessible';
import { openChromium } from '../support/chromium';
import { signIn } from '../support/signing-in';

let site: Site;
let browser: Browser;
let base: string;
let proposalId: string;
let removal: string;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openChromium()]);
  await site.app.listen(0, '127.0.0.1');
  base = await site.app.getUrl();
  const group = await aGroup(site);
  proposalId = await site.lib(Proposals).start(group.chair, group.id, newId());
  const tess = await site.as('chair-of-group@example.test');
  await tess.get(paths.proposalPart(proposalId, 'files'));
  const file = { name: `${'A very long name '.repeat(5)}.pdf`, bytes: aFile.pdf() };
  await tess.upload('/files', file, { purpose: 'broad' });
  removal = tess.$('a[href$="/remove"]').attr('href') ?? '';
});
afterAll(async () => {
  for (const context of contexts) await context.close();
  await browser?.close();
  await site?.close();
});

/** A page of the group's chair, signed in. */
async function signedIn(javaScriptEnabled = true): Promise<Page> {
  const context = await browser.newContext({ baseURL: base, javaScriptEnabled });
  contexts.push(context);
  const page = await context.newPage();
  await signIn(page, 'chair-of-group@example.test');
  return page;
}

describe.each([
  ['the evidence files of a draft', () => paths.proposalPart(proposalId, 'files')],
  ['the removal of a file', () => removal],
])('%s', (_, url) => {
  it('passes axe, says nothing on the console and fits a phone', async () => {
    const page = await signedIn();
    const said: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) said.push(message.text());
    });
    page.on('pageerror', (error) => said.push(String(error)));
    expect((await page.goto(url()))?.status()).toBe(200);
    expect(await violations(page)).toEqual([]);
    expect([await page.locator('h1').count(), said]).toEqual([1, []]);
    expect(await overflowOnPhone(page)).toBe(0);
  });
});

describe.each([true, false])('with JavaScript %s', (javaScriptEnabled) => {
  it('a group adds a file and downloads it', async () => {
    const page = await signedIn(javaScriptEnabled);
    await page.goto(paths.proposalPart(proposalId, 'files'));
    await page.getByLabel('The proposal as a whole').check();
    const name = `letters-${javaScriptEnabled ? 'with' : 'without'}.csv`;
    const buffer = Buffer.from(`employer,letters\nAcme,${name}\n`);
    await page.getByLabel('File', { exact: true }).setInputFiles({ name, mimeType: 'any/thing', buffer });
    await page.getByRole('button', { name: 'Add file' }).click();
    const link = page.getByRole('link', { name, exact: true });
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toBe(name);
  });
});
