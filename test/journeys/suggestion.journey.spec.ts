import { londonMinute, newId, paths } from '@app/kernel';
import { SuggestionQueries } from '@app/suggestions';
import { type Agent, type Site, startSite } from '@test/support';
import { parse } from 'csv-parse/sync';

let site: Site;
const occupation = 'OCC0116';
const values = {
  part: 'duties',
  change: 'Duty D2 says "programme" for "program"',
  why: '=It is a misspelling',
  requester: 'employer',
  name: 'Edna Employer',
  email: 'edna@example.test',
};
type Report = Readonly<Record<string, string>>[];

beforeAll(async () => {
  site = await startSite({ seeded: true });
  await site.settle();
  await site.person('Olive Officer', 'officer@example.test', { role: 'product-manager' });
  await site.person('Ada Admin', 'ada@example.test', { role: 'administrator' });
  await site.person('Bo Admin', 'bo@example.test', { role: 'administrator' });
});
afterAll(() => site?.close());

/** Somebody suggests; @returns them, and the reference that they are told. */
async function suggest(change: Partial<typeof values> = {}): Promise<{ somebody: Agent; reference: string }> {
  const somebody = site.anonymous();
  await somebody.get(paths.occupation(occupation));
  await somebody.follow('Suggest a change');
  await somebody.submit('/suggest', { ...values, ...change });
  return { somebody, reference: somebody.url.split('/').at(-1) ?? '' };
}
const report = async (): Promise<Report> =>
  parse((await site.app.inject({ method: 'GET', url: paths.revisionsStatusFile() })).body, {
    columns: true,
    bom: true,
  });
const lineOf = async (reference: string) => (await report()).find((line) => line.reference === reference);
const mails = async (to: string) => {
  await site.settle();
  const sql = 'select subject from notification where address = $1 order by cause_seq, id';
  return (await site.db.read().rows<{ subject: string }>(sql, [to])).map(({ subject }) => subject);
};
async function opened(who: string, reference: string): Promise<Agent> {
  const agent = await site.as(who);
  await agent.get(paths.suggestions());
  await agent.follow(reference);
  return agent;
}

