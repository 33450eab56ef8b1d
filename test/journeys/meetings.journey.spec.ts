import { londonDate, paths } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { Proposals } from '@app/proposals';
import { type Agent, type Site, startSite } from '@test/support';
import { Surroundings } from '../../apps/web/src/pages/maps/surroundings';
import { aGroup, aSubmittedProposal } from '../support/builders';

let site: Site;
const day = 86_400_000;
const people = ['chair', 'deputy', 'secretary', 'mia', 'noor'] as const;
const title = 'Subtitle editor';

beforeAll(async () => {
  site = await startSite({ seeded: true });
  await site.settle();
  await site.person('Ada Admin', 'ada@example.test', { role: 'administrator' });
  for (const name of people) await site.person(`${name} Person`, `${name}@example.test`);
  const group = await aGroup(site);
  const id = await aSubmittedProposal(site, group, { title });
  await site.lib(Proposals).accept(group.officer, id, undefined, 'No peer was free');
});
afterAll(() => site?.close());

const as = (name: string): Promise<Agent> => site.as(`${name}@example.test`);

/** A public page as somebody sees it a moment later. */
async function publicPage(path: string): Promise<string> {
  await site.lib(Surroundings).refresh();
  await site.lib(MapReader).refresh();
  const visitor = site.anonymous();
  await visitor.get(path);
  return visitor.text;
}

/** The form of this item on the page of a meeting that moves it, takes it off, and so on. */
function hrefOf(agent: Agent, words: string, item: string): string {
  const line = agent.$(`.waymark-agenda__item:contains("${item}")`).first();
  return line.find(`a:contains("${words}")`).attr('href') ?? '';
}

