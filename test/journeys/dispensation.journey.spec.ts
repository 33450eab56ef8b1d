import { Following } from '@app/notifications';
import { addWorkingDays, londonDate, paths, type Role, routeScope, systemActor } from '@app/kernel';
import { EditionStore } from '@app/occupational-map';
import { smallMap } from '@app/occupational-map/testing';
import { Panels } from '@app/panels';
import { type Agent, type Site, startSite, type Values, publishMap } from '@test/support';
import { aGroup, type Group } from '../support/builders';

const panel = ['chair', 'one', 'two'];
const committee = ['c1', 'c2', 'c3'];
const instead = 'Duty D1 may be shown in a simulated environment.';
const day = 86_400_000;

let site: Site;
let group: Group;
const agents = new Map<string, Agent>();

async function as(name: string): Promise<Agent> {
  const agent = agents.get(name) ?? (await site.as(`${name}@example.test`));
  agents.set(name, agent);
  return agent;
}

const inDays = async (days: number): Promise<string> =>
  londonDate(new Date((await site.db.read().now()).getTime() + days * day));
const dateOf = (name: string, date: string): Values => {
  const [year = '', month = '', dayOf = ''] = date.split('-');
  return { [`${name}-day`]: dayOf, [`${name}-month`]: month, [`${name}-year`]: year };
};
const mails = (subject: string) =>
  site.db
    .read()
    .rows<{ recipient: string; body: string }>(
      'select recipient, body from dev_inbox where subject like $1 order by recipient',
      [`${subject}%`],
    );
const rootHash = async () =>
  (await site.db.read().rows<{ hash: string }>('select root_hash as hash from edition order by no desc limit 1'))[0]
    ?.hash;

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
  for (const [index, name] of panel.entries()) {
    await person(name, { role: index === 0 ? 'panel-chair' : 'panel-member', scope: routeScope('digital') });
  }
  for (const name of committee) await person(name, { role: 'committee-member' });
  await site.lib(Following).ask('reader@example.test', { kind: 'occupation', key: 'OCC0116' });
  await site.db.write((tx) => tx.rows('update follower set confirmed_at = waymark_now()'));
  await site.settle();
});
afterAll(() => site?.close());

/** Drafts one from a search to its grounds, and submits it. @returns its id */
async function submitted(first: number, last: number): Promise<string> {
  const agent = await as('chair-of-group');
  await agent.get(paths.newProposal('dispensation'));
  await agent.submit('/dispensation', { q: 'software developer' });
  await agent.follow('OCC0116');
  expect(agent.text).toContain('A decision is promised within 4 weeks');
  await agent.submit('/dispensation', { groupId: group.id });
  const id = agent.url.split('/')[2] ?? '';
  await agent.get(paths.proposalPart(id, 'dispensation'));
  const days = { ...dateOf('startsOn', await inDays(first)), ...dateOf('endsOn', await inDays(last)) };
  await agent.submit('/dispensation', { affected: ['D1'], instead, ...days });
  expect([agent.status, agent.errors]).toEqual([200, []]);
  await agent.get(paths.proposalPart(id, 'grounds'));
  await agent.submit('/grounds', { explanation: 'The laboratory burned down.', evidence: 'Ten letters.' });
  await agent.get(paths.proposalPart(id, 'check'));
  expect(agent.text).toContain(instead);
  await agent.submit('/submit', { declaration: 'yes' });
  expect([agent.status, agent.errors]).toEqual([200, []]);
  const officer = await as('officer');
  await officer.get(paths.proposal(id));
  await officer.submit('/accept', { reason: 'No peer was free' });
  return id;
}

/** The whole way of a ballot, voted on by everybody. */
async function decide(id: string, slug: string, people: readonly string[], choice = 'approve'): Promise<void> {
  const chair = await as(people[0] ?? '');
  const [year = '', month = '', dayOf = ''] = londonDate(addWorkingDays(await site.db.read().now(), 10)).split('-');
  await chair.get(paths.ballotOpening(slug, id));
  await chair.submit(`/open/${id}`, { day: dayOf, month, year, time: '17:00' });
  const ballot = chair.url.split('/')[2] ?? '';
  for (const name of people) {
    const member = await as(name);
    await member.get(paths.ballotPart(ballot, 'interest'));
    await member.submit('/interest', { interested: 'no' });
    await member.get(paths.ballotPart(ballot, 'vote'));
    await member.submit('/vote', { choice, reason: 'Yes.' });
  }
  await chair.get(paths.ballotPart(ballot, 'close'));
  await chair.submit('/close');
  await chair.get(paths.ballotPart(ballot, 'reasons'));
  // The requirements are those of an occupation: a dispensation is not judged by them.
  expect(chair.text).not.toContain('Reasons for each requirement');
  await chair.submit('/reasons', { reasons: 'There is a need.' });
  expect(chair.errors).toEqual([]);
}

async function agreed(first: number, last: number): Promise<string> {
  const id = await submitted(first, last);
  await decide(id, 'digital', panel);
  await decide(id, 'committee', committee);
  await site.settle();
  return id;
}

/** The page as somebody without an account sees it, once it shows these words, or does not any more. */
function shows(url: string, words: string, shown = true): Promise<Agent> {
  const anybody = site.anonymous();
  return anybody.until(url, () => anybody.text.includes(words) === shown);
}

