import { ConsultationQueries } from '@app/consultations';
import { londonDate, newId, paths } from '@app/kernel';
import { FileOrphans } from '@app/platform';
import { PaperQueries, PaperResponses, ResponseDrafts } from '@app/responses';
import { type Agent, type Site, startSite } from '@test/support';
import { aFile } from '../support/files';
import { aConsultation, aGroup, anAnswered, type Group } from '../support/builders';

const day = 86_400_000;

let site: Site;
let group: Group;
let officer: Agent;
let reference: string;
const step = (name: string) => paths.consultationStep(reference, name);
const rows = (sql: string, params: unknown[] = []) => site.db.read().rows<Record<string, unknown>>(sql, params);
const inDays = async (days: number) => londonDate(new Date((await site.db.read().now()).getTime() + days * day));
const pdf = (text: string) => aFile.pdf(`/About/${text}`);
const scan = (name: string) => ({ name: `${name}.pdf`, bytes: pdf(name) });

/** Goes through the pages of the response up to its end. */
async function enters(text: string): Promise<void> {
  expect(officer.heading).toBe('Who are you answering as?');
  expect(officer.text).toContain('Entered by staff');
  await officer.submit('/respond', { capacity: 'organisation', organisation: 'Acme', type: 'employer' });
  await officer.submit('/respond/1', { agree: 'agree', comments: text });
  await officer.get(paths.respondPart(reference, 'check'));
  await officer.submit('/respond/check', { permission: 'confidential' });
  expect(officer.text).toContain('Your reference');
}

beforeAll(async () => {
  site = await startSite({ seeded: true });
  await site.settle();
  group = await aGroup(site);
  await site.person('Mo Derator', 'mo@example.test', { role: 'moderator' });
  officer = await site.as('officer@example.test');
  const closesAt = new Date((await site.db.read().now()).getTime() + 30 * day);
  const subjects = [{ kind: 'occupation' as const, ref: 'OCC0116' }];
  reference = await aConsultation(site, group.officer, { title: 'Is it one job?', subjects, closesAt });
});
afterAll(() => site?.close());

