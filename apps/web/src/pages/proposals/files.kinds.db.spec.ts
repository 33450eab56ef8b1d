import { Readable } from 'node:stream';
import { addWorkingDays, londonDate, newId, paths, routeScope, systemActor } from '@app/kernel';
import { EditionStore } from '@app/occupational-map';
import { aMap, smallMap } from '@app/occupational-map/testing';
import { Panels } from '@app/panels';
import { EvidenceFiles, ProposalQueries, Proposals } from '@app/proposals';
import { aCompleteContent } from '@app/proposals/testing';
import { type Agent, aFile, type Site, startSite, publishMap } from '@test/support';
import { aGroup, aRequest, type Group } from '../../../../../test/support/builders';

let site: Site;
let group: Group;
let chair: Agent;
const letter = { name: 'letter.pdf', bytes: aFile.pdf() };
const filesOf = (id: string) => site.lib(ProposalQueries).draftFiles(site.db.read(), id);

beforeAll(async () => {
  site = await startSite();
  const state = aMap(smallMap()).route('digital').occupation('OCC0990', { title: 'Fax operator' }).build();
  await site.db.write(async (tx) => {
    const edition = { state, kind: 'day-to-day' as const, note: 'The first', changes: [] };
    await publishMap(tx, site.lib(EditionStore), edition);
    await site.lib(Panels).establish(tx, systemActor('test'), [{ slug: 'digital', name: 'Digital' }]);
  });
  group = await aGroup(site);
  chair = await site.as('chair-of-group@example.test');
});
afterAll(() => site?.close());

/** A complete draft of a new occupation with one file for a requirement. */
async function withFile(): Promise<string> {
  const id = await site.lib(Proposals).start(group.chair, group.id, newId());
  await site.lib(Proposals).amend(group.chair, id, 1, { part: 'all', change: () => aCompleteContent() });
  await chair.get(paths.proposalPart(id, 'files'));
  await chair.upload('/files', letter, { purpose: 'broad' });
  expect([chair.status, chair.errors]).toEqual([200, []]);
  return id;
}
async function submit(id: string): Promise<void> {
  const { version } = await site.lib(ProposalQueries).proposal(group.chair, id);
  await site.lib(Proposals).submit(group.chair, id, version, newId());
}

describe('a request that asks for no requirements', () => {
  it('takes files for the proposal as a whole, from the page that asks why, and shows them on its check', async () => {
    const id = await aRequest(site, group, { kind: 'retirement', occupation: 'OCC0990' });
    await chair.get(paths.proposal(id));
    expect(chair.text).toMatch(/Evidence files\s*Optional/);
    await chair.get(paths.proposalPart(id, 'grounds'));
    await chair.follow('Add files as evidence');
    expect(chair.$('[type=radio]')).toHaveLength(0);
    await chair.upload('/files', letter);
    expect(chair.text).toMatch(/The proposal as a whole\s*letter\.pdf/);
    await chair.get(paths.proposalPart(id, 'check'));
    expect(chair.text).toMatch(/Evidence files.*letter\.pdf/);
    await chair.get(paths.proposal(id));
    expect(chair.text).toMatch(/Evidence files\s*Completed/);
  });

  it('refuses a file for a requirement', async () => {
    const id = await aRequest(site, group, { kind: 'retirement', occupation: 'OCC0990' });
    await chair.get(paths.proposalPart(id, 'files'));
    await chair.upload('/files', letter, { purpose: 'broad' });
    const why = 'This request does not ask for that: add the file to the proposal as a whole';
    expect([chair.status, chair.errors]).toEqual([422, [why]]);
    expect(await filesOf(id)).toEqual([]);
  });

  it('keeps its files when it says something else', async () => {
    const id = await aRequest(site, group, { kind: 'retirement', occupation: 'OCC0990' });
    await chair.get(paths.proposalPart(id, 'files'));
    await chair.upload('/files', letter);
    await chair.get(paths.proposalPart(id, 'grounds'));
    await chair.submit('/grounds', { explanation: 'Nobody sends a fax.', evidence: 'See the letter.' });
    expect([chair.status, await filesOf(id)]).toMatchObject([200, [{ name: 'letter.pdf', requirement: null }]]);
  });
});

describe('the page of a ballot', () => {
  it('leads to the files that are voted on, and names them only where the case is closed to the member', async () => {
    const id = await withFile();
    await submit(id);
    await site.lib(Proposals).accept(group.officer, id, undefined, 'No peer was free');
    const url = paths.proposalFile(id, (await filesOf(id))[0]?.id ?? '');
    const scope = routeScope('digital');
    for (const name of ['leader', 'one', 'two']) {
      await site.person(name, `${name}@example.test`, {
        role: name === 'leader' ? 'panel-chair' : 'panel-member',
        scope,
      });
    }
    const [leader, member] = [await site.as('leader@example.test'), await site.as('one@example.test')];
    const [year = '', month = '', day = ''] = londonDate(addWorkingDays(await site.db.read().now(), 10)).split('-');
    await leader.get(paths.ballotOpening('digital', id));
    await leader.submit(`/open/${id}`, { day, month, year, time: '17:00' });
    const ballot = leader.url.split('/')[2] ?? '';
    await member.get(paths.ballotPart(ballot, 'interest'));
    await member.submit('/interest', { interested: 'no' });
    expect(member.$(`a[href="${url}"]`).text()).toBe('letter.pdf');
    expect((await member.get(url)).status).toBe(200);
    const { version } = await site.lib(ProposalQueries).proposal(group.chair, id);
    await site.lib(Proposals).withdraw(group.chair, id, version);
    await site.settle();
    await member.get(paths.ballot(ballot));
    expect(member.text).toMatch(/Evidence files.*letter\.pdf \(PDF, \d+ bytes\)/);
    expect(member.$(`a[href="${url}"]`)).toHaveLength(0);
    expect((await member.get(url)).status).toBe(404);
  });
});

describe('a request that has lapsed', () => {
  it('takes no file and loses none', async () => {
    const id = await withFile();
    await submit(id);
    const order = { kind: 'evidence', field: 'files', text: 'Another letter', workingDays: 5 } as const;
    await site.lib(Proposals).returnWith(group.officer, id, [order]);
    const { version } = await site.lib(ProposalQueries).proposal(group.chair, id);
    await site.clock.advance(28 * 7 * 86_400_000);
    const evidence = site.lib(EvidenceFiles);
    const given = { name: 'second.pdf', content: Readable.from([aFile.pdf(), Buffer.from('second')]) };
    const lapsed = "This can't be done now: it is lapsed";
    const adding = evidence.add(group.chair, id, { version, key: newId(), requirement: null }, given);
    await expect(adding).rejects.toThrow(lapsed);
    const [file] = await filesOf(id);
    await expect(evidence.remove(group.chair, id, file?.id ?? '', version)).rejects.toThrow(lapsed);
    expect(await filesOf(id)).toHaveLength(1);
  });
});
