import { newId, paths } from '@app/kernel';
import { type ProposalContent, ProposalQueries, Proposals } from '@app/proposals';
import { type Site, startSite } from '@test/support';
import { Browsing, faultsOf, follow } from '../support/browsing';
import { aGroup, aRequest, aSubmittedProposal, type Group } from '../support/builders';

let site: Site;
let browsing: Browsing;
let blankId: string;
let changeId: string;
let similarId: string;

beforeAll(async () => {
  site = await startSite({ seeded: true });
  browsing = await Browsing.on(site);
  await site.settle();
  const group = await aGroup(site);
  blankId = await site.lib(Proposals).start(group.chair, group.id, newId());
  changeId = await aRequest(site, group, { kind: 'change', occupation: 'OCC0116' }, { keywords: ['access'] });
  similarId = await similar(group);
});
afterAll(async () => {
  await browsing?.close();
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

describe.each([
  ['whether a draft is ready', () => paths.proposalPart(blankId, 'ready')],
  ['whether a change is ready', () => paths.proposalPart(changeId, 'ready')],
  ['what is similar to a draft', () => paths.proposalPart(similarId, 'similar')],
  ['where a draft fits', () => paths.proposalPart(similarId, 'alignment')],
  ['a comparison with the draft', () => paths.proposalComparison(similarId, 1, 'draft')],
])('%s', (_, url) => {
  it('has nothing wrong with it', async () => {
    const page = await browsing.tab('chair-of-group');
    expect((await page.goto(url()))?.status()).toBe(200);
    expect(await faultsOf(page)).toEqual([]);
  });
});

describe('a form that is refused because somebody else was faster', () => {
  it('shows both texts', async () => {
    const [mine, theirs] = [await browsing.tab('chair-of-group'), await browsing.another('chair-of-group')];
    for (const page of [mine, theirs]) await page.goto(paths.proposalPart(similarId, 'profile'));
    await theirs.getByLabel('Profile').fill('Makes public services usable by everybody, also at work.');
    await follow(theirs.getByRole('button', { name: 'Save and continue' }));
    expect(new URL(theirs.url()).pathname).toBe(paths.proposal(similarId));
    await mine.getByLabel('Profile').fill('Makes all services usable by customers, also at work.');
    await follow(mine.getByRole('button', { name: 'Save and continue' }));
    expect(await mine.locator('main').innerText()).toContain('What somebody else saved meanwhile');
    expect(await mine.locator('del').allInnerTexts()).not.toEqual([]);
    expect(await faultsOf(mine)).toEqual([]);
  });
});
