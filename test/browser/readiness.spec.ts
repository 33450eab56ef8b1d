import { newId, paths } from '@app/kernel';
import { type ProposalContent, ProposalQueries, Proposals } from '@app/proposals';
import { RevisionSeeding } from '@app/revisions';
import { type Site, startSite } from '@test/support';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { aGroup, aRequest, aSubmittedProposal, type Group } from '../support/builders';
import { overflowOnPhone, violations } from '../support/accessible';
import { openChromium } from '../support/chromium';
import { signIn } from '../support/signing-in';

let site: Site;
let browser: Browser;
let base: string;
let blankId: string;
let changeId: string;
let similarId: string;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openChromium()]);
  await site.app.listen(0, '127.0.0.1');
  base = await site.app.getUrl();
  await site.lib(RevisionSeeding).firstEdition();
  await site.settle();
  const group = await aGroup(site);
  blankId = await site.lib(Proposals).start(group.chair, group.id, newId());
  changeId = await aRequest(site, group, { kind: 'change', occupation: 'OCC0116' }, { keywords: ['access'] });
  similarId = await similar(group);
});
afterAll(async () => {
  for (const context of contexts) await context.close();
  await browser?.close();
  await site?.close();
});

/** A returned proposal that is close to an occupation on the map, with a draft that differs from its version 1. */
async function similar(group: Group): Promise<string> {
  const id = await aSubmittedProposal(site, group, { title: 'Digital accessibility specialist' });
  const order = { kind: 'content', field: 'profile', text: 'Say more', workingDays: 5 } as const;
  await site.lib(Proposals).returnWith(group.officer, id, [order]);
  const { version } = await site.lib(ProposalQueries).proposal(group.chair, id);
  const change = (content: ProposalContent): ProposalContent => ({
    ...content,
    profile: 'Makes all services usable by everybody, also at work.',
    duties: [{ code: 'D1', text: 'Audit a digital service', ksbs: [] }, ...content.duties.slice(2)],
    keywords: ['access'],
  });
  await site.lib(Proposals).amend(group.chair, id, version, { part: 'the draft', change });
  return id;
}

/** A page of the group's chair, signed in. */
async function signedIn(): Promise<Page> {
  const context = await browser.newContext({ baseURL: base });
  contexts.push(context);
  const page = await context.newPage();
  await signIn(page, 'chair-of-group@example.test');
  return page;
}

async function expectFits(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([]);
  expect(await overflowOnPhone(page)).toBe(0);
}

describe.each([
  ['whether a draft is ready', () => paths.proposalPart(blankId, 'ready')],
  ['whether a change is ready', () => paths.proposalPart(changeId, 'ready')],
  ['what is similar to a draft', () => paths.proposalPart(similarId, 'similar')],
  ['where a draft fits', () => paths.proposalPart(similarId, 'alignment')],
  ['a comparison with the draft', () => paths.proposalComparison(similarId, 1, 'draft')],
])('%s', (_, url) => {
  it('passes axe, says nothing on the console and fits a phone', async () => {
    const page = await signedIn();
    const said: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) said.push(message.text());
    });
    page.on('pageerror', (error) => said.push(String(error)));
    expect((await page.goto(url()))?.status()).toBe(200);
    expect([await page.locator('h1').count(), said]).toEqual([1, []]);
    await expectFits(page);
  });
});

describe('a form that is refused because somebody else was faster', () => {
  it('shows both texts, passes axe and fits a phone', async () => {
    const [mine, theirs] = [await signedIn(), await signedIn()];
    for (const page of [mine, theirs]) await page.goto(paths.proposalPart(similarId, 'profile'));
    await theirs.getByLabel('Profile').fill('Makes public services usable by everybody, also at work.');
    await theirs.getByRole('button', { name: 'Save and continue' }).click();
    await theirs.waitForURL((url) => url.pathname === paths.proposal(similarId));
    await mine.getByLabel('Profile').fill('Makes all services usable by customers, also at work.');
    await mine.getByRole('button', { name: 'Save and continue' }).click();
    await mine.getByRole('heading', { name: 'What somebody else saved meanwhile' }).waitFor();
    expect(await mine.locator('del').allInnerTexts()).not.toEqual([]);
    await expectFits(mine);
  });
});
