import { newId, paths, type Role, routeScope, systemActor } from '@app/kernel';
import { EditionStore } from '@app/occupational-map';
import { smallMap } from '@app/occupational-map/testing';
import { Panels } from '@app/panels';
import { Proposals } from '@app/proposals';
import { publishMap, type Site, startSite } from '@test/support';
import { aConsultation, aGroup, aRequest, type Group } from '../support/builders';

let site: Site;
let group: Group;
let request: string;
const day = 86_400_000;
const waits = 'The panel waits for a consultation of at least 4 weeks';

/** A retirement of the occupation as the group submitted it. */
async function submitted(): Promise<string> {
  const grounds = { explanation: 'Nobody trains for it.', evidence: 'The register.' };
  const content = { triggers: ['not-needed' as const], successor: 'none', grounds };
  const id = await aRequest(site, group, { kind: 'retirement', occupation: 'OCC0116' }, content);
  await site.lib(Proposals).submit(group.chair, id, 2, newId());
  return id;
}

beforeAll(async () => {
  site = await startSite();
  await site.db.write(async (tx) => {
    const edition = { state: smallMap(), kind: 'day-to-day' as const, note: '1', changes: [] };
    await publishMap(tx, site.lib(EditionStore), edition);
    await site.lib(Panels).establish(tx, systemActor('test'), [{ slug: 'digital', name: 'Digital' }]);
  });
  group = await aGroup(site);
  const person = (name: string, ...grants: { role: Role; scope?: string }[]) =>
    site.person(`${name} Tester`, `${name}@example.test`, ...grants);
  await person('chair', { role: 'panel-chair', scope: routeScope('digital') });
  await person('cleo', { role: 'committee-member' });
  const before = await submitted();
  const closesAt = new Date((await site.db.read().now()).getTime() + 28 * day);
  const subjects = [{ kind: 'retirement' as const, ref: before }];
  await aConsultation(site, group.officer, {
    title: 'Do you still need it?',
    template: 'retirement',
    subjects,
    closesAt,
  });
  await site.clock.advance(29 * day);
  await site.lib(Proposals).withdraw(group.chair, before);
  request = await submitted();
  await site.lib(Proposals).accept(group.officer, request);
  await site.settle();
});
afterAll(() => site?.close());

it('a retirement whose occupation was consulted on before waits until the committee rules that this counts', async () => {
  const chair = await site.as('chair@example.test');
  await chair.get(paths.panel('digital'));
  expect(chair.text).toContain(waits);

  const cleo = await site.as('cleo@example.test');
  await cleo.get(paths.dashboard());
  await cleo.follow('Rule whether an earlier consultation counts');
  expect(cleo.text).toContain(waits);
  await cleo.follow('Rule that an earlier consultation counts');
  await cleo.submit('form:has(#why)', { why: 'Nothing has changed since.' });
  expect([cleo.status, cleo.errors]).toEqual([422, ['Choose a consultation on this occupation that has closed']]);
  expect(cleo.$('#why').val()).toBe('Nothing has changed since.');
  const consultation = cleo.$('input[name=consultation]').attr('value') ?? '';
  await cleo.submit('form:has(#why)', { consultation });
  expect(cleo.url).toBe(paths.proposal(request));
  expect(cleo.text).not.toContain(waits);

  for (const name of ['chair-of-group', 'officer']) {
    const reader = await site.as(`${name}@example.test`);
    await reader.get(paths.proposal(request));
    expect(reader.text).toMatch(/The committee ruled on .* Do you still need it\?.* Nothing has changed since\./);
    expect(reader.text).not.toContain('Rule that an earlier consultation counts');
    await reader.get(paths.earlierConsultation(request));
    expect(reader.status).toBe(403);
  }
  await chair.get(paths.panel('digital'));
  expect(chair.text).not.toContain(waits);
  await cleo.get(paths.earlierConsultation(request));
  await cleo.submit('form:has(#why)', { consultation, why: 'Again' });
  expect([cleo.status, cleo.errors]).toEqual([422, ['It was ruled already that an earlier consultation counts']]);
});