describe('a panel and its meeting', () => {
  let meeting: string;

  it('an administrator appoints the members, with offices and terms', async () => {
    const ada = await as('ada');
    await ada.get(paths.panelMembers('digital'));
    await ada.submit('form:has(#email)', { email: 'nobody@example.test', office: 'member' });
    expect([ada.status, ada.errors]).toEqual([422, [expect.stringContaining('Nobody has an account')]]);
    expect(ada.$('#email').val()).toBe('nobody@example.test');
    for (const name of people) {
      const office = name === 'mia' || name === 'noor' ? 'member' : name;
      await ada.submit('form:has(#email)', { email: `${name}@example.test`, office, until: '2036-03-31' });
      expect(ada.text).toContain(`${name} Person, ${office === 'deputy' ? 'deputy chair' : office}`);
    }
    const mia = await as('mia');
    await mia.get(paths.panelMembers('digital'));
    expect(mia.text).not.toContain('Appoint somebody');
  });

  it('a member is asked for their interests, enters one, and everybody can read it', async () => {
    const mia = await as('mia');
    await mia.get(paths.dashboard());
    await mia.follow('Fill in your register of interests');
    await mia.submit('form:has(#organisation)', { kind: 'employer', organisation: '', from: 'yesterday' });
    expect(mia.errors).toEqual(['Enter the name of the organisation', 'Enter the first day like 2025-03-31']);
    await mia.submit('form:has(#organisation)', { organisation: 'Quiet Films', from: '2024-01-01' });
    expect(mia.text).toContain('Quiet Films, employerSince 1 January 2024');
    const panel = await publicPage(paths.routePanel('digital'));
    expect(panel).toContain('mia Person, member Term');
    expect(panel).toContain('Quiet Films (employer), since 1 January 2024');
    await mia.get(paths.dashboard());
    expect(mia.text).not.toContain('register of interests');
  });

  it('the secretary plans it and builds the agenda; the other tab is told that it is too late', async () => {
    const secretary = await as('secretary');
    await secretary.get(paths.panelMeetings('digital'));
    await secretary.follow('Plan a meeting');
    const date = londonDate(new Date((await site.db.read().now()).getTime() + 7 * day));
    await secretary.submit('form:has(#date)', { date, time: '10:00', link: 'http://plain.example.test' });
    expect(secretary.errors).toEqual(['Enter an address that begins with https://']);
    await secretary.submit('form:has(#date)', { date, time: '10:00', link: 'https://meet.example.test/x' });
    meeting = secretary.url;
    const late = await as('chair');
    await late.get(meeting);
    await secretary.submit('/build', {});
    expect(secretary.text).toContain(title);
    await late.submit('/build', {});
    expect([late.status, late.text]).toEqual([409, expect.stringContaining('Somebody else changed this meeting')]);
    await secretary.follow('Add an item');
    await secretary.submit('/items/new', { title: 'Dates for next year', reference: 'OP0001' });
    expect(secretary.errors).toEqual([expect.stringContaining('one of the two')]);
    await secretary.submit('/items/new', { title: 'Dates for next year', reference: '' });
    await secretary.get(hrefOf(secretary, 'Change', title));
    const note = 'Please read duty 3 with care.';
    await secretary.submit('form:has(#note)', { note });
    expect(secretary.text).toContain(note);
    expect(secretary.text).not.toContain('Publish the agenda');
  });

  it('a stale note keeps both texts', async () => {
    const [secretary, chair] = [await as('secretary'), await as('chair')];
    await chair.get(meeting);
    const item = hrefOf(chair, 'Change', title);
    await chair.get(item);
    await secretary.get(item);
    await secretary.submit('form:has(#note)', { note: 'The note of the secretary.' });
    await chair.submit('form:has(#note)', { note: 'The note of the chair.' });
    expect(chair.status).toBe(409);
    expect(chair.text).toContain('The note of the secretary.');
    expect(chair.$('#note').val()).toBe('The note of the chair.');
    await chair.submit('form:has(#note)');
    expect(chair.text).toContain('The note of the chair.');
  });

  it('members see the agenda once the chair published it, and are told by mail', async () => {
    const [mia, chair] = [await as('mia'), await as('chair')];
    await mia.get(meeting);
    expect(mia.text).toContain('The agenda is not published yet');
    expect(mia.text).not.toContain(title);
    await chair.get(paths.dashboard());
    await chair.follow('Publish the agenda of the meeting');
    await chair.submit('/publish', {});
    await site.settle();
    await mia.get(meeting);
    expect(mia.text).toContain(title);
    const mails = await site.db
      .read()
      .rows<{ subject: string; body: string }>(
        `select subject, body from dev_inbox where recipient = 'mia@example.test'`,
      );
    expect(mails.map(({ subject }) => subject).join()).toContain('Agenda: Digital route panel');
    expect(JSON.stringify(mails)).not.toContain(title);
  });

  it('who notes an interest in an item sees nothing more of it: agenda, paper, note', async () => {
    const noor = await as('noor');
    await noor.get(meeting);
    const paper = hrefOf(noor, 'Version 1 of the proposal', title);
    await noor.get(hrefOf(noor, 'Note an interest', title));
    expect(noor.text).not.toContain('mia Person');
    await noor.submit('/recusal', { reason: '' });
    expect(noor.errors).toEqual(['Enter what the interest is']);
    await noor.submit('/recusal', { reason: 'My sister proposes it' });
    expect(noor.text).toContain('An item that you take no part in');
    expect(noor.body).not.toMatch(/Subtitle editor|The note of the chair/);
    await noor.get(paper);
    expect(noor.status).toBe(403);
    const chair = await as('chair');
    await chair.get(meeting);
    expect(chair.text).toContain('noor Person takes no part');
  });

  it('it stands in calendars: with the link for members, with its date alone for everybody', async () => {
    const mia = await as('mia');
    await mia.get(meeting);
    const feed = mia.$('a:contains("all meetings of this panel")').attr('href') ?? '';
    const file = await site.app.inject({ method: 'GET', url: feed });
    expect(file.headers['content-type']).toContain('text/calendar');
    expect(file.body).toContain('LOCATION:https://meet.example.test/x');
    const forged = await site.app.inject({ method: 'GET', url: `${feed.slice(0, -2)}xx` });
    expect(forged.statusCode).toBe(404);
    await mia.follow('Add it to your calendar');
    expect(mia.body).toContain('SUMMARY:Meeting 1 of the Digital route panel');
    await site.lib(Surroundings).refresh();
    const dates = await site.app.inject({ method: 'GET', url: paths.routePanelCalendar('digital') });
    expect(dates.body).toContain('SUMMARY:Meeting 1 of the Digital route panel');
    expect(dates.body).not.toContain('meet.example.test');
    expect(await publicPage(paths.map('digital'))).toContain('Its next meeting is on');
  });

  it('attendance and minutes are written down; of two at once the later keeps both texts', async () => {
    const mia = await as('mia');
    await mia.get(meeting);
    await mia.submit('/apologies', {});
    expect(mia.text).toContain('mia Person, memberApologies');
    await site.clock.advance(8 * day);
    const [secretary, chair] = [await as('secretary'), await as('chair')];
    await secretary.get(`${meeting}/attendance`);
    const boxes = secretary.$('fieldset').toArray();
    const chairBox = boxes.find((box) => secretary.$(box).text().includes('chair Person'));
    const field =
      secretary
        .$(chairBox ?? '')
        .find('input')
        .first()
        .attr('name') ?? '';
    await secretary.submit('/attendance', { [field]: 'present' });
    expect(secretary.text).toContain('chair Person, chairPresent');
    for (const agent of [secretary, chair]) await agent.get(`${meeting}/minutes`);
    const texts = (agent: Agent, text: string) =>
      Object.fromEntries(
        agent
          .$('textarea')
          .toArray()
          .map((one) => [agent.$(one).attr('name') ?? '', text]),
      );
    const agreed = secretary.$('input[name^="agreed-"]');
    expect(agreed.closest('fieldset').find('legend').text()).toMatch(/^\d. Dates for next year$/);
    const ticked = { [agreed.attr('name') ?? '']: 'yes' };
    await secretary.submit('/minutes', { ...texts(secretary, ''), ...ticked });
    expect([secretary.status, secretary.errors]).toEqual([422, ['Say what the panel agreed to']]);
    expect(secretary.$('input[name^="agreed-"]').attr('checked')).toBe('checked');
    await secretary.submit('/minutes', { ...texts(secretary, 'The panel heard the proposal.'), ...ticked });
    expect(secretary.text).toContain('The panel agreed to this change of the map.');
    await chair.submit('/minutes', texts(chair, 'Heard and discussed.'));
    expect(chair.status).toBe(409);
    expect(chair.text).toContain('The panel heard the proposal.');
    expect(chair.$('textarea').first().val()).toBe('Heard and discussed.');
  });

  it('the chair agrees the minutes and publishes them, and everybody reads them', async () => {
    const [mia, chair] = [await as('mia'), await as('chair')];
    await mia.get(meeting);
    expect(mia.text).not.toContain('The panel heard the proposal.');
    expect(await publicPage(paths.routePanelMinutes('digital', 1))).not.toContain('The panel heard');
    await chair.get(paths.dashboard());
    await chair.follow('Agree the minutes of the meeting');
    await chair.submit('/minutes/agree', {});
    await mia.get(meeting);
    expect(mia.text).toContain('The panel heard the proposal.');
    await chair.submit('/minutes/publish', {});
    expect(await publicPage(paths.routePanel('digital'))).toContain('minutes of meeting 1');
    const minutes = await publicPage(paths.routePanelMinutes('digital', 1));
    expect(minutes).toContain('1. Not public yet');
    expect(minutes).not.toContain(title);
    expect(minutes).toContain(
      '2. Dates for next year The panel heard the proposal.Outcome: The panel agreed to this change of the map.',
    );
    expect(minutes).toContain('Presentchair Person Apologiesmia Person');
    expect(await publicPage(paths.routePanels())).toContain('Digital route panel');
  });
});

