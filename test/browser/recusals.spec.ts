import { type Actor, newId, paths, routeScope } from '@app/kernel';
import { RegisterOfInterests } from '@app/panels';
import { Proposals } from '@app/proposals';
import { type Site, startSite } from '@test/support';
import { Browsing, faultsOf, follow, phone } from '../support/browsing';
import { aGroup, aSubmittedProposal } from '../support/builders';

let site: Site;
let browsing: Browsing;

beforeAll(async () => {
  site = await startSite({ seeded: true });
  const scope = routeScope('digital');
  await site.person('Carla Chair', 'carla@example.test', { role: 'panel-chair', scope });
  for (const name of ['Mia', 'Noor']) {
    const id = await site.person(name, `${name.toLowerCase()}@example.test`, { role: 'panel-member', scope });
    const member: Actor = { kind: 'person', id, name, grants: [{ role: 'panel-member', scope }] };
    const order = {
      id: newId(),
      kind: 'employer',
      organisation: 'ACME Limited',
      from: '2024-01-01',
      until: null,
    } as const;
    await site.lib(RegisterOfInterests).enter(member, order);
  }
  const group = await aGroup(site);
  const proposal = await aSubmittedProposal(site, group, { title: 'Subtitle editor' });
  await site.lib(Proposals).accept(group.officer, proposal, undefined, 'No peer was free');
  await site.settle();
  browsing = await Browsing.on(site);
});
afterAll(async () => {
  await browsing?.close();
  await site?.close();
});

describe('the page of proposed recusals', () => {
  it('has nothing wrong with it: with two forms, with errors, and ruled on', async () => {
    const page = await browsing.tab('carla');
    await page.setViewportSize(phone);
    await page.goto(paths.recusals('digital'));
    expect(await page.locator('main form').count()).toBe(2);
    expect(await faultsOf(page)).toEqual([]);
    await follow(page.locator('main form button').first());
    expect(await page.locator('.govuk-error-summary').count()).toBe(1);
    expect(await faultsOf(page)).toEqual([]);
    const form = page.locator('main form').first();
    await form.getByLabel('Confirm: they take no part').check();
    await form.getByLabel('The reason').fill('She works there');
    await follow(form.getByRole('button'));
    expect(await page.locator('main').innerText()).toContain('Carla Chair confirmed the recusal of Mia');
    expect(await faultsOf(page)).toEqual([]);
  });

  it('works without JavaScript', async () => {
    const page = await browsing.tab('carla', false);
    await page.setViewportSize(phone);
    await page.goto(paths.recusals('digital'));
    const form = page.locator('main form').last();
    await form.getByLabel('Dismiss: they may read and vote').check();
    await form.getByLabel('The reason').fill('Another company of that name');
    await follow(form.getByRole('button'));
    expect(await page.locator('main').innerText()).toContain('Carla Chair dismissed the recusal of Noor');
    expect(await page.locator('main form').count()).toBe(0);
  });
});
