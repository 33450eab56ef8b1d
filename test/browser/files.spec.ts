import { newId, paths } from '@app/kernel';
import { Proposals } from '@app/proposals';
import { aFile, type Site, startSite } from '@test/support';
import { Browsing, faultsOf, follow, press } from '../support/browsing';
import { aGroup } from '../support/builders';

let site: Site;
let browsing: Browsing;
let proposalId: string;
let removal: string;

beforeAll(async () => {
  site = await startSite();
  browsing = await Browsing.on(site);
  const group = await aGroup(site);
  proposalId = await site.lib(Proposals).start(group.chair, group.id, newId());
  const tess = await site.as('chair-of-group@example.test');
  await tess.get(paths.proposalPart(proposalId, 'files'));
  const file = { name: `${'A very long name '.repeat(5)}.pdf`, bytes: aFile.pdf() };
  await tess.upload('/files', file, { purpose: 'broad' });
  removal = tess.$('a[href$="/remove"]').attr('href') ?? '';
});
afterAll(async () => {
  await browsing?.close();
  await site?.close();
});

describe.each([
  ['the evidence files of a draft', () => paths.proposalPart(proposalId, 'files')],
  ['the removal of a file', () => removal],
])('%s', (_, url) => {
  it('has nothing wrong with it', async () => {
    const page = await browsing.tab('chair-of-group');
    expect((await page.goto(url()))?.status()).toBe(200);
    expect(await faultsOf(page)).toEqual([]);
  });
});

describe.each([true, false])('with JavaScript %s', (scripts) => {
  it('a group adds a file and downloads it', async () => {
    const page = await browsing.tab('chair-of-group', scripts);
    await page.goto(paths.proposalPart(proposalId, 'files'));
    await page.getByLabel('The proposal as a whole').check();
    const name = `letters-${scripts ? 'with' : 'without'}.csv`;
    const buffer = Buffer.from(`employer,letters\nAcme,${name}\n`);
    await page.getByLabel('File', { exact: true }).setInputFiles({ name, mimeType: 'any/thing', buffer });
    await follow(page.getByRole('button', { name: 'Add file' }));
    const link = page.getByRole('link', { name, exact: true });
    const [download] = await Promise.all([page.waitForEvent('download'), press(link)]);
    expect(download.suggestedFilename()).toBe(name);
  });
});