describe('a time that the clocks repeat', () => {
  it('is asked about: which of the two is meant; the meeting may be moved to the other', async () => {
    const secretary = await as('secretary');
    await secretary.get(paths.panelMeetings('digital'));
    await secretary.follow('Plan a meeting');
    const when = { date: '2027-10-31', time: '01:30', place: 'Room 1' };
    await secretary.submit('form:has(#date)', when);
    expect([secretary.status, secretary.errors.length, secretary.$('[name=which]').length]).toEqual([422, 1, 2]);
    await secretary.submit('form:has(#date)', { which: 'later' });
    expect([secretary.status, secretary.text]).toEqual([200, expect.stringContaining('1:30am GMT')]);
    const [page, stored] = [secretary.url, 'select starts_at as at from meeting order by starts_at desc limit 1'];
    expect(await site.db.read().one(stored)).toEqual({ at: new Date('2027-10-31T01:30:00Z') });
    await secretary.get(`${page}/move`);
    expect(secretary.$('[name=which]:checked').val()).toBe('later');
    await secretary.submit('form:has(#date)', { which: 'earlier' });
    expect(await site.db.read().one(stored)).toEqual({ at: new Date('2027-10-31T00:30:00Z') });
    await secretary.get(`${page}/cancel`);
    await secretary.submit('form:has(#why)', { why: 'Only to try the clock' });
  });
});
