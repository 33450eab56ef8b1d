import { newId, paths } from '@app/kernel';
import { ChangeRequests, PeerReviews, ProposalQueries, Proposals, Reviewing, ReviewLinks } from '@app/proposals';
import { type Site, startSite } from '@test/support';
import { Browsing, faultsOf, follow } from '../support/browsing';
import { aGroup, aSubmittedProposal, type Group } from '../support/builders';

let site: Site;
let browsing: Browsing;
let group: Group;
let id: string;
let returnedId: string;
let threadId: string;
let openThread: string;
const tokens: string[] = [];

beforeAll(async () => {
  site = await startSite();
  browsing = await Browsing.on(site);
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
  await browsing?.close();
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
  it.each(pages)('%s has nothing wrong with it', async (_, person, url) => {
    const page = await browsing.tab(person);
    expect((await page.goto(url()))?.status()).toBe(200);
    expect(await faultsOf(page)).toEqual([]);
  });
});

describe.each([
  [true, 1],
  [false, 2],
])('the page of a reviewer, with JavaScript %s', (scripts, at) => {
  it('asks for interests, takes a draft and the review', async () => {
    const page = await browsing.tab(null, scripts);
    const send = (name: string) => follow(page.getByRole('button', { name }));
    await page.goto(paths.peerReviewLink(tokens[at] ?? ''));
    expect(await faultsOf(page)).toEqual([]);
    await send('Continue');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByLabel('No', { exact: true }).check();
    await send('Continue');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByLabel('Overall').fill('I know these people.');
    await send('Save and send later');
    expect(await page.locator('main').getByRole('status').innerText()).toContain('Your draft is saved');
    await send('Send the review');
    expect(await page.title()).toMatch(/^Error: /);
    expect(await faultsOf(page)).toEqual([]);
    expect(await page.getByLabel('Overall').inputValue()).toBe('I know these people.');
    await page.getByLabel('Not ready').check();
    await send('Send the review');
    expect(await page.locator('main').innerText()).toContain('You have sent your review');
    expect(await faultsOf(page)).toEqual([]);
  });
});
