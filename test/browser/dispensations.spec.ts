import { newId, paths } from '@app/kernel';
import { DispensationQueries, ProposalProgress, ProposalQueries, Proposals } from '@app/proposals';
import { aDispensation } from '@app/proposals/testing';
import { RevisionSeeding } from '@app/revisions';
import { type Site, startSite } from '@test/support';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { overflowOnPhone, violations } from '../support/accessible';
import { aGroup, aRequest, type Group } from '../support/builders';
import { openChromium } from '../support/chromium';
import { signIn } from '../support/signing-in';

let site: Site;
let browser: Browser;
let base: string;
let group: Group;
let draft = '';
let agreed = '';

beforeAll(async () => {
  site = await startSite();
  await site.lib(RevisionSeeding).firstEdition();
  group = await aGroup(site);
  const asked = aDispensation(await site.db.read().now(), { inDays: 1 });
  const beginning = { kind: 'dispensation' as const, occupation: 'OCC0116' };
  draft = await aRequest(site, group, beginning);
  agreed = await aRequest(site, group, beginning, asked);
  const proposals = site.lib(Proposals);
  await proposals.submit(group.chair, agreed, 2, newId());
  await proposals.accept(group.officer, agreed, undefined, 'No peer was free');
  await site.db.write(async (tx) => {
    const progress = site.lib(ProposalProgress);
    await progress.recommended(tx, group.officer, agreed, 'approve', 'Yes.');
    await progress.decided(tx, group.officer, agreed, 'approve', 'Yes.');
  });
  await site.clock.advance(2 * 86_400_000);
  await site.settle();
  await site.app.listen(0, '127.0.0.1');
  base = await site.app.getUrl();
  browser = await openChromium();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

async function pageOf(
  email: string | null,
  javaScriptEnabled = true,
): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({ baseURL: base, javaScriptEnabled });
  const page = await context.newPage();
  if (email !== null) await signIn(page, email);
  return { page, context };
}

it.each([
  ['the public list', null, () => paths.dispensations()],
  ['the page of the occupation', null, () => paths.occupation('OCC0116')],
  ['the page of a draft', 'chair-of-group@example.test', () => paths.proposalPart(draft, 'dispensation')],
  ['the answers to check', 'chair-of-group@example.test', () => paths.proposalPart(draft, 'check')],
  ['the case', 'officer@example.test', () => paths.proposal(agreed)],
  ['the early end', 'officer@example.test', () => paths.proposalPart(agreed, 'end')],
])('axe finds nothing on %s, and it fits a phone', async (_, email, path) => {
  const { page, context } = await pageOf(email);
  expect((await page.goto(path()))?.status()).toBe(200);
  expect(await violations(page)).toEqual([]);
  expect(await overflowOnPhone(page)).toBeLessThanOrEqual(0);
  await context.close();
});

it.each([true, false])('a dispensation is drafted by keyboard, with JavaScript: %s', async (javaScriptEnabled) => {
  const { page, context } = await pageOf('chair-of-group@example.test', javaScriptEnabled);
  await page.goto(paths.proposalPart(draft, 'dispensation'));
  const part = page.getByLabel(javaScriptEnabled ? /D1:/ : /D2:/);
  await part.focus();
  await page.keyboard.press('Space');
  await page.getByLabel('What is allowed instead?').fill('In a simulator');
  const first = page.getByRole('group', { name: 'What is the first day?' });
  const last = page.getByRole('group', { name: 'What is the last day?' });
  for (const [at, [day, month, year]] of [
    [first, ['4', '1', '2036']],
    [last, ['1', '1', '2036']],
  ] as const) {
    await at.getByLabel('Day').fill(day);
    await at.getByLabel('Month').fill(month);
    await at.getByLabel('Year').fill(year);
  }
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'The last day must be after the first day' }).click();
  // axe is JavaScript itself.
  if (javaScriptEnabled) expect(await violations(page)).toEqual([]);
  expect(await first.getByLabel('Year').inputValue()).toBe('2036');
  await last.getByLabel('Day').fill('31');
  await page.keyboard.press('Enter');
  await page.waitForURL(({ pathname }) => pathname === paths.proposal(draft));
  const { content } = await site.lib(ProposalQueries).proposal(group.chair, draft);
  expect(content.period).toEqual({ startsOn: '2036-01-04', endsOn: '2036-01-31' });
  await context.close();
});

it('is ended early without JavaScript, and the list says why', async () => {
  const { page, context } = await pageOf('officer@example.test', false);
  await page.goto(paths.proposal(agreed));
  await page.getByRole('link', { name: 'End it early' }).click();
  await page.getByLabel('Why does it end early?').fill('It is open again.');
  await page.getByRole('button', { name: 'End it now' }).click();
  await page.waitForURL(({ pathname }) => pathname === paths.proposal(agreed));
  expect((await site.lib(DispensationQueries).of(site.db.read(), agreed))?.standing).toBe('ended');
  await page.goto(paths.dispensations());
  expect(await page.textContent('main')).toContain('It is open again.');
  await context.close();
});
