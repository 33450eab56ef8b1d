import { Accounts } from '@app/accounts';
import { type Actor, groupScope, londonMinute, newId, type Role, sha256, systemActor } from '@app/kernel';
import { Db, DemoClock } from '@app/platform';
import { ProposalProgress, ProposalQueries, Proposals } from '@app/proposals';
import { aCompleteContent, anAnswer } from '@app/proposals/testing';
import { OccupationImport, RevisionPublication, RevisionSeeding } from '@app/revisions';
import { Trailblazers } from '@app/trailblazers';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { agreedMinutes, approvedBy, asTyped, testConfig, testDatabase, type TestDatabase } from '@test/support';
import { load } from 'cheerio';
import { createWebApp } from '../../http/app';

type Person = Actor & { id: string };
type Grants = readonly { role: Role; scope: string | null }[];

let database: TestDatabase;
let app: NestFastifyApplication;
let db: Db;
let ada: Person;

const lib = <T>(type: new (...given: never[]) => T): T => app.get<T>(type, { strict: false });

/** A person with grants and a running session: their name is the cookie. */
async function person(name: string, grants: Grants): Promise<Person> {
  const system = systemActor('test');
  return db.write(async (tx) => {
    const id = await lib(Accounts).addPerson(tx, system, { name, email: `${name.toLowerCase()}@example.test` });
    const from = await tx.now();
    for (const grant of grants) {
      await lib(Accounts).grant(tx, system, { personId: id, ...grant, from, until: null });
    }
    await tx.rows(
      `insert into session values ($1, $2, clock_timestamp(), clock_timestamp(), clock_timestamp() + interval '1 hour')`,
      [sha256(name), id],
    );
    return { kind: 'person' as const, id, name, grants };
  });
}

/** A browser without JavaScript: follows redirects, sends the forms of the page it is on. */
function browser(name: string) {
  const headers = { cookie: `waymark_session=${name}` };
  let $ = load('');
  let at = '';
  const go = async (method: 'GET' | 'POST', url: string, payload?: string): Promise<number> => {
    at = url;
    const type = payload === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
    const response = await app.inject({ method, url, headers: { ...headers, ...type }, payload });
    if (response.statusCode === 303) return go('GET', String(response.headers.location));
    $ = load(response.body);
    return response.statusCode;
  };
  return {
    at: () => at,
    text: () => $('main').text().replace(/\s+/g, ' '),
    has: (selector: string) => $(selector).length > 0,
    get: (url: string) => go('GET', url),
    follow: (words: string) => go('GET', $(`main a:contains("${words}")`).first().attr('href') ?? ''),
    /** Sends the form that has a button with these words. */
    press: (words: string, values: Record<string, string> = {}) => {
      const form = $(`main form:has(button:contains("${words}"))`).first();
      const fields = new URLSearchParams(
        form.serializeArray().map(({ name, value }): [string, string] => [name, value]),
      );
      for (const [field, value] of Object.entries(values)) fields.set(field, value);
      const action = form.attr('action') ?? at;
      return form.attr('method') === 'post'
        ? go('POST', action, fields.toString())
        : go('GET', `${action.split('?')[0]}?${fields.toString()}`);
    },
  };
}

/** An occupation that no T Level covers, so that it may be retired. */
async function agreedProposal(): Promise<string> {
  const system = systemActor('test');
  const officer = await person('Officer', [{ role: 'product-manager', scope: null }]);
  const groupId = await lib(Trailblazers).form(officer, { name: 'Accessibility', remit: 'Digital' });
  const acme = { name: 'Acme', size: 'small', sector: 'Digital', region: 'Leeds' } as const;
  await lib(Trailblazers).addEmployer(officer, groupId, acme);
  const proposer = await person('Proposer', [{ role: 'group-chair', scope: groupScope(groupId) }]);
  const id = await lib(Proposals).start(proposer, groupId, newId());
  const content = aCompleteContent({ matchAnswers: [anAnswer('OCC0863')] });
  await lib(Proposals).amend(proposer, id, 1, { part: 'all', change: () => content });
  await lib(Proposals).submit(proposer, id, 2, newId());
  await lib(Proposals).accept(officer, id, undefined, 'No peer was free');
  await db.write(async (tx) => {
    await lib(ProposalProgress).recommended(tx, system, id, 'approve', 'Good');
    await approvedBy(tx, 'committee', id);
    await lib(ProposalProgress).decided(tx, system, id, 'approve', 'Good');
  });
  return id;
}

