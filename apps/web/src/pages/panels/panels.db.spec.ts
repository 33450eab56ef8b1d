import { Accounts } from '@app/accounts';
import { type Actor, groupScope, newId, paths, type Role, sha256, systemActor } from '@app/kernel';
import { Panels } from '@app/panels';
import { Db } from '@app/platform';
import { ProposalQueries, Proposals } from '@app/proposals';
import { aCompleteContent } from '@app/proposals/testing';
import { Trailblazers } from '@app/trailblazers';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { testConfig, testDatabase, type TestDatabase } from '@test/support';
import { load } from 'cheerio';
import { createWebApp } from '../../http/app';

type Person = Actor & { id: string };
type Grants = readonly { role: Role; scope: string | null }[];

let database: TestDatabase;
let app: NestFastifyApplication;
let db: Db;

beforeAll(async () => {
  database = await testDatabase();
  app = await createWebApp(testConfig(database.appUrl));
  db = app.get(Db);
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

const lib = <T>(type: new (...given: never[]) => T): T => app.get<T>(type, { strict: false });

/** A person with grants and a running session: their id is the cookie. */
async function person(name: string, grants: Grants): Promise<Person> {
  const system = systemActor('test');
  return db.write(async (tx) => {
    const email = `${name.toLowerCase()}@example.test`;
    const id = await lib(Accounts).addPerson(tx, system, { name, email });
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

/** A browser without JavaScript: follows redirects, sends the form of the page it is on. */
function browser(name: string) {
  const headers = { cookie: `waymark_session=${name}` };
  let at = '';
  let $ = load('');
  const shown = async (response: { statusCode: number; headers: Record<string, unknown>; body: string }) => {
    let status = response.statusCode;
    let { body } = response;
    while (status === 303) {
      at = String(response.headers.location);
      response = await app.inject({ method: 'GET', url: at, headers });
      status = response.statusCode;
      ({ body } = response);
    }
    $ = load(body);
    return status;
  };
  return {
    text: () => $('main').text().replace(/\s+/g, ' '),
    value: (field: string) => $(`[name="${field}"]`).first().val(),
    href: (words: string) => $(`a:contains("${words}")`).first().attr('href') ?? '',
    at: () => at,
    get: async (url: string) => {
      at = url;
      return shown(await app.inject({ method: 'GET', url, headers }));
    },
    submit: async (values: Record<string, string>) => {
      const form = $('main form').first();
      const fields: Record<string, string> = {};
      for (const { name, value } of form.serializeArray()) fields[name] = value;
      at = form.attr('action') ?? at;
      const payload = new URLSearchParams({ ...fields, ...values }).toString();
      const type = { 'content-type': 'application/x-www-form-urlencoded' };
      return shown(await app.inject({ method: 'POST', url: at, headers: { ...headers, ...type }, payload }));
    },
  };
}

describe('the pages of panels', () => {
  let proposalId: string;
  const scope = 'route:digital';

  beforeAll(async () => {
    await db.write((tx) => lib(Panels).establish(tx, systemActor('test'), [{ slug: 'digital', name: 'Digital' }]));
    const officer = await person('Officer', [{ role: 'product-manager', scope: null }]);
    await person('Chair', [{ role: 'panel-chair', scope }]);
    for (const name of ['One', 'Two', 'Three']) await person(name, [{ role: 'panel-member', scope }]);
    await person('Admin', [{ role: 'administrator', scope: null }]);
    await person('Stranger', [{ role: 'panel-member', scope: 'route:construction' }]);
    const groupId = await lib(Trailblazers).form(officer, { name: 'Accessibility', remit: 'Digital' });
    const acme = { name: 'Acme', size: 'small', sector: 'Digital', region: 'Leeds' } as const;
    await lib(Trailblazers).addEmployer(officer, groupId, acme);
    const proposer = await person('Proposer', [{ role: 'group-chair', scope: groupScope(groupId) }]);
    const proposals = lib(Proposals);
    proposalId = await proposals.start(proposer, groupId, newId());
    await proposals.amend(proposer, proposalId, 1, { part: 'all', change: () => aCompleteContent() });
    await proposals.submit(proposer, proposalId, 2, newId());
    await proposals.accept(officer, proposalId, undefined, 'No peer was free');
  });

  it('lead from what waits for the chair to the recommendation', async () => {
    const chair = browser('Chair');
    expect(await chair.get(paths.dashboard())).toBe(200);
    expect(await chair.get(chair.href('Open a ballot'))).toBe(200);
    expect(chair.text()).toContain('Audit a service');
    expect(await chair.submit({ day: '40' })).toBe(422);
    expect(chair.text()).toContain('Enter a real date and time');
    expect(chair.value('day')).toBe('40');
    expect(await chair.submit({ day: '31', month: '12', year: '2020' })).toBe(422);
    expect(chair.text()).toContain('The closing time must be in the future');
    const soon = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10).split('-');
    expect(await chair.submit({ year: soon[0] ?? '', month: soon[1] ?? '', day: soon[2] ?? '' })).toBe(200);
    expect(chair.text()).toContain('Do you have an interest in this item?');
    expect(chair.text()).toContain('Acme');
    const ballot = chair.at().replace('/interest', '');

    const three = browser('Three');
    await three.get(ballot);
    expect(three.text()).not.toContain('Audit a service');
    expect(await three.submit({ interested: 'yes' })).toBe(422);
    expect(three.text()).toContain('Enter what your interest is');
    expect(await three.submit({ interested: 'yes', details: 'I work for Acme' })).toBe(200);
    expect(await three.get(ballot)).toBe(403);
    await three.get(paths.panel('digital'));
    expect(three.text()).not.toContain('Accessibility specialist');

    for (const name of ['One', 'Two', 'Chair']) {
      const member = browser(name);
      await member.get(ballot);
      expect(await member.submit({ interested: 'no' })).toBe(200);
      expect(member.text()).toContain('Audit a service');
      expect(member.text()).toContain('is shown to you once you have voted');
      await member.get(member.href('Vote'));
      expect(await member.submit({ choice: 'approve' })).toBe(422);
      expect(member.text()).toContain('Enter the reason for your vote');
      expect(await member.submit({ choice: 'approve', reason: `${name} sees a need` })).toBe(200);
      expect(member.text()).toContain('You voted approve');
      expect(member.text()).toContain('How the members voted so far');
      expect(member.text()).not.toContain('Votes and their reasons');
    }

    const tabs = [browser('One'), browser('One')] as const;
    for (const tab of tabs) await tab.get(`${ballot}/vote`);
    expect(await tabs[0].submit({ choice: 'revise', reason: 'A duty is missing' })).toBe(200);
    expect(await tabs[1].submit({ choice: 'abstain', reason: 'Not sure' })).toBe(409);
    expect(tabs[1].text()).toContain('A duty is missing');
    expect(tabs[1].value('reason')).toBe('Not sure');

    const one = browser('One');
    expect(await one.get(`${ballot}/close`)).toBe(200);
    expect(one.text()).not.toContain("it can't be undone");
    await chair.get(`${ballot}/close`);
    expect(await chair.submit({})).toBe(200);
    expect(chair.text()).toContain('Approve. The reasons are not given yet');
    await chair.get(chair.href('Give the reasons'));
    expect(await chair.submit({ reasons: '' })).toBe(422);
    expect(await chair.submit({ reasons: 'Employers need it' })).toBe(200);
    expect(chair.text()).toContain('The panel recommends: Approve Employers need it');
    const { state } = await lib(ProposalQueries).summary(db.read(), proposalId);
    expect(state).toBe('with-committee');
  });

  it('are closed to strangers, and 404 for what does not exist', async () => {
    const stranger = browser('Stranger');
    expect(await stranger.get(paths.panel('digital'))).toBe(403);
    expect(await stranger.get(paths.panel('nowhere'))).toBe(404);
    expect(await stranger.get('/ballots/nonsense')).toBe(404);
    expect(await stranger.get(paths.ballot(newId()))).toBe(404);
  });

  it('let administrators set the rules, and keep what was typed when they are wrong', async () => {
    const admin = browser('Admin');
    await admin.get(paths.panelRules('digital'));
    expect(await admin.submit({ quorumFloor: '0' })).toBe(422);
    expect(admin.value('quorumFloor')).toBe('0');
    expect(await admin.submit({ quorumFloor: '4', thresholdPercent: '67' })).toBe(200);
    expect(admin.text()).toContain('never fewer than 4');
    expect(admin.text()).toContain('at least 67%');
    const member = browser('One');
    expect(await member.get(paths.panelRules('digital'))).toBe(403);
  });
});
