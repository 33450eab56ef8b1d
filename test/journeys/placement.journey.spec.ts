import { groupScope, newId, paths } from '@app/kernel';
import { EditionStore } from '@app/occupational-map';
import { RevisionPublication } from '@app/revisions';
import { agreedMinutes, asTyped, type Site, startSite } from '@test/support';
import { aGroup, aSubmittedProposal } from '../support/builders';

let site: Site;

beforeAll(async () => {
  site = await startSite({ seeded: true });
  await site.settle();
  await site.person('Ada Admin', 'ada@example.test', { role: 'administrator' });
});
afterAll(() => site?.close());

it('proposes places with their evidence, and puts what is ticked into a draft as operations', async () => {
  const ada = await site.as('ada@example.test');
  await ada.get(paths.placement());
  const accept = String(ada.$('input[name=accept]').first().val());
  const place = String(ada.$(`#place-${accept}`).val());
  const [route = '', pathway, cluster = null] = place.split('/');
  const form = 'form[method=post]:has(#why)';
  const agreed = asTyped(await site.db.write((tx) => agreedMinutes(tx, [route])));
  await ada.submit(form, agreed);
  expect([ada.status, ada.text]).toEqual([422, expect.stringContaining('Tick at least one occupation')]);
  await ada.submit(form, { accept, by: 'correction', why: '' });
  expect([ada.status, ada.text]).toEqual([422, expect.stringContaining('Say why the wording is corrected')]);
  await ada.submit(form, { accept, by: 'minutes', items: [] });
  expect([ada.status, ada.text]).toEqual([422, expect.stringContaining('Choose the item of the minutes')]);
  await ada.submit(form, { accept, by: 'correction', why: 'A slip' });
  expect([ada.status, ada.text]).toEqual([422, expect.stringContaining('a correction may change wording only')]);
  expect(String(ada.$('input[name=accept][checked]').val())).toBe(accept);
  await ada.submit(form, { accept, ...agreed });
  expect(ada.url).toMatch(/^\/admin\/revisions\/[0-9a-f-]+$/);
  expect(ada.text).toContain('1 occupation moved');
  const rows = await site.db.read().rows<{ to: object }>(`select content -> 'to' as to from revision_operation
    where content ->> 'op' = 'place-occupation'`);
  expect(rows).toEqual([{ to: { route, pathway, cluster } }]);
  await ada.get(paths.placement());
  expect(ada.text).toContain('1 more are placed by an open map revision');
  expect(ada.$(`#accept-${accept}`)).toHaveLength(0);
});

it('places nothing by itself', async () => {
  const before = await site.lib(EditionStore).latest(site.db.read());
  await site.lib(RevisionPublication).publishDue();
  expect(await site.lib(EditionStore).latest(site.db.read())).toEqual(before);
});

it('tells all who may see a proposed occupation where it fits, with what speaks for it, and nobody else', async () => {
  const group = await aGroup(site);
  const id = await aSubmittedProposal(site, group);
  const officer = await site.as('officer@example.test');
  await officer.get(paths.proposal(id));
  await officer.follow('Where this occupation fits on the maps');
  expect(officer.text).toMatch(/Routes (The first route clearly leads|No route clearly leads)/);
  expect(officer.$('ol ol, ol ul').length).toBeGreaterThan(0);
  expect(officer.text).toContain('The unit groups of SOC 2020 have not been imported');
  const chair = await site.as('chair-of-group@example.test');
  await chair.get(paths.proposalPart(id, 'alignment'));
  expect(chair.text).toMatch(/Routes (The first route clearly leads|No route clearly leads)/);
  await site.person('Other Chair', 'other-chair@example.test', { role: 'group-chair', scope: groupScope(newId()) });
  const other = await site.as('other-chair@example.test');
  await other.get(paths.proposalPart(id, 'alignment'));
  expect(other.status).toBe(404);
});
