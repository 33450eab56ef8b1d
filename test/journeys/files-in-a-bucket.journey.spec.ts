import { newId, paths } from '@app/kernel';
import { ProposalQueries, Proposals } from '@app/proposals';
import { aCompleteContent } from '@app/proposals/testing';
import { type Agent, aFile, type S3Server, type Site, startS3, startSite } from '@test/support';
import { aGroup, type Group } from '../support/builders';

let s3: S3Server;
let site: Site;
let group: Group;
let chair: Agent;
let admin: Agent;
let id: string;

beforeAll(async () => {
  s3 = await startS3();
  site = await startSite({ fileStore: s3.place });
  group = await aGroup(site);
  await site.person('Ada', 'ada@example.test', { role: 'administrator' });
  [chair, admin] = [await site.as('chair-of-group@example.test'), await site.as('ada@example.test')];
  id = await site.lib(Proposals).start(group.chair, group.id, newId());
  await site.lib(Proposals).amend(group.chair, id, 1, { part: 'all', change: () => aCompleteContent() });
});
afterAll(async () => {
  await site?.close();
  await s3?.close();
});
afterEach(() => s3.fail(null));

const letter = (text: string) => ({ name: 'letter.pdf', bytes: Buffer.concat([aFile.pdf(), Buffer.from(text)]) });
const drafted = () => site.lib(ProposalQueries).draftFiles(site.db.read(), id);
const events = async (): Promise<unknown> =>
  site.db.read().one(`select count(*)::int as count from event where subject_id = $1`, [id]);
async function upload(file: { name: string; bytes: Buffer }): Promise<void> {
  await chair.get(paths.proposalPart(id, 'files'));
  await chair.upload('/files', file, { purpose: 'broad' });
}
const away = 'Files cannot be stored at the moment, so this one was not. Try again later';

describe('evidence files whose store is a bucket', () => {
  it('are added and read as from a disk, and no sweep takes them', async () => {
    await upload(letter('first'));
    expect([chair.status, chair.errors]).toEqual([200, []]);
    const [file] = await drafted();
    expect([...s3.objects.keys()]).toEqual([`files/${file?.sha256}`]);
    for (const object of s3.objects.values()) object.writtenAt = new Date(0);
    await site.settle();
    await chair.follow('letter.pdf');
    expect([chair.status, chair.body]).toEqual([200, letter('first').bytes.toString()]);
    expect(chair.headers['content-disposition']).toContain('attachment; filename="letter.pdf"');
  });

  it.each(['is busy', 'cuts'] as const)(
    'are not half added when the store %s: the group is told, and tries again',
    async (how) => {
      const [files, before, held] = [await drafted(), await events(), s3.objects.size];
      s3.fail(how);
      await upload(letter(how));
      expect([chair.status, chair.errors]).toEqual([422, [away]]);
      expect(chair.$('[name=purpose][value=broad]').is('[checked]')).toBe(true);
      expect([await drafted(), await events(), s3.objects.size]).toEqual([files, before, held]);
      s3.fail(null);
      await chair.upload('/files', letter(how));
      expect([chair.status, (await drafted()).length]).toEqual([200, files.length + 1]);
    },
  );

  it('are added when the store takes them at the third try', async () => {
    s3.fail('is busy', 2);
    await upload(letter('third'));
    expect([chair.status, chair.errors]).toEqual([200, []]);
  });

  it('hold nobody up: the proposal is edited while one is on its way to a store that does not answer', async () => {
    const { version } = await site.lib(ProposalQueries).proposal(group.chair, id);
    await chair.get(paths.proposalPart(id, 'files'));
    const asked = s3.asked.length;
    s3.fail('hangs', 1);
    const sent = chair.upload('/files', letter('slow'), { purpose: 'broad' });
    for (const end = performance.now() + 10_000; s3.asked.length === asked;) {
      if (performance.now() > end) throw new Error('Nothing was sent to the store');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const change = { part: 'all', change: () => ({ ...aCompleteContent(), title: 'Meanwhile' }) };
    await site.lib(Proposals).amend(group.chair, id, version, change);
    s3.drop();
    await sent;
    expect(chair.status).toBe(409);
    await chair.upload('/files', letter('slow'));
    expect([chair.status, chair.errors]).toEqual([200, []]);
  });

  it('are said to be unavailable while the store is away, to who reads and to who runs the site', async () => {
    await upload(letter('away'));
    const [file] = (await drafted()).slice(-1);
    const url = paths.proposalFile(id, file?.id ?? '');
    await s3.close();
    await chair.get(url);
    expect([chair.status, chair.heading]).toEqual([503, 'Sorry, files are unavailable']);
    expect(chair.headers['content-disposition']).toBeUndefined();
    await upload(letter('away again'));
    expect([chair.status, chair.errors]).toEqual([422, [away]]);
    await admin.get(paths.status());
    expect(admin.text).toContain('Evidence files cannot be stored or read: no connection (ECONNREFUSED)');
    expect(admin.text).toContain(`In the bucket ${s3.place.url}: not available`);
    for (const secret of [s3.place.keyId, s3.place.secret]) expect(admin.body).not.toContain(secret);
    expect((await site.app.inject('/metrics')).body).toMatch(/^waymark_file_store_up 0$/m);
    expect((await site.app.inject('/health/ready')).statusCode).toBe(200);

    const objects = [...s3.objects];
    s3 = await startS3(Number(new URL(s3.place.url).port));
    for (const [key, object] of objects) s3.objects.set(key, object);
    await chair.get(url);
    expect(chair.body).toBe(letter('away').bytes.toString());
    await admin.get(paths.status());
    expect(admin.text).toContain(`In the bucket ${s3.place.url}: available`);
    expect((await site.app.inject('/metrics')).body).toMatch(/^waymark_file_store_up 1$/m);
  });

  it('break off, and never seem whole, when the store breaks off in the middle', async () => {
    await upload(letter('x'.repeat(500_000)));
    const [file] = (await drafted()).slice(-1);
    await site.app.listen(0, '127.0.0.1');
    const headers = { cookie: `waymark_session=${chair.cookie('waymark_session')}` };
    const address = `${await site.app.getUrl()}${paths.proposalFile(id, file?.id ?? '')}`;
    s3.fail('cuts');
    const broken = await fetch(address, { headers });
    expect(broken.status).toBe(200);
    await expect(broken.arrayBuffer()).rejects.toThrow();
    s3.fail(null);
    const whole = await (await fetch(address, { headers })).arrayBuffer();
    expect(whole.byteLength).toBe(file?.size);
  });

  it('are never served whole when the store has damaged them', async () => {
    await upload(letter('damaged'));
    const [file] = (await drafted()).slice(-1);
    s3.objects.get(`files/${file?.sha256}`)?.bytes.fill('?', 0, 1);
    await chair.get(paths.proposalFile(id, file?.id ?? ''));
    expect(chair.status).toBe(500);
    expect(chair.body).not.toContain('damaged');
  });
});

test('a site whose store is away, and whose key is wrong, starts and says so', async () => {
  const wrong = await startSite({ fileStore: { ...s3.place, secret: 'another' } });
  await wrong.person('Ada', 'ada@example.test', { role: 'administrator' });
  const ada = await wrong.as('ada@example.test');
  await ada.get(paths.status());
  expect(ada.text).toContain('Evidence files cannot be stored or read: 403 SignatureDoesNotMatch');
  await wrong.close();
});
