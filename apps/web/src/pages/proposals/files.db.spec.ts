import { connect } from 'node:net';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Actor, groupScope, hashOf, newId, paths, routeScope, systemActor } from '@app/kernel';
import { Panels } from '@app/panels';
import { noteReviewer } from '@app/panels/testing';
import { fileKinds, mostFileBytes } from '@app/platform';
import { mostFiles, ProposalQueries, Proposals } from '@app/proposals';
import { aCompleteContent } from '@app/proposals/testing';
import { type Agent, aFile, multipart, type Site, startSite, testConfig } from '@test/support';
import { aGroup, type Group } from '../../../../../test/support/builders';

let site: Site;
let group: Group;
let chair: Agent;
let officer: Agent;
let dataDir: string;

beforeAll(async () => {
  site = await startSite();
  group = await aGroup(site);
  const [{ name = '' } = {}] = await site.db.read().rows<{ name: string }>('select current_database() as name');
  dataDir = testConfig(`postgres://any.test/${name}`).dataDir;
  [chair, officer] = [await site.as('chair-of-group@example.test'), await site.as('officer@example.test')];
});
afterAll(() => site?.close());

async function drafted(): Promise<string> {
  const id = await site.lib(Proposals).start(group.chair, group.id, newId());
  await site.lib(Proposals).amend(group.chair, id, 1, { part: 'all', change: () => aCompleteContent() });
  return id;
}
const letter = (text = 'a letter') => ({ name: 'letter.pdf', bytes: Buffer.concat([aFile.pdf(), Buffer.from(text)]) });
async function withFile(id: string, file = letter()): Promise<void> {
  await chair.get(paths.proposalPart(id, 'files'));
  await chair.upload('/files', file, { purpose: 'broad' });
  expect([chair.status, chair.errors]).toEqual([200, []]);
}
async function submit(id: string): Promise<void> {
  const { version } = await site.lib(ProposalQueries).proposal(group.chair, id);
  await site.lib(Proposals).submit(group.chair, id, version, newId());
}
const filesOf = (id: string) => site.lib(ProposalQueries).draftFiles(site.db.read(), id);
const onDisk = (): string[] => {
  const folder = join(dataDir, 'files');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map(({ name }) => name);
};
const until = async (done: () => boolean): Promise<void> => {
  for (const end = performance.now() + 10_000; !done();) {
    if (performance.now() > end) throw new Error('It did not happen within 10 seconds');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

describe('a group', () => {
  it('adds a file to a requirement, from its page, and finds it on the list', async () => {
    const id = await drafted();
    await chair.get(`${paths.proposal(id)}/requirements/broad`);
    await chair.follow('Add files as evidence');
    expect(chair.$('[name=purpose][value=broad]').is('[checked]')).toBe(true);
    await chair.upload('/files', { name: 'C:\\Briefe\\Brüder\u202e.exe', bytes: aFile.docx() });
    expect([chair.status, chair.url]).toEqual([200, paths.proposalPart(id, 'files')]);
    expect(chair.text).toMatch(/Broad, deep and skilled.*Brüder\.docx\s*DOCX, \d+ bytes/);
    await chair.get(paths.proposalPart(id, 'check'));
    expect(chair.text).toContain('Brüder.docx');
    await chair.get(paths.proposal(id));
    expect(chair.text).toContain('added an evidence file to');
    expect(chair.text).toMatch(/Evidence files\s*Completed/);
  });

  it('is told beside the field what is wrong, and keeps what it chose', async () => {
    const id = await drafted();
    const refused = async (file: Parameters<Agent['upload']>[1]): Promise<unknown> => {
      await chair.get(paths.proposalPart(id, 'files'));
      await chair.upload('/files', file, { purpose: 'whole' });
      expect(chair.$('[name=purpose][value=whole]').is('[checked]')).toBe(true);
      expect(chair.$('#file-error')).toHaveLength(1);
      return [chair.status, ...chair.errors];
    };
    expect(await refused(null)).toEqual([422, 'Select a file']);
    expect(await refused({ name: 'a.pdf', bytes: Buffer.alloc(0) })).toEqual([422, 'The selected file is empty']);
    const kinds = 'The selected file is a program. It must be a PDF, DOCX, ODT, CSV, PNG or JPEG';
    expect(await refused({ name: 'letter.pdf', bytes: aFile.exe() })).toEqual([422, kinds]);
    const large = { name: 'a.pdf', bytes: Buffer.concat([aFile.pdf(), Buffer.alloc(mostFileBytes)]) };
    expect(await refused(large)).toEqual([413, 'The selected file must be smaller than 10MB']);
    await chair.get(paths.proposalPart(id, 'files'));
    await chair.upload('/files', letter());
    expect(chair.errors).toEqual(['Choose what the file is evidence for']);
    expect(await filesOf(id)).toEqual([]);
    expect(readdirSync(join(dataDir, 'files/incoming'))).toEqual([]);
  });

  it('adds a file of 10 MB exactly', async () => {
    const id = await drafted();
    const head = aFile.pdf();
    await withFile(id, { name: 'scan.pdf', bytes: Buffer.concat([head, Buffer.alloc(mostFileBytes - head.length)]) });
    expect(chair.text).toContain('10.0 MB');
  });

  it('has one file of a form that was sent twice, even at once', async () => {
    const id = await drafted();
    await chair.get(paths.proposalPart(id, 'files'));
    const field = (name: string) => ({ name, value: String(chair.$(`main [name=${name}]`).first().val()) });
    const fields = [...['_csrf', 'version', 'key'].map(field), { name: 'purpose', value: 'broad' }];
    const form = multipart(fields, { field: 'file', ...letter('twice') });
    const again = await site.as('chair-of-group@example.test');
    const token = { name: '_csrf', value: '' };
    await again.get(paths.proposalPart(id, 'files'));
    token.value = String(again.$('[name=_csrf]').val());
    const same = multipart([token, ...fields.slice(1)], { field: 'file', ...letter('twice') });
    const url = paths.proposalPart(id, 'files');
    await Promise.all([chair.send(url, form), again.send(url, same)]);
    await chair.send(url, form);
    expect([chair.status, again.status]).toEqual([200, 200]);
    expect(await filesOf(id)).toHaveLength(1);
    await chair.upload('/files', letter('twice'), { purpose: 'broad' });
    expect(chair.errors).toEqual(['The selected file is here already, as letter.pdf']);
  });

  it('is told when somebody changed the draft meanwhile, in two tabs, and adds it then', async () => {
    const id = await drafted();
    const other = await site.as('chair-of-group@example.test');
    await other.get(paths.proposalPart(id, 'files'));
    await withFile(id);
    await other.upload('/files', letter('second'), { purpose: 'broad' });
    expect([other.status, other.errors.length]).toEqual([409, 1]);
    expect(other.text).toContain('letter.pdf');
    await other.upload('/files', letter('second'));
    expect([other.status, (await filesOf(id)).length]).toEqual([200, 2]);
    const [file] = await filesOf(id);
    await other.get(`${paths.proposalFile(id, file?.id ?? '')}/remove`);
    await withFile(id, letter('third'));
    await other.submit('/remove');
    expect(other.status).toBe(409);
    await other.submit('/remove');
    expect([other.status, (await filesOf(id)).length]).toEqual([200, 2]);
  });

  it('adds no more than 20, by the page and by the database', async () => {
    const id = await drafted();
    const columns = 'id, proposal_id, name, kind, size, sha256, key, in_draft, added_by, added_at';
    const row = (n: number) => `select gen_random_uuid(), '${id}', 'f${n}.pdf', 'pdf', 1, repeat('${n % 10}', 64),
      gen_random_uuid(), true, '${group.chair.id}', now()`;
    const insert = (n: number) => site.db.write((tx) => tx.rows(`insert into evidence_file (${columns}) ${row(n)}`));
    for (let n = 1; n < mostFiles; n += 1) await insert(n);
    const other = await site.as('chair-of-group@example.test');
    await other.get(paths.proposalPart(id, 'files'));
    await withFile(id);
    expect(chair.text).toContain('as many files as it may have');
    await expect(insert(0)).rejects.toThrow('at most 20 files');
  });
});

describe('an upload that nobody let in', () => {
  it('is refused by its first part, before its file is read', async () => {
    const id = await drafted();
    await chair.get(paths.proposalPart(id, 'files'));
    const url = paths.proposalPart(id, 'files');
    const token = { name: '_csrf', value: String(chair.$('[name=_csrf]').val()) };
    const rest = [
      { name: 'version', value: '2' },
      { name: 'key', value: newId() },
      { name: 'purpose', value: 'broad' },
    ];
    for (const fields of [rest, [...rest, token]]) {
      await chair.send(url, multipart(fields, { field: 'file', ...letter() }));
      expect(chair.status).toBe(403);
    }
    // With a token that is not the session's, which may have ended, the form comes back without its file.
    await chair.send(url, multipart([{ name: '_csrf', value: 'guess' }, ...rest], { field: 'file', ...letter() }));
    expect([chair.status, chair.$('[name=purpose]:checked').val()]).toEqual([422, 'broad']);
    await site.anonymous().send(url, multipart([token, ...rest], { field: 'file', ...letter() }));
    await officer.get(paths.dashboard());
    const officers = { name: '_csrf', value: String(officer.$('[name=_csrf]').val()) };
    await officer.send(url, multipart([officers, ...rest], { field: 'file', ...letter() }));
    expect(officer.status).toBe(403);
    expect(await filesOf(id)).toEqual([]);
  });

  it('is answered while its sender still has a body to send, and leaves nothing when the sender goes', async () => {
    const id = await drafted();
    await site.app.listen(0, '127.0.0.1');
    const { port } = new URL(await site.app.getUrl());
    await chair.get(paths.proposalPart(id, 'files'));
    const cookie = `waymark_session=${chair.cookie('waymark_session') ?? ''}`;
    const value = (name: string) => String(chair.$(`main [name=${name}]`).first().val());
    const before = onDisk().length;
    const talk = (token: string) => {
      const fields = { _csrf: token, version: value('version'), key: value('key'), purpose: 'broad' };
      const list = Object.entries(fields).map(([name, text]) => ({ name, value: text }));
      const { body, boundary } = multipart(list, { field: 'file', ...letter() });
      const socket = connect(Number(port), '127.0.0.1');
      let answer = '';
      socket.on('data', (chunk) => (answer += String(chunk)));
      const type = `content-type: multipart/form-data; boundary=${boundary}`;
      const lines = [`POST ${paths.proposalPart(id, 'files')} HTTP/1.1`, 'host: waymark.test', `cookie: ${cookie}`];
      socket.write([...lines, type, 'content-length: 9000000', '', ''].join('\r\n'));
      socket.write(body.subarray(0, -20));
      return { socket, answer: () => answer };
    };
    const stranger = talk('guess');
    await until(() => stranger.answer().includes('422'));
    stranger.socket.destroy();
    const broken = talk(value('_csrf'));
    await until(() => onDisk().length === before + 1);
    expect(broken.answer()).toBe('');
    broken.socket.destroy();
    await until(() => onDisk().length === before);
    expect(await filesOf(id)).toEqual([]);
  });
});

describe('a file of a submitted version', () => {
  it('is frozen in it: its hash is part of the content hash, and removing it from the draft leaves it', async () => {
    const id = await drafted();
    await withFile(id, { name: 'Zeugnis für Łukasz.pdf', bytes: letter('frozen').bytes });
    await submit(id);
    const [version] = await site.lib(ProposalQueries).versions(site.db.read(), id);
    const [file] = version?.content.files ?? [];
    expect(file).toMatchObject({ requirement: 'broad', kind: 'pdf', size: letter('frozen').bytes.length });
    expect(hashOf(version?.content)).toBe(version?.contentHash);
    await site
      .lib(Proposals)
      .returnWith(group.officer, id, [
        { kind: 'evidence', field: 'requirement-broad', text: 'Another letter', workingDays: 5 },
      ]);
    await chair.get(paths.proposal(id));
    await chair.follow('Evidence files');
    await chair.follow('Remove Zeugnis');
    await chair.submit('/remove');
    expect(chair.text).toContain('There are no files yet');
    await withFile(id, letter('a second letter'));
    await submit(id);
    await officer.get(paths.proposal(id));
    expect(officer.text).toMatch(/Another letter\s*Changed since/);
    expect(officer.text).not.toContain('Zeugnis');
    await officer.follow('Version 1');
    await officer.follow('Zeugnis für Łukasz.pdf');
    expect(officer.status).toBe(200);
    const remove = `delete from evidence_file where id = '${file?.id ?? ''}'`;
    await expect(site.db.write((tx) => tx.rows(remove))).rejects.toThrow();
    await site.settle();
    await officer.get(officer.url);
    expect(officer.body).toBe(letter('frozen').bytes.toString());
  });

  it('is served as an attachment that runs nothing, with its name in full', async () => {
    const id = await drafted();
    await withFile(id, { name: 'Zeugnis für Łukasz.pdf', bytes: letter('served').bytes });
    await submit(id);
    await officer.get(paths.proposal(id));
    await officer.follow('Zeugnis');
    expect(officer.headers).toMatchObject({
      'content-type': fileKinds.pdf.mime,
      'content-length': String(letter('served').bytes.length),
      'content-security-policy': 'sandbox',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      'content-disposition': `attachment; filename="Zeugnis f_r _ukasz.pdf"; filename*=UTF-8''Zeugnis%20f%C3%BCr%20%C5%81ukasz.pdf`,
    });
  });

  it('is for who may see the case: not another group, not before the panel has it, not who is recused', async () => {
    const id = await drafted();
    await withFile(id, letter('seen'));
    const url = paths.proposalFile(id, (await filesOf(id))[0]?.id ?? '');
    const statusOf = async (agent: Agent, at = url): Promise<number> => (await agent.get(at)).status;
    expect([await statusOf(chair), await statusOf(officer)]).toEqual([200, 404]);
    await submit(id);
    const route = routeScope('digital');
    const people: [string, Actor['grants'][number]['role'], string][] = [
      ['stranger@example.test', 'group-chair', groupScope(newId())],
      ['member@example.test', 'panel-member', route],
      ['interested@example.test', 'panel-member', route],
    ];
    for (const [email, role, scope] of people) {
      const personId = await site.person(email, email, { role, scope });
      if (!email.startsWith('interested')) continue;
      await site.db.write((tx) => noteReviewer(tx, { kind: 'proposal', id }, personId));
    }
    const [stranger, member, interested] = await Promise.all(people.map(([email]) => site.as(email)));
    if (!stranger || !member || !interested) throw new Error('Nobody came');
    expect([await statusOf(stranger), await statusOf(member)]).toEqual([404, 404]);
    await site.lib(Proposals).accept(group.officer, id, undefined, 'No peer was free');
    const seen = await Promise.all([stranger, member, interested, officer].map((agent) => statusOf(agent)));
    expect(seen).toEqual([404, 200, 403, 200]);
    await site.person('Panel Chair', 'panel-chair@example.test', { role: 'panel-chair', scope: route });
    const panels = [{ slug: 'digital', name: 'Digital' }];
    await site.db.write((tx) => site.lib(Panels).establish(tx, systemActor('test'), panels));
    const panelChair = await site.as('panel-chair@example.test');
    await panelChair.get(paths.ballotOpening('digital', id));
    await panelChair.follow('letter.pdf');
    expect(panelChair.body).toBe(letter('seen').bytes.toString());
    const other = await drafted();
    expect(await statusOf(chair, url.replace(id, other))).toBe(404);
    expect(await statusOf(chair, paths.proposalFile(id, 'nonsense'))).toBe(404);
  });
});

describe('where files are scanned and clamd is away', () => {
  let scanning: Site;

  beforeAll(async () => {
    scanning = await startSite({ clamdUrl: 'tcp://127.0.0.1:1' });
  });
  afterAll(() => scanning?.close());

  it('no file is taken, and the group is told why', async () => {
    const there = await aGroup(scanning);
    const id = await scanning.lib(Proposals).start(there.chair, there.id, newId());
    const tess = await scanning.as('chair-of-group@example.test');
    await tess.get(paths.proposalPart(id, 'files'));
    await tess.upload('/files', letter(), { purpose: 'whole' });
    const why = 'Files cannot be checked for viruses at the moment, so none was stored. Try again later';
    expect([tess.status, tess.errors]).toEqual([422, [why]]);
    expect(await scanning.lib(ProposalQueries).draftFiles(scanning.db.read(), id)).toEqual([]);
  });
});