beforeAll(async () => {
  database = await testDatabase();
  app = await createWebApp(testConfig(database.appUrl));
  db = app.get(Db);
  await lib(RevisionSeeding).firstEdition();
  ada = await person('Ada', [{ role: 'administrator', scope: null }]);
  await person('Bo', [{ role: 'administrator', scope: null }]);
  await person('Cy', [{ role: 'moderator', scope: null }]);
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

describe('the pages of map revisions', () => {
  it('lead an agreed proposal onto the published map, by two administrators', async () => {
    const proposalId = await agreedProposal();
    const [first, second] = [browser('Ada'), browser('Bo')];
    await first.get('/admin/revisions');
    await first.follow('into a map revision');
    expect(await first.press('Put into the revision', { place: 'digital', revision: 'new' })).toBe(200);
    expect(first.text()).toContain('Add OCC');
    expect(first.text()).toContain('Decided on ');
    await first.press('Ask for approval');
    expect(first.text()).toContain('another administrator has to approve it');
    expect(first.has('button:contains("Approve this plan")')).toBe(false);
    await second.get(first.at());
    await second.press('Approve this plan');
    expect(second.text()).toContain('Approved by');
    await second.follow('Schedule the publication');
    expect(await second.press('Continue', { date: '2020-01-01', time: '09:00' })).toBe(422);
    expect(second.text()).toContain('must be in the future');
    const soon = new Date((await db.read().now()).getTime() + 3_600_000);
    await second.press('Continue', londonMinute(soon));
    expect(second.text()).toContain('will be published on');
    expect(await second.press('Schedule the publication')).toBe(200);
    expect(second.text()).toContain('Scheduled');
    await app.get(DemoClock).toNextDue();
    await lib(RevisionPublication).publishDue();
    await second.get(second.at());
    expect(second.text()).toContain('As edition 2');
    const summary = await lib(ProposalQueries).summary(db.read(), proposalId);
    expect(summary.state).toBe('on-map');
  });

  it('take an operation in and out by hand, with what was typed kept when it is refused', async () => {
    const page = browser('Ada');
    await page.get('/admin/revisions/new');
    expect(await page.press('Begin', { title: '' })).toBe(422);
    await page.press('Begin', { title: 'By hand' });
    const revision = page.at();
    const [items = ''] = asTyped(await db.write((tx) => agreedMinutes(tx, ['digital']))).items;
    const agreed = { by: 'minutes', items };
    for (const [kind, values, wrong] of [
      ['Move an occupation', { reference: 'OCC0116', place: 'digital', why: 'A test' }, { place: '' }],
      ['Add a progression link', { from: 'OCC0116', to: 'OCC0005', why: 'A test' }, { from: 'OCC7777' }],
    ] as const) {
      await page.get(revision);
      await page.follow('Add an operation');
      await page.follow(kind);
      expect(await page.press('Add to the revision', { ...values, ...agreed, ...wrong })).toBe(422);
      expect(page.text()).toContain('There is a problem');
      expect(await page.press('Add to the revision', { ...values, ...agreed })).toBe(200);
      expect(page.at()).toBe(revision);
    }
    await page.get(`${revision}/operations/new/retire`);
    const whole = { ...agreed, reference: 'OCC0116', follows: 'no' };
    expect(await page.press('Add to the revision', whole)).toBe(422);
    expect(page.text()).toContain('a whole occupation is retired by a request to retire it, and nothing else');
    await page.get(`${revision}/operations/new/amend?reference=OCC0116`);
    expect(await page.press('Add to the revision', { ...agreed, title: 'Software engineer', why: 'A new name' })).toBe(
      200,
    );
    expect(page.at()).toBe(revision);
    expect(page.text()).toContain('title: from Software developer to Software engineer');
    await page.press('Take out');
    expect(page.text()).not.toContain('Take out: Move OCC0116');
  });

  it('settle the held rows of an import', async () => {
    const header =
      'reference,title,version,status,route,level,core_and_options,options,typical_job_titles,overview_of_role';
    const text = `${header}\nST3001,Keeper,1.0,Approved for delivery,Health and science;Care services,3,No,,,\nST3002,Lamp,1.0,Approved for delivery,,TBC,No,,,`;
    const report = await lib(OccupationImport).run(ada, { file: 'held.csv', text });
    const page = browser('Ada');
    await page.get(`/admin/revisions/${report.revision?.id}`);
    expect(page.text()).toContain('2 held rows');
    expect(page.has('button:contains("Ask for approval")')).toBe(false);
    await page.follow('Line 2');
    expect(await page.press('Settle the row', { decision: 'put-in' })).toBe(422);
    await page.press('Settle the row', { decision: 'put-in', 'pick-0': 'Care services' });
    await page.follow('Line 3');
    await page.press('Settle the row', { decision: 'leave-out' });
    expect(page.text()).toContain('2 held rows settled');
    expect(page.text()).toContain('Add OCC3001 Keeper, level 3, to Care services');
    expect(page.has('button:contains("Ask for approval")')).toBe(true);
  });

  it('are for administrators, and an address that is none leads nowhere', async () => {
    expect(await browser('Cy').get('/admin/revisions')).toBe(403);
    expect(await browser('Ada').get('/admin/revisions/nothing')).toBe(404);
    expect(await browser('Ada').get(`/admin/revisions/${newId()}`)).toBe(404);
  });
});