describe('a suggestion', () => {
  it('is made without an account; what is wrong stands beside its field, and what was typed stays', async () => {
    const { somebody } = await suggest({ email: 'edna', why: '' });
    expect(somebody.status).toBe(422);
    expect(somebody.errors).toEqual([
      'Enter why it should be changed',
      'Enter an email address in the correct format, like name@example.com',
    ]);
    expect(somebody.$('#change').val()).toBe(values.change);
    await somebody.submit('/suggest', values);
    expect(somebody.text).toContain('We received your suggestion Your referenceS-');
    expect(somebody.text).not.toContain('Edna');
    expect(await mails(values.email)).toEqual([expect.stringContaining('We received your suggestion S-')]);
  });

  it('sent twice from one form is one; a changed one is told so and keeps its text', async () => {
    const before = (await report()).length;
    const somebody = site.anonymous();
    await somebody.get(paths.suggest(occupation));
    const key = String(somebody.$('input[name=key]').val());
    await somebody.submit('/suggest', { ...values, why: 'Once' });
    const first = somebody.url;
    await somebody.get(paths.suggest(occupation));
    await somebody.submit('/suggest', { ...values, why: 'Once', key });
    expect([somebody.status, somebody.url]).toEqual([200, first]);
    expect(await report()).toHaveLength(before + 1);
    await somebody.get(paths.suggest(occupation));
    await somebody.submit('/suggest', { ...values, why: 'Something else', key });
    expect([somebody.status, somebody.$('#why').val()]).toEqual([409, 'Something else']);
    await somebody.get(paths.suggest('OCC9999'));
    expect(somebody.status).toBe(404);
  });

  it('publishes nothing of what was sent, before the answer or after', async () => {
    const { reference } = await suggest({ change: 'Marker one', why: 'Marker two', name: 'Marker three' });
    const before = await lineOf(reference);
    expect(before).toMatchObject({ occupation, part: 'Its duties', standing: 'received', summary: '' });
    const officer = await opened('officer@example.test', reference);
    await officer.submit(`form[action$="${officer.url}"]`, { sorting: 'declined', summary: 'Reword a duty' });
    expect([officer.status, officer.errors]).toEqual([422, ['Give the reason: the sender and the public read it']]);
    await officer.submit(`form[action$="${officer.url}"]`, {
      sorting: 'declined',
      summary: 'Reword a duty',
      reason: '=cmd',
    });
    expect(await lineOf(reference)).toMatchObject({ standing: 'declined', summary: 'Reword a duty', reason: "'=cmd" });
    const anybody = site.anonymous();
    for (const path of [paths.revisionsStatus(), paths.revisionsStatusFile(), paths.occupation(occupation)]) {
      await anybody.get(path);
      expect(anybody.body).not.toContain('Marker');
    }
    expect((await mails(values.email)).at(-1)).toContain(`The answer to your suggestion ${reference}`);
  });

  it('that is a duplicate names an earlier one', async () => {
    const [first, second] = [await suggest({ why: 'First' }), await suggest({ why: 'Second' })];
    const officer = await opened('officer@example.test', first.reference);
    const order = { sorting: 'duplicate', summary: 'Reword D2' };
    const form = `form[action$="${officer.url}"]`;
    await officer.submit(form, { ...order, duplicateOf: second.reference });
    expect([officer.status, officer.errors]).toEqual([422, ['Enter the reference of an earlier suggestion']]);
    const again = await opened('officer@example.test', second.reference);
    await again.submit(`form[action$="${again.url}"]`, { ...order, duplicateOf: first.reference.toLowerCase() });
    expect(await lineOf(second.reference)).toMatchObject({ standing: 'duplicate' });
  });

  it('is answered by one officer: the other is told, and keeps what they typed', async () => {
    const { reference } = await suggest({ why: 'For two officers' });
    const [one, other] = [
      await opened('officer@example.test', reference),
      await opened('officer@example.test', reference),
    ];
    await one.submit(`form[action$="${one.url}"]`, { sorting: 'adjustment', summary: 'Mine' });
    await other.submit(`form[action$="${other.url}"]`, { sorting: 'correction', summary: 'Theirs' });
    expect([other.status, other.$('#summary').val()]).toEqual([409, 'Theirs']);
    expect(await lineOf(reference)).toMatchObject({ kind: 'adjustment', summary: 'Mine', standing: 'to-do' });
  });

  it('becomes a correction on the map, and its sender is told', async () => {
    const { reference } = await suggest({ why: 'To be corrected', email: 'fred@example.test' });
    const officer = await opened('officer@example.test', reference);
    await officer.submit(`form[action$="${officer.url}"]`, { sorting: 'correction', summary: 'Reword the overview' });
    const path = officer.url;
    const [ada, bo] = [await site.as('ada@example.test'), await site.as('bo@example.test')];
    await ada.get(paths.dashboard());
    expect(ada.text).toContain(`Carry the correction ${reference} of ${occupation} on in a map revision`);
    await ada.get(paths.newRevision());
    await ada.submit('/revisions', { title: 'A misspelling', minor: 'yes' });
    const revision = ada.url;
    await ada.get(`${revision}/operations/new/amend?reference=${occupation}`);
    await ada.submit('/operations/new/amend', { overview: 'Writes programs.', by: 'correction', why: 'A misspelling' });
    await ada.get(path);
    await ada.submit('/work', { work: `revision:${newId()}` });
    expect(ada.status).toBe(404);
    await ada.get(path);
    await ada.submit('/work', { work: `revision:${revision.split('/').at(-1)}` });
    expect(ada.text).toContain('It is carried on in a map revision');
    expect(await lineOf(reference)).toMatchObject({ standing: 'in-hand' });
    await publish(ada, bo, revision);
    expect(await lineOf(reference)).toMatchObject({ standing: 'done', edition: '2' });
    expect((await mails('fred@example.test')).at(-1)).toBe(`Your suggestion ${reference} is on the map`);
  });

  it('stands when its sender is erased', async () => {
    const { reference } = await suggest({ why: 'To be forgotten', name: 'Greta Gone', email: 'greta@example.test' });
    await site.settle();
    const officer = await opened('officer@example.test', reference);
    expect(officer.text).toContain('Greta Gone');
    await officer.submit('/erase', {});
    expect(officer.text).toContain('Erased');
    expect(await lineOf(reference)).toBeDefined();
    const rows = await site.db
      .read()
      .rows<{ n: number }>(`select 1 as n from event where subject_kind = 'suggestion' and content ilike '%greta%'`);
    expect(rows).toEqual([]);
  });

  it('is in the report a page at a time, all of it in the file', async () => {
    for (let n = 0; n < 50; n += 1) {
      await site.db.write((tx) =>
        tx.rows(
          `insert into suggestion select gen_random_uuid(), $1, occupation_reference, occupation_title, part, requester, change,
             why, evidence, gen_random_uuid(), received_at - interval '1 day' from suggestion order by reference limit 1`,
          [`S-TEST-${String(n).padStart(4, '0')}`],
        ),
      );
    }
    const anybody = site.anonymous();
    await anybody.get(paths.revisionsStatus());
    const first = anybody.$('tbody tr').length;
    await anybody.follow('Older suggestions');
    const all = await report();
    expect([first, first + anybody.$('tbody tr').length]).toEqual([50, all.length]);
    expect(new Set(all.map(({ reference }) => reference)).size).toBe(all.length);
    expect(await site.lib(SuggestionQueries).unanswered(site.db.read())).toMatchObject({
      due: expect.any(Date) as Date,
    });
  });
});

/** Approved by another administrator, scheduled, and its minute passes. */
async function publish(ada: Agent, bo: Agent, revision: string): Promise<void> {
  await ada.get(`${revision}/description`);
  await ada.submit('/description', {});
  await ada.get(revision);
  await ada.submit('/request', {});
  await bo.get(revision);
  await bo.submit('/approve', {});
  const at = new Date((await site.db.read().now()).getTime() + 3_600_000);
  await ada.get(`${revision}/schedule/confirm?${new URLSearchParams(londonMinute(at)).toString()}`);
  await ada.submit('/schedule', {});
  await site.clock.advance(3_700_000);
  await site.settle();
}