describe('a response that came on paper', () => {
  it('is refused beside the field: without its scan, of a day to come, in a file that is none of the kinds', async () => {
    await officer.get(paths.consultationRun(reference));
    await officer.follow('Responses on paper');
    await officer.follow('Enter a response');
    await officer.upload('/paper/new', null, { cameBy: 'paper', cameOn: await inDays(0) });
    expect([officer.status, officer.errors]).toEqual([422, ['Select the scan']]);
    expect(officer.$('#cameOn').val()).toBe(await inDays(0));
    await officer.upload('/paper/new', scan('one'), { cameBy: 'paper', cameOn: await inDays(1) });
    expect(officer.errors).toEqual(['The day it came must not be in the future']);
    await officer.upload('/paper/new', scan('one'), { cameBy: 'paper', cameOn: await inDays(-9) });
    expect(officer.errors).toEqual(['The day it came must not be before the opening']);
    await officer.upload('/paper/new', { name: 'a.pdf', bytes: Buffer.from('<html>') }, { cameOn: await inDays(0) });
    expect(officer.status).toBe(422);
    expect(officer.errors).toHaveLength(1);
    expect(await rows('select 1 from response_entry')).toEqual([]);
  });

  it('is entered on the pages that everybody has, with the scan that staff alone can open', async () => {
    await officer.get(step('paper/new'));
    await officer.upload('/paper/new', scan('letter'), { cameBy: 'paper', cameOn: await inDays(0) });
    await enters('From a letter');
    const [stored] = await rows(
      `select e.came_by as "cameBy", e.file_name as "name", a.text from response_entry e
       join consultation_response r on r.entry_id = e.id join response_answer a on a.response_id = r.id and a.text is not null`,
    );
    expect(stored).toEqual({ cameBy: 'paper', name: 'letter.pdf', text: 'From a letter' });
    await officer.get(step('paper'));
    expect(officer.text).toContain('Sent');
    const href = officer.$('a[download]').attr('href') ?? '';
    const file = await officer.get(href);
    expect([file.status, file.headers['content-type']]).toEqual([200, 'application/pdf']);
    for (const who of [await site.as('mo@example.test'), await site.as('chair-of-group@example.test')]) {
      for (const url of [href, step('paper'), step('paper/new')]) {
        await who.get(url);
        expect([url, who.status]).toEqual([url, 403]);
      }
    }
    const stranger = site.anonymous();
    await stranger.get(href);
    expect(stranger.body).not.toContain('%PDF');
    await site.lib(FileOrphans).sweep();
    expect((await officer.get(href)).status).toBe(200);
    await officer.get(paths.consultationRun(reference));
    expect(officer.text).toContain('Entered by staff, of all of these');
  });

  it('is gone on with by another officer, whose browser alone opens it then', async () => {
    await officer.get(step('paper/new'));
    await officer.upload('/paper/new', scan('half'), { cameBy: 'mail', cameOn: await inDays(0) });
    await officer.submit('/respond', { capacity: 'individual' });
    await site.person('Sam Second', 'second@example.test', { role: 'product-manager' });
    const second = await site.as('second@example.test');
    await second.get(step('paper'));
    const form = second
      .$('main form')
      .toArray()
      .map((one) => second.$(one).attr('action') ?? '');
    await second.submit(form[0] ?? '', {});
    expect(second.heading).toBe('Who are you answering as?');
    await officer.get(paths.respondPage(reference, 1));
    expect(officer.heading).not.toContain('agree');
  });

  it('that came before the close is entered after it, and counted apart; one that came later never', async () => {
    await anAnswered(site, reference, {});
    await site.clock.advance(32 * day);
    officer = await site.as('officer@example.test');
    await officer.get(step('paper/new'));
    await officer.upload('/paper/new', scan('late'), { cameBy: 'mail', cameOn: await inDays(-1) });
    expect(officer.errors).toEqual(['It came after the close: it is too late to count']);
    await officer.upload('/paper/new', scan('late'), { cameOn: await inDays(-4) });
    await enters('It came in time');
    const anybody = site.anonymous();
    // So few are told by no number; where there are more, it is said how many staff entered (`small-cells.spec`).
    await anybody.until(paths.consultation(reference), () => anybody.text.includes('Fewer than 5 responses'));
    expect(anybody.text).not.toContain('staff entered');
    const counted = `select count(*)::int as "all", count(c.entry_id)::int as entered
      from standing_response r join consultation_response c on c.id = r.id`;
    expect(await rows(counted)).toEqual([{ all: 3, entered: 2 }]);
  });

  it('is too late after 14 days, by the form and by hand; its draft stays a week longer', async () => {
    const { id } = await site.lib(ConsultationQueries).consultation(reference);
    const [{ entry }] = await rows(
      `select e.id as entry from response_entry e
       where not exists (select 1 from consultation_response r where r.entry_id = e.id)`,
    );
    const byHand = (given: unknown) =>
      site.db.write((tx) =>
        tx.rows(
          `insert into consultation_response (id, consultation_id, reference, key, entry_id, received_at)
           values ($1, $2, 'R-X', $1, $3, waymark_now())`,
          [newId(), id, given],
        ),
      );
    await expect(byHand(null)).rejects.toThrow('not open');
    await site.clock.advance(9 * day);
    await site.lib(ResponseDrafts).erase();
    expect(await rows('select 1 from response_draft where entry_id is null')).toEqual([]);
    expect((await rows('select 1 from response_draft where entry_id is not null')).length).toBeGreaterThan(1);
    await site.clock.advance(4 * day);
    await expect(byHand(entry)).rejects.toThrow('not open');
    const order = { id: newId(), cameBy: 'paper' as const, cameOn: await inDays(-20) };
    const content = (async function* () {
      yield await Promise.resolve(pdf('late'));
    })();
    const given = { name: 'x.pdf', content };
    await expect(site.lib(PaperResponses).takeIn(group.officer, reference, order, given)).rejects.toThrow(
      'at most 14 days',
    );
    expect((await site.lib(PaperQueries).list(group.officer, id, null)).every(({ open }) => !open)).toBe(true);
    await site.clock.advance(9 * day);
    await site.lib(ResponseDrafts).erase();
    expect(await rows('select 1 from response_draft')).toEqual([]);
  });
});
