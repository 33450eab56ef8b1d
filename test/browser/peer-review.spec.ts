import { newId, paths } from '@app/kernel';
import { ChangeRequests, PeerReviews, ProposalQueries, Proposals, Reviewing, ReviewLinks } from '@app/proposals';
import { type Site, startSite } from '@test/support';
import type { Browser, Page } from 'playwright-core';
import { aGroup, aSubmittedProposal, type Group } from '../support/builders';
import { overflowOnPhone, violations } from '../support/accessible';
import { openChromium } from '../support/chromium';
import { signIn } from '../support/signing-in';

let site: Site;
let browser: Browser;
let base: string;
let group: Group;
let id: string;
let returnedId: string;
let threadId: string;
let openThread: string;
const tokens: string[] = [];

beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openChromium()]);
  await site.app.listen(0, '127.0.0.1');
  base = await site.app.getUrl();
  group = await aGroup(site);
  [returnedId, openThread] = await returned('Reading list curator');
  [id, threadId] = await returned('Sign writer');
  await site.lib(ChangeRequests).answer(group.chair, threadId, { done: true, text: 'In D3.', seen: 0, key: newId() });
  await site.lib(Proposals).submit(group.chair, id, await version(), newId());
  await site.lib(PeerReviews).start(group.officer, id, await version());
  for (const name of ['sent', 'fresh', 'plain']) tokens.push(await invited(name));
  const [sent = ''] = tokens;
  await site.lib(Reviewing).declare(sent, { interested: false, details: '' });
  const content = { parts: {}, overall: 'A job of its own.', toOfficer: 'Thin.', recommendation: 'ready' as const };
  await site.lib(Reviewing).send(sent, content, { seen: 0, key: newId() });
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const version = async (): Promise<number> => (await site.lib(ProposalQueries).proposal(group.officer, id)).version;

/** A proposal that was returned with one change request. @returns both ids */
async function returned(title: string): Promise<[string, string]> {
  const proposal = await aSubmittedProposal(site, group, { title });
  const order = { kind: 'content', field: 'profile', text: 'Say where they work.', workingDays: 5 } as const;
  await site.lib(Proposals).returnWith(group.officer, proposal, [order]);
  const [request] = await site.lib(ProposalQueries).openRequests(proposal);
  return [proposal, request?.id ?? ''];
}

/** Somebody who is invited to review. @returns the token of their link */
async function invited(name: string): Promise<string> {
  const person = { name, email: `${name}@example.test`, anonymous: 'yes' as const, workingDays: 9, key: newId() };
  return site.lib(ReviewLinks).token(await site.lib(PeerReviews).invite(group.officer, id, person));
}

/** A tab of that person's browser; null is somebody without an account. */
async function tab(person: string | null, { javaScriptEnabled = true, width = 1280 } = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: base, javaScriptEnabled, viewport: { width, height: 900 } });
  const page = await context.newPage();
  if (person === null) return page;
  await signIn(page, `${person}@example.test`);
  return page;
}

/** The same page as it stands, without its script, in a tab in which axe can run. */
async function withoutScript(page: Page): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const html = await page.content();
  await context.route('**/*.js', (route) => route.abort());
  await context.route(page.url(), (route) => route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' }));
  const copy = await context.newPage();
  await copy.goto(page.url());
  return copy;
}

/** Nothing that axe finds, and nothing that is wider than a narrow screen. */
async function expectAccessible(shown: Page, javaScriptEnabled = true): Promise<void> {
  const page = javaScriptEnabled ? shown : await withoutScript(shown);
  expect(await violations(page)).toEqual([]);
  expect(await overflowOnPhone(page)).toBe(0);
  if (page !== shown) await page.context().close();
}

const pages: [name: string, person: string, url: () => string][] = [
  ['a proposal in peer review', 'officer', () => paths.proposal(id)],
  ['a peer review', 'officer', () => paths.peerReview(id)],
  ['a thread that the officer rules on', 'officer', () => paths.changeRequest(id, threadId)],
  ['a thread that the group answers', 'chair-of-group', () => paths.changeRequest(returnedId, openThread)],
  ['a returned draft', 'chair-of-group', () => paths.proposal(returnedId)],
  ['a field with its thread', 'chair-of-group', () => paths.proposalPart(returnedId, 'profile')],
  ['the check before it is submitted again', 'chair-of-group', () => paths.proposalPart(returnedId, 'check')],
];

describe('the pages of the officer’s check', () => {
  it.each(pages)('%s has nothing that axe finds, and fits a narrow screen', async (_, person, url) => {
    const page = await tab(person);
    const response = await page.goto(url());
    expect(response?.status()).toBe(200);
    await expectAccessible(page);
    await page.context().close();
  });
});

describe.each([
  [true, 1],
  [false, 2],
])('the page of a reviewer, with JavaScript %s', (javaScriptEnabled, at) => {
  it('asks for interests, takes a draft and the review, and fits a narrow screen', async () => {
    const page = await tab(null, { javaScriptEnabled });
    await page.goto(paths.peerReviewLink(tokens[at] ?? ''));
    await expectAccessible(page, javaScriptEnabled);
    await page.getByRole('button', { name: 'Continue' }).click();
    await expectAccessible(page, javaScriptEnabled);
    await page.getByLabel('No', { exact: true }).check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await expectAccessible(page, javaScriptEnabled);
    await page.getByLabel('Overall').fill('I know these people.');
    await page.getByRole('button', { name: 'Save and send later' }).click();
    expect(await page.getByRole('status').innerText()).toContain('Your draft is saved');
    await page.getByRole('button', { name: 'Send the review' }).click();
    expect(await page.title()).toMatch(/^Error: /);
    await expectAccessible(page, javaScriptEnabled);
    expect(await page.getByLabel('Overall').inputValue()).toBe('I know these people.');
    await page.getByLabel('Not ready').check();
    await page.getByRole('button', { name: 'Send the review' }).click();
    expect(await page.locator('main').innerText()).toContain('You have sent your review');
    await expectAccessible(page, javaScriptEnabled);
    await page.context().close();
  });
});
