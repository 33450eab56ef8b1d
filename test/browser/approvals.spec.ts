import { type Actor, londonDate, newId, paths, type Role, routeScope } from '@app/kernel';
import { BallotClosing, Ballots, type Choice } from '@app/panels';
import { ProposalQueries, Proposals } from '@app/proposals';
import { aCompleteContent } from '@app/proposals/testing';
import { Conclusions } from '@app/decisions';
import { type Site, startSite } from '@test/support';
import type { Page } from 'playwright-core';
import { Browsing, faultsOf, follow, press } from '../support/browsing';
import { aGroup, aSubmittedProposal, type Group } from '../support/builders';

type Person = Actor & { id: string };
const panel = ['chair', 'member', 'other'];
const committee = ['c1', 'c2'];
const day = 86_400_000;

let site: Site;
let browsing: Browsing;
let group: Group;
const people = new Map<string, Person>();

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
  site = await startSite({ seeded: true });
  await site.settle();
  browsing = await Browsing.on(site);
  group = await aGroup(site);
  for (const name of panel) {
    await person(name, name === 'chair' ? 'panel-chair' : 'panel-member', routeScope('digital'));
  }
  for (const name of committee) await person(name, 'committee-member', null);
});
afterAll(async () => {
  await browsing?.close();
  await site?.close();
});

/** Nothing is wrong with the page as it stands. */
async function isFine(page: Page): Promise<void> {
  expect([page.url(), await faultsOf(page)]).toEqual([page.url(), []]);
}