describe('a dispensation', () => {
  it('is asked for with two dates; what is wrong stands beside each, and what was typed is kept', async () => {
    const agent = await as('chair-of-group');
    await agent.get(paths.newProposal('dispensation') + '?occupation=OCC0116');
    await agent.submit('/dispensation', { groupId: group.id });
    const id = agent.url.split('/')[2] ?? '';
    await agent.get(paths.proposalPart(id, 'dispensation'));
    const days = { ...dateOf('startsOn', '2027-02-30'), ...dateOf('endsOn', '') };
    await agent.submit('/dispensation', { instead, ...days });
    expect([agent.status, agent.errors]).toEqual([
      422,
      [
        'Choose at least one part',
        'Enter the first day in numbers, for example 27 3 2027',
        'Enter the last day in numbers, for example 27 3 2027',
      ],
    ]);
    expect([agent.$('#startsOn-day').val(), agent.$('#instead').val()]).toEqual(['30', instead]);
    const wrong = { affected: ['D1'], ...dateOf('startsOn', await inDays(0)), ...dateOf('endsOn', await inDays(400)) };
    await agent.submit('/dispensation', wrong);
    expect(agent.errors).toEqual([
      expect.stringContaining('The first day must be after'),
      expect.stringContaining('It lasts 12 months at most'),
    ]);
    expect(agent.$('#endsOn-error').text()).toContain('12 months at most');
    expect(agent.$('[name=affected][value=D1]').attr('checked')).toBeDefined();
  });

  it('is agreed, is to come, is in force and ends by the clock; the map stays as it is', async () => {
    const hash = await rootHash();
    const id = await submitted(10, 60);
    await decide(id, 'digital', panel);
    const anybody = await shows(paths.occupation('OCC0116'), 'A dispensation from its standard is asked for');
    expect(anybody.text).not.toContain(instead);
    await anybody.get(paths.dispensations());
    expect(anybody.text).toContain('There is none.');
    await decide(id, 'committee', committee);
    await site.settle();

    const group = await as('chair-of-group');
    await group.get(paths.proposal(id));
    expect(group.text).toContain('It is agreed, not yet in force: from');
    await group.follow('The letter');
    expect(group.text).toContain('It stands on the public list of dispensations.');
    await shows(paths.occupation('OCC0116'), 'Dispensation agreed, not yet in force');
    expect(
      (await mails('A dispensation from the standard of Software developer was agreed')).map((one) => one.recipient),
    ).toEqual(['reader@example.test']);

    await site.clock.advance(12 * day);
    const page = await shows(paths.occupation('OCC0116'), 'Dispensation in force until');
    expect(page.text).toContain(instead);
    expect((await mails('Ends on')).length).toBe(0);
    await site.clock.advance(23 * day);
    await site.settle();
    await site.settle();
    expect((await mails('Ends on')).map(({ recipient }) => recipient)).toEqual([
      'chair-of-group@example.test',
      'officer@example.test',
    ]);

    await site.clock.advance(30 * day);
    await site.settle();
    const list = await shows(paths.dispensations(), 'Ended');
    expect(list.text).toContain('Duty D1 may be shown');
    await shows(paths.occupation('OCC0116'), 'Dispensation in force', false);
    await group.get(paths.proposals());
    expect(group.text).toContain('Ended on');
    expect(await rootHash()).toBe(hash);
    await list.get(`${paths.dispensationsFile()}?standing=ended`);
    expect(list.body).toContain('OCC0116,Software developer,digital,ended');
  });

  it('is ended early by the officer with a reason that everybody reads', async () => {
    const id = await agreed(5, 90);
    await site.clock.advance(10 * day);
    const officer = await as('officer');
    await officer.get(paths.proposal(id));
    await officer.follow('End it early');
    await officer.submit('/end', { reason: '' });
    expect([officer.status, officer.errors]).toEqual([422, ['Enter the reason']]);
    await officer.submit('/end', { reason: 'The laboratory is open again.' });
    expect(officer.text).toContain('It is ended on');
    expect(officer.text).toContain('The laboratory is open again.');
    expect(officer.text).not.toContain('End it early');
    await site.settle();
    expect((await mails('Ended early')).map(({ recipient }) => recipient)).toEqual(['chair-of-group@example.test']);
    expect(
      (await mails('A dispensation from the standard of Software developer ended early')).map((one) => one.recipient),
    ).toEqual(['reader@example.test']);
    await shows(paths.dispensations(), 'The laboratory is open again.');
    const chair = await as('chair-of-group');
    expect((await chair.get(paths.proposalPart(id, 'end'))).status).toBe(403);
  });

  it('that is refused stands on no list, and leaves the page of the occupation', async () => {
    const id = await submitted(10, 60);
    await decide(id, 'digital', panel);
    await decide(id, 'committee', committee, 'reject');
    await site.settle();
    const chair = await as('chair-of-group');
    await chair.get(paths.proposal(id));
    expect(chair.text).toContain('It is refused.');
    const anybody = site.anonymous();
    await anybody.get(`${paths.dispensations()}?standing=coming`);
    expect(anybody.text).toContain('There is none.');
  });
});
