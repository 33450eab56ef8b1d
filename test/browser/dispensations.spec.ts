import { newId, paths } from '@app/kernel';
import { DispensationQueries, ProposalProgress, ProposalQueries, Proposals } from '@app/proposals';
import { aDispensation } from '@app/proposals/testing';
import { approvedBy, type Site, startSite } from '@test/support';
import { Browsing, faultsOf, follow, press } from '../support/browsing';
import { aGroup, aRequest, type Group } from '../support/builders';

let site: Site;
let browsing: Browsing;
let group: Group;
let draft = '';
let agreed = '';

beforeAll(async () => {
  site = await startSite({ seeded: true });
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
    await approvedBy(tx, 'committee', agreed);
    await progress.decided(tx, group.officer, agreed, 'approve', 'Yes.');
  });
  await site.clock.advance(2 * 86_400_000);
  await site.settle();
  browsing = await Browsing.on(site);
});
afterAll(async () => {
  await browsing?.close();
  await site?.close();
});

it.each([
  ['the public list', null, () => paths.dispensations()],
  ['the page of the occupation', null, () => paths.occupation('OCC0116')],
  ['the page of a draft', 'chair-of-group', () => paths.proposalPart(draft, 'dispensation')],
  ['the answers to check', 'chair-of-group', () => paths.proposalPart(draft, 'check')],
  ['the case', 'officer', () => paths.proposal(agreed)],
  ['the early end', 'officer', () => paths.proposalPart(agreed, 'end')],
])('nothing is wrong with %s', async (_, name, path) => {
  const page = await browsing.tab(name);
  expect((await page.goto(path()))?.status()).toBe(200);
  expect(await faultsOf(page)).toEqual([]);
});

it.each([true, false])('a dispensation is drafted by keyboard, with JavaScript: %s', async (scripts) => {
  const page = await browsing.tab('chair-of-group', scripts);
  await page.goto(paths.proposalPart(draft, 'dispensation'));
  const part = page.getByLabel(scripts ? /D1:/ : /D2:/);
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
  await follow(page);
  await press(page.getByRole('link', { name: 'The last day must be after the first day' }));
  expect(await faultsOf(page)).toEqual([]);
  expect(await first.getByLabel('Year').inputValue()).toBe('2036');
  await last.getByLabel('Day').fill('31');
  await follow(page);
  expect(new URL(page.url()).pathname).toBe(paths.proposal(draft));
  const { content } = await site.lib(ProposalQueries).proposal(group.chair, draft);
  expect(content.period).toEqual({ startsOn: '2036-01-04', endsOn: '2036-01-31' });
});

it('is ended early without JavaScript, and the list says why', async () => {
  const page = await browsing.tab('officer', false);
  await page.goto(paths.proposal(agreed));
  await follow(page.getByRole('link', { name: 'End it early' }));
  await page.getByLabel('Why does it end early?').fill('It is open again.');
  await follow(page.getByRole('button', { name: 'End it now' }));
  expect(new URL(page.url()).pathname).toBe(paths.proposal(agreed));
  expect((await site.lib(DispensationQueries).of(site.db.read(), agreed))?.standing).toBe('ended');
  await page.goto(paths.dispensations());
  expect(await page.textContent('main')).toContain('It is open again.');
});
