import { paths } from '@app/kernel';
import { type Site, startSite } from '@test/support';
import { copyOf, erase, retain } from './personal.command';

const about = { address: 'Sue.Gest@example.test' };
let site: Site;

beforeAll(async () => {
  site = await startSite({ seeded: true });
  const anybody = site.anonymous();
  await anybody.get(paths.suggest('OCC0116'));
  const given = { part: 'duties', change: 'Reword D2', why: 'It is unclear', requester: 'employer', name: 'Sue Gest' };
  await anybody.submit('/suggest', { ...given, email: about.address });
  await site.settle();
});
afterAll(() => site?.close());

describe('waymark personal', () => {
  it('writes what is held on an address as JSON, and the trail says that it did', async () => {
    const { kinds } = JSON.parse(await copyOf(site.app, about)) as { kinds: { kind: string; rows: object[] }[] };
    expect(kinds.find(({ kind }) => kind === 'suggester')?.rows).toEqual([
      expect.objectContaining({ name: 'Sue Gest', email: about.address, change: 'Reword D2' }),
    ]);
    const events = await site.db.read().rows(`select actor_name from event where type = 'personal-data.exported'`);
    expect(events).toEqual([{ actor_name: 'command line' }]);
  });

  it('erases only when that is meant', async () => {
    const suggesters = () => site.db.read().rows('select 1 from suggester');
    const said = await erase(site.app, about, { ground: 'objection' });
    expect(said.at(-1)).toBe('Nothing was erased: add --yes to do it.');
    expect(said.join()).toContain('goes       1  The name and the address of who suggested a change');
    expect(await suggesters()).toHaveLength(1);
    const done = await erase(site.app, about, { ground: 'objection', yes: true });
    expect(done.at(-1)).toMatch(/^Erased \d+ rows; 0 stay as part of the record\.$/);
    expect(await suggesters()).toEqual([]);
    expect(JSON.parse(await copyOf(site.app, about))).toMatchObject({ kinds: [] });
  });

  it('counts what is over its time without erasing it, then erases it', async () => {
    await site.db.write((tx) =>
      tx.rows(`insert into dev_inbox (id, key, recipient, subject, body, headers, at)
        values (gen_random_uuid(), 'old', 'old@example.test', 'S', 'B', '{}', waymark_now() - interval '31 days')`),
    );
    const [dry] = await retain(site.app, { dryRun: true, json: true });
    expect(JSON.parse(dry ?? '')).toMatchObject({ ok: true, dryRun: true, counts: { 'dev-inbox': 1, respondent: 0 } });
    expect(await retain(site.app, {})).toEqual(['      1  dev-inbox', '1 rows were erased.']);
    expect(await retain(site.app, {})).toEqual(['0 rows were erased.']);
  });
});
