import { type Actor, londonDate, newId, paths, type Role, routeScope } from '@app/kernel';
import { BallotClosing, Ballots, type Choice } from '@app/panels';
import { ProposalQueries, Proposals } from '@app/proposals';
import { aCompleteContent } from '@app/proposals/testing';
import { Conclusions } from '@app/decisions';
import { RevisionSeeding } from '@app/revisions';
import { type Site, startSite } from '@test/support';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { aGroup, aSubmittedProposal, type Group } from '../support/builders';
import { overflowOnPhone, violations } from '../support/accessible';
import { openChromium } from '../support/chromium';
import { signIn } from '../support/signing-in';

type Person = Actor & { id: string };
const panel = ['chair', 'member', 'other'];
const committee = ['c1', 'c2'];
const day = 86_400_000;

let site: Site;
let browser: Browser;
let base: string;
let group: Group;
const people = new Map<string, Person>();
const contexts = new Map<string, BrowserContext>();
const signedIn = new Map<string, Awaited<ReturnType<BrowserContext['storageState']>>>();

async function person(name: string, role: Role, scope: string | null): Promise<void> {
  const id = await site.person(`${name} Tester`, `${name}@example.test`, scope === null ? { role } : { role, scope });
  people.set(name, { kind: 'person', id, name, grants: [{ role, scope }] });
}

function as(name: string): Person {
  const found = people.get(name);
  if (found === undefined) throw new Error(`${name} is not there`);
  return found;
}

async function accepted(title: string): Promise<string> {
  const id = await aSubmittedProposal(site, group, { title });
  await site.lib(Proposals).accept(group.officer, id, undefined, 'No peer was free');
  return id;
}

/** An open ballot on a proposal, with the vote of each of these people. @returns its id */
async function ballotOn(id: string, slug: string, leader: string, voters: readonly string[], choice: Choice) {
  const reader = site.db.read();
  const contentHash = (await site.lib(ProposalQueries).latestVersion(reader, id))?.contentHash ?? '';
  const closesAt = new Date((await reader.now()).getTime() + 5 * day);
  const order = { slug, subject: { kind: 'proposal', id }, contentHash, closesAt, key: newId() };
  const ballot = await site.lib(Ballots).open(as(leader), order);
  const conditions = choice === 'approve-with-conditions' ? ['Name two employers'] : [];
  for (const name of voters) {
    await site.lib(Ballots).declare(as(name), ballot, { interested: false, details: '', key: newId() });
    const vote = { choice, reason: 'Because it is so', conditions, contentHash, seen: 0, key: newId() };
    await site.lib(Ballots).vote(as(name), ballot, vote);
  }
  return ballot;
}

async function recommended(title: string): Promise<string> {
  const id = await accepted(title);
  const ballot = await ballotOn(id, 'digital', 'chair', panel, 'approve');
  await site.lib(BallotClosing).close(as('chair'), ballot, newId());
  await site.lib(Conclusions).conclude(as('chair'), ballot, { reasons: 'Yes', requirementReasons: {}, conditions: [] });
  return id;
}

beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openChromium()]);
  await site.lib(RevisionSeeding).firstEdition();
  await site.settle();
  await site.app.listen(0, '127.0.0.1');
  base = await site.app.getUrl();
  group = await aGroup(site);
  for (const name of panel) {
    await person(name, name === 'chair' ? 'panel-chair' : 'panel-member', routeScope('digital'));
  }
  for (const name of committee) await person(name, 'committee-member', null);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** A page of that person's browser, who signs in once, and keeps the session where scripts are off. */
async function tab(name: string, javaScriptEnabled: boolean): Promise<Page> {
  const key = `${name} ${javaScriptEnabled}`;
  const known = contexts.get(key);
  if (known !== undefined) return known.newPage();
  const storageState = signedIn.get(name);
  const viewport = { width: 1280, height: 900 };
  const context = await browser.newContext({ baseURL: base, javaScriptEnabled, viewport, storageState });
  contexts.set(key, context);
  const page = await context.newPage();
  if (storageState !== undefined) return page;
  await signIn(page, `${name}@example.test`);
  signedIn.set(name, await context.storageState());
  return page;
}