/** Sends a form that is refused: the summary says so, has the focus where scripts run, and leads to the field. */
async function refused(page: Page, scripts: boolean, name: string, problem: string): Promise<void> {
  await follow(button(page, name));
  expect(await page.title()).toMatch(/^Error: /);
  if (scripts) expect(await page.evaluate('document.activeElement.className')).toContain('govuk-error-summary');
  await isFine(page);
  const toField = page.locator('.govuk-error-summary').getByRole('link', { name: problem }).first();
  const field = ((await toField.getAttribute('href')) ?? '').slice(1);
  expect(await page.locator(`[id="${field}"]`).count()).toBe(1);
  await press(toField);
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
    const page = await browsing.tab('chair-of-group', scripts);
    await page.goto(paths.proposals());
    await follow(button(page, 'Start a proposal'));
    await page.getByRole('radio', { name: 'New occupation' }).check();
    await follow(button(page, 'Continue'));
    await follow(button(page, 'Start'));
    await isFine(page);
    const id = new URL(page.url()).pathname.split('/')[2] ?? '';
    await follow(link(page, 'Title, route and level'));
    await refused(page, scripts, 'Save and continue', 'Enter the occupation title');
    const content = aCompleteContent({ title: named('Captions editor') });
    await site.lib(Proposals).amend(group.chair, id, 1, { part: 'the proposal', change: () => content });
    await page.goto(paths.proposal(id));
    await follow(button(page, 'Check your answers and submit'));
    await refused(page, scripts, 'Submit the proposal', 'agree');
    await page.getByRole('checkbox').check();
    await follow(button(page, 'Submit the proposal'));
    expect(await main(page)).toContain('the product manager checks the proposal');
    await isFine(page);
  });

  it('an officer returns one proposal, and accepts another', async () => {
    const [returned, kept] = [named('Sent back'), named('Taken up')];
    await aSubmittedProposal(site, group, { title: returned });
    await aSubmittedProposal(site, group, { title: kept });
    const page = await browsing.tab('officer', scripts);
    await page.goto(paths.proposals());
    await isFine(page);
    await follow(link(page, returned));
    await follow(button(page, 'Return with a change request'));
    await press(page.locator('summary', { hasText: 'Change request 2' }));
    await isFine(page);
    await refused(page, scripts, 'Return the proposal', 'Say what has to change');
    await page.getByRole('radio', { name: 'Clarification' }).first().check();
    await page.locator('select').first().selectOption({ index: 1 });
    await page.getByLabel('What has to change?').first().fill('Name two employers');
    await page.getByLabel('Working days until it is due').first().fill('5');
    await follow(button(page, 'Return the proposal'));
    expect(await main(page)).toContain('Name two employers');
    await page.goto(paths.proposals());
    await follow(link(page, kept));
    await press(page.locator('summary', { hasText: 'Accept without a peer review' }));
    await page.getByLabel('Why is there no peer review?').fill('No peer was free');
    await follow(button(page, 'Accept for the panel'));
    expect(await main(page)).toContain('with panel');
  });

  it('a member comes from what waits for them over the declaration to the vote', async () => {
    const title = named('Voted on');
    await ballotOn(await accepted(title), 'digital', 'chair', [], 'approve');
    const page = await browsing.tab('member', scripts);
    await page.goto(paths.dashboard());
    await isFine(page);
    await follow(link(page, title));
    await refused(page, scripts, 'Continue', 'interest');
    await page.getByRole('radio', { name: 'No' }).check();
    await follow(button(page, 'Continue'));
    expect(await main(page)).toContain('is shown to you once you have voted');
    await press(page.locator('summary', { hasText: 'The rules of this ballot' }));
    await isFine(page);
    await follow(button(page, 'Vote'));
    await refused(page, scripts, 'Vote', 'Enter');
    await page.getByRole('radio', { name: 'Approve', exact: true }).check();
    await page.getByLabel('Why?').fill('We look for such people.');
    await follow(button(page, 'Vote'));
    expect(await main(page)).toContain('You voted approve');
    await isFine(page);
  });

  it('a chair opens a ballot, declares no interest and defers it, closes another one and gives the reasons', async () => {
    const [fresh, voted] = [named('To be opened'), named('To be closed')];
    await accepted(fresh);
    const ballot = await ballotOn(await accepted(voted), 'digital', 'chair', panel, 'approve');
    const page = await browsing.tab('chair', scripts);
    await page.goto(paths.panel('digital'));
    await isFine(page);
    await follow(page.locator('a', { hasText: 'Open a ballot' }).filter({ hasText: fresh }));
    await page.getByLabel('Time in London').fill('');
    await refused(page, scripts, 'Open the ballot', 'Enter the closing time');
    await fillDate(page, 5);
    await page.getByLabel('Time in London').fill('12:00');
    await follow(button(page, 'Open the ballot'));
    await page.getByRole('radio', { name: 'No' }).check();
    await follow(button(page, 'Continue'));
    await follow(link(page, 'Defer the ballot'));
    await refused(page, scripts, 'Defer the ballot', 'Enter');
    await fillDate(page, 9);
    await page.getByLabel('Why is it deferred?').fill('A report is due');
    await follow(button(page, 'Defer the ballot'));
    expect(await main(page)).toContain('A report is due');
    await isFine(page);
    await page.goto(paths.ballot(ballot));
    await follow(button(page, 'Close the ballot'));
    await isFine(page);
    await follow(button(page, 'Close the ballot'));
    await follow(button(page, 'Give the reasons'));
    await refused(page, scripts, 'Send to the committee', 'Enter');
    await page.getByLabel('Reasons', { exact: true }).fill('There is a need.');
    await follow(button(page, 'Send to the committee'));
    expect(await main(page)).toContain('There is a need.');
    await isFine(page);
  });

  it('the committee decides with conditions, and the group reads its letter', async () => {
    const title = named('With conditions');
    const id = await recommended(title);
    const ballot = await ballotOn(id, 'committee', 'c1', committee, 'approve-with-conditions');
    const page = await browsing.tab('c1', scripts);
    await page.goto(paths.ballot(ballot));
    await follow(button(page, 'Close the ballot'));
    await follow(button(page, 'Close the ballot'));
    await follow(button(page, 'Give the reasons'));
    await page.getByLabel('Reasons', { exact: true }).fill('One point is open.');
    await refused(page, scripts, 'Give the decision', 'Enter by when condition 1 is to be met');
    await fillDate(page, 10, '-1');
    await follow(button(page, 'Give the decision'));
    await follow(link(page, 'and what follows from it'));
    expect(await main(page)).toContain('Name two employers');
    await isFine(page);
    const tess = await browsing.tab('chair-of-group', scripts);
    await tess.goto(paths.proposals());
    await follow(link(tess, title));
    await follow(link(tess, 'The letter'));
    expect(await heading(tess)).toContain(title);
    expect(await main(tess)).toContain('to approve it with conditions');
    await isFine(tess);
  });
});