/** The page passes axe as it stands, and fits a phone. Without scripts axe cannot run: it is the same page. */
async function sound(page: Page, scripts: boolean): Promise<void> {
  if (scripts) expect([page.url(), await violations(page)]).toEqual([page.url(), []]);
  expect([page.url(), await overflowOnPhone(page)]).toEqual([page.url(), 0]);
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** Sends a form that is refused: the summary says so, is sound, has the focus where scripts run, and leads to the field. */
async function refused(page: Page, scripts: boolean, button: string, problem: string): Promise<void> {
  await page.getByRole('button', { name: button }).press('Enter');
  const summary = page.locator('.govuk-error-summary');
  await summary.waitFor();
  expect(await page.title()).toMatch(/^Error: /);
  if (scripts) expect(await page.evaluate('document.activeElement.className')).toContain('govuk-error-summary');
  await sound(page, scripts);
  const link = summary.getByRole('link', { name: problem }).first();
  const field = ((await link.getAttribute('href')) ?? '').slice(1);
  expect(await page.locator(`[id="${field}"]`).count()).toBe(1);
  await link.press('Enter');
  if (scripts) expect(await page.evaluate('document.activeElement.id')).toBe(field);
}

const heading = (page: Page) => page.locator('h1').innerText();
const main = (page: Page) => page.locator('main').innerText();
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const link = (page: Page, name: string) => page.getByRole('link', { name }).first();

async function fillDate(page: Page, ahead: number, suffix = ''): Promise<void> {
  const on = londonDate(new Date((await site.db.read().now()).getTime() + ahead * day));
  const [year = '', month = '', ofMonth = ''] = on.split('-');
  for (const [name, value] of Object.entries({ day: ofMonth, month, year }))
    await page.locator(`#${name}${suffix}`).fill(value);
}

describe.each([true, false])('with JavaScript %s', (scripts) => {
  const named = (what: string) => `${what} ${scripts ? 'with' : 'without'} scripts`;

  it('a proposer goes from the start of a request over its tasks and the check to the submission', async () => {
    const page = await tab('chair-of-group', scripts);
    await page.goto(paths.proposals());
    await button(page, 'Start a proposal').click();
    await page.getByRole('radio', { name: 'New occupation' }).check();
    await button(page, 'Continue').press('Enter');
    await button(page, 'Start').press('Enter');
    await sound(page, scripts);
    const id = new URL(page.url()).pathname.split('/')[2] ?? '';
    await link(page, 'Title, route and level').click();
    await refused(page, scripts, 'Save and continue', 'Enter the occupation title');
    const content = aCompleteContent({ title: named('Captions editor') });
    await site.lib(Proposals).amend(group.chair, id, 1, { part: 'the proposal', change: () => content });
    await page.goto(paths.proposal(id));
    await button(page, 'Check your answers and submit').press('Enter');
    await refused(page, scripts, 'Submit the proposal', 'agree');
    await page.getByRole('checkbox').check();
    await button(page, 'Submit the proposal').press('Enter');
    expect(await main(page)).toContain('the product manager checks the proposal');
    await sound(page, scripts);
    await page.close();
  });

  it('an officer returns one proposal, accepts another and announces a consultation', async () => {
    const [returned, kept] = [named('Sent back'), named('Taken up')];
    await aSubmittedProposal(site, group, { title: returned });
    await aSubmittedProposal(site, group, { title: kept });
    const page = await tab('officer', scripts);
    await page.goto(paths.proposals());
    await sound(page, scripts);
    await link(page, returned).click();
    await button(page, 'Return with a change request').press('Enter');
    await page.locator('summary', { hasText: 'Change request 2' }).press('Enter');
    await sound(page, scripts);
    await refused(page, scripts, 'Return the proposal', 'Say what has to change');
    await page.getByRole('radio', { name: 'Clarification' }).first().check();
    await page.locator('select').first().selectOption({ index: 1 });
    await page.getByLabel('What has to change?').first().fill('Name two employers');
    await page.getByLabel('Working days until it is due').first().fill('5');
    await button(page, 'Return the proposal').press('Enter');
    expect(await main(page)).toContain('Name two employers');
    await page.goto(paths.proposals());
    await link(page, kept).click();
    await page.locator('summary', { hasText: 'Accept without a peer review' }).press('Enter');
    await page.getByLabel('Why is there no peer review?').fill('No peer was free');
    await button(page, 'Accept for the panel').press('Enter');
    expect(await main(page)).toContain('with panel');
    await link(page, 'Announce a consultation').click();
    await refused(page, scripts, 'Announce the consultation', 'Enter');
    await page.getByLabel('Introduction').fill('Is it one job?');
    await page.getByLabel('Last day').fill(londonDate(new Date((await site.db.read().now()).getTime() + 30 * day)));
    await button(page, 'Announce the consultation').press('Enter');
    await page.waitForURL(/consultations/);
    await sound(page, scripts);
    await page.close();
  });

  it('a member comes from what waits for them over the declaration to the vote', async () => {
    const title = named('Voted on');
    await ballotOn(await accepted(title), 'digital', 'chair', [], 'approve');
    const page = await tab('member', scripts);
    await page.goto(paths.dashboard());
    await sound(page, scripts);
    await link(page, title).click();
    await refused(page, scripts, 'Continue', 'interest');
    await page.getByRole('radio', { name: 'No' }).check();
    await button(page, 'Continue').press('Enter');
    expect(await main(page)).toContain('is shown to you once you have voted');
    await page.locator('summary', { hasText: 'The rules of this ballot' }).press('Enter');
    await sound(page, scripts);
    await button(page, 'Vote').press('Enter');
    await refused(page, scripts, 'Vote', 'Enter');
    await page.getByRole('radio', { name: 'Approve', exact: true }).check();
    await page.getByLabel('Why?').fill('We look for such people.');
    await button(page, 'Vote').press('Enter');
    expect(await main(page)).toContain('You voted approve');
    await sound(page, scripts);
    await page.close();
  });

  it('a chair opens a ballot, declares no interest and defers it, closes another one and gives the reasons', async () => {
    const [fresh, voted] = [named('To be opened'), named('To be closed')];
    await accepted(fresh);
    const ballot = await ballotOn(await accepted(voted), 'digital', 'chair', panel, 'approve');
    const page = await tab('chair', scripts);
    await page.goto(paths.panel('digital'));
    await sound(page, scripts);
    await page.locator('a', { hasText: 'Open a ballot' }).filter({ hasText: fresh }).click();
    await page.getByLabel('Time, Europe/London').fill('');
    await refused(page, scripts, 'Open the ballot', 'Enter the closing time');
    await fillDate(page, 5);
    await page.getByLabel('Time, Europe/London').fill('12:00');
    await button(page, 'Open the ballot').press('Enter');
    await page.getByRole('radio', { name: 'No' }).check();
    await button(page, 'Continue').press('Enter');
    await link(page, 'Defer the ballot').click();
    await refused(page, scripts, 'Defer the ballot', 'Enter');
    await fillDate(page, 9);
    await page.getByLabel('Why is it deferred?').fill('A report is due');
    await button(page, 'Defer the ballot').press('Enter');
    expect(await main(page)).toContain('A report is due');
    await sound(page, scripts);
    await page.goto(paths.ballot(ballot));
    await button(page, 'Close the ballot').press('Enter');
    await sound(page, scripts);
    await button(page, 'Close the ballot').press('Enter');
    await button(page, 'Give the reasons').press('Enter');
    await refused(page, scripts, 'Send to the committee', 'Enter');
    await page.getByLabel('Reasons', { exact: true }).fill('There is a need.');
    await button(page, 'Send to the committee').press('Enter');
    expect(await main(page)).toContain('There is a need.');
    await sound(page, scripts);
    await page.close();
  });

  it('the committee decides with conditions, and the group reads its letter', async () => {
    const title = named('With conditions');
    const id = await recommended(title);
    const ballot = await ballotOn(id, 'committee', 'c1', committee, 'approve-with-conditions');
    const page = await tab('c1', scripts);
    await page.goto(paths.ballot(ballot));
    await button(page, 'Close the ballot').press('Enter');
    await button(page, 'Close the ballot').press('Enter');
    await button(page, 'Give the reasons').press('Enter');
    await page.getByLabel('Reasons', { exact: true }).fill('One point is open.');
    await refused(page, scripts, 'Give the decision', 'Enter by when condition 1 is to be met');
    await fillDate(page, 10, '-1');
    await button(page, 'Give the decision').press('Enter');
    await link(page, 'and what follows from it').click();
    expect(await main(page)).toContain('Name two employers');
    await sound(page, scripts);
    const tess = await tab('chair-of-group', scripts);
    await tess.goto(paths.proposals());
    await link(tess, title).click();
    await link(tess, 'The letter').click();
    expect(await heading(tess)).toContain(title);
    expect(await main(tess)).toContain('to approve it with conditions');
    await sound(tess, scripts);
    await Promise.all([page.close(), tess.close()]);
  });
});
