import { type Actor, groupScope, newId, paths } from '@app/kernel';
import { EditionStore } from '@app/occupational-map';
import { aMap, smallMap } from '@app/occupational-map/testing';
import { ProposalQueries, Proposals } from '@app/proposals';
import { aCompleteContent, anAnswer } from '@app/proposals/testing';
import { type Agent, type Site, startSite, publishMap } from '@test/support';

let site: Site;
let groupId: string;
let chairActor: Actor;
let chair: Agent;
let member: Agent;
let officer: Agent;

beforeAll(async () => {
  site = await startSite();
  const state = aMap(smallMap())
    .route('digital')
    .occupation('OCC0901', { title: 'Accessibility specialist', level: 4, status: 'in-development' })
    .build();
  const edition = { state, kind: 'day-to-day', note: 'The first' } as const;
  await site.db.write((tx) => publishMap(tx, site.lib(EditionStore), edition));
  await site.person('Olga Officer', 'officer@example.test', { role: 'product-manager' });
  officer = await site.as('officer@example.test');
  await officer.get(paths.trailblazers());
  await officer.submit('/trailblazers', { name: 'Accessibility', remit: 'Digital services for everybody' });
  groupId = officer.url.split('/')[2] ?? '';
  const scope = groupScope(groupId);
  const chairId = await site.person('Chris Chair', 'chair@example.test', { role: 'group-chair', scope });
  await site.person('Mona Member', 'member@example.test', { role: 'group-member', scope });
  chairActor = { kind: 'person', id: chairId, name: 'Chris Chair', grants: [{ role: 'group-chair', scope }] };
  [chair, member] = [await site.as('chair@example.test'), await site.as('member@example.test')];
});
afterAll(() => site?.close());

const matchAnswers = [anAnswer('OCC0901')];
/** A draft with nothing missing but what is changed here. */
async function drafted(change: Parameters<typeof aCompleteContent>[0] = {}): Promise<string> {
  const id = await site.lib(Proposals).start(chairActor, groupId, newId());
  await site
    .lib(Proposals)
    .amend(chairActor, id, 1, { part: 'all', change: () => aCompleteContent({ matchAnswers, ...change }) });
  return id;
}
/** The draft of a standard, which has statements and their mapping. */
async function draftedStandard(): Promise<string> {
  const proposals = site.lib(Proposals);
  const id = await proposals.start(chairActor, groupId, newId(), { kind: 'standard', occupation: 'OCC0901' });
  await proposals.amend(chairActor, id, 1, { part: 'all', change: () => aCompleteContent() });
  return id;
}
async function submitted(): Promise<string> {
  const id = await drafted();
  await site.lib(Proposals).submit(chairActor, id, 2, newId());
  return id;
}

describe('a trailblazer group', () => {
  it('gets its employers from its chair, who is asked before one is removed', async () => {
    await chair.get(paths.trailblazer(groupId));
    const acme = { name: 'Acme', kind: 'employer', sector: 'Digital', region: 'Leeds' };
    await chair.submit('/organisations', { ...acme, size: '' });
    expect([chair.status, chair.errors]).toEqual([422, ['Choose the size of the organisation']]);
    await chair.submit('/organisations', { size: 'small' });
    await chair.get(paths.trailblazer(groupId));
    await chair.submit('/organisations', { ...acme, name: 'Brown Ltd', size: 'large', region: 'Wales' });
    await chair.follow('Remove Brown Ltd');
    expect(chair.heading).toBe('Remove Brown Ltd?');
    await chair.submit('/remove');
    expect(chair.text).not.toContain('Brown Ltd Employer');
    expect(chair.text).toContain('removed the employer Brown Ltd');
    expect(chair.text).toContain('The group has fewer than two employers');
  });

  it('invites by its chair; a member manages nothing', async () => {
    await chair.get(paths.trailblazer(groupId));
    await chair.follow('Invite somebody');
    const acme = chair.$('#organisationId option:contains("Acme")').attr('value') ?? '';
    const given = { name: 'New Member', email: 'new@example.test', role: 'group-member', organisationId: acme };
    await chair.submit('/invite', { ...given, organisationId: '' });
    expect(chair.errors).toEqual(['Choose for which organisation they join']);
    await chair.submit('/invite', given);
    expect(chair.text).toMatch(/New Member, new@example.test\s*Member for Acme. Open until/);
    await member.get(paths.trailblazer(groupId));
    expect(member.$('main form:not([action="/sign-out"])')).toHaveLength(0);
    expect(member.text).not.toContain('new@example.test');
  });

  it('without support starts and submits nothing', async () => {
    const id = await drafted();
    await officer.get(paths.trailblazer(groupId));
    await officer.submit('/support', { reason: '' });
    expect(officer.errors).toEqual(['Give the reason']);
    await officer.submit('/support', { reason: 'No small employer joined' });
    await chair.get(paths.proposals());
    expect(chair.text).not.toContain('Start a proposal');
    await chair.get(paths.proposalPart(id, 'check'));
    await chair.submit('/submit', { declaration: 'yes' });
    expect([chair.status, chair.errors.length]).toEqual([422, 1]);
    expect(chair.text).toContain('The support for this trailblazer group was withdrawn');
    await officer.get(paths.trailblazer(groupId));
    await officer.submit('/support', { reason: 'Two small employers joined' });
    await chair.get(paths.proposals());
    expect(chair.text).toContain('Start a proposal');
  });
});

describe('a draft', () => {
  it('begins with one question, then the occupation by search', async () => {
    await chair.get(paths.newProposal());
    await chair.submit('/new');
    expect(chair.errors).toEqual(['Choose what you want to propose']);
    await chair.submit('/new', { kind: 'retirement' });
    await chair.submit('/retirement', { q: 'technician' });
    expect(chair.text).toContain('Digital support technician (OCC0973)');
    expect(chair.text).not.toContain('Old IT technician');
    await chair.follow('OCC0973');
    expect(chair.text).toContain('The public is consulted for at least 4 weeks');
    await chair.submit('/retirement', { groupId });
    expect(chair.text).toContain('the retirement of an occupation (OCC0973)');
  });

  it('of a kind is not begun about an occupation that it cannot be about', async () => {
    await chair.get(`${paths.newProposal('standard')}?occupation=OCC0116`);
    expect(chair.heading).toBe('Which occupation is it about?');
    await chair.get(`${paths.newProposal('standard')}?occupation=OCC0901`);
    await chair.submit('/standard', { groupId, occupation: 'OCC0116' });
    expect([chair.status, chair.errors]).toEqual([
      422,
      ['OCC0116 is not what this kind of request is about: choose another occupation'],
    ]);
    await chair.get(paths.newProposal('wizardry'));
    expect(chair.status).toBe(404);
  });

  it.each([
    ['occupation', ''],
    ['standard', 'OCC0901'],
    ['change', 'OCC0116'],
    ['retirement', 'OCC0973'],
  ])('of the kind %s leads from each gap to a field that is on the page', async (kind, occupation) => {
    await chair.get(`${paths.newProposal(kind)}?occupation=${occupation}`);
    await chair.submit(`/${kind}`, { groupId });
    const id = chair.url.split('/')[2] ?? '';
    if (kind === 'standard') expect(chair.text).toContain('Cannot start yet');
    await chair.get(paths.proposalPart(id, 'check'));
    const links = chair.$('.govuk-error-summary a').toArray();
    expect(links.length).toBeGreaterThan(2);
    for (const href of links.map((link) => chair.$(link).attr('href') ?? '')) {
      const [page = '', anchor = ''] = href.split('#');
      await member.get(page);
      expect([href, member.status, member.$(`#${anchor}`).length]).toEqual([href, 200, 1]);
    }
  });

  it('sent twice from one form is one draft', async () => {
    await chair.get(paths.newProposal('occupation'));
    const key = String(chair.$('[name=key]').val());
    const token = String(chair.$('[name=_csrf]').val());
    const body = new URLSearchParams({ _csrf: token, key, groupId });
    await chair.post(paths.newProposal('occupation'), body);
    const first = chair.url;
    expect(chair.text).toContain('Title, route and level');
    await chair.post(paths.newProposal('occupation'), body);
    expect(chair.url).toBe(first);
  });

  it('asks before a statement is removed, and says what its mapping loses', async () => {
    const id = await draftedStandard();
    await chair.get(paths.proposalPart(id, 'ksbs'));
    await chair.follow('Remove K2');
    expect(chair.text).toContain('It is mapped to D1, D2');
    await chair.submit('/remove');
    expect(chair.text).not.toContain('Assistive technology');
    await chair.get(paths.proposalPart(id, 'duties'));
    await chair.submit('/duties', { text: ' ' });
    expect(chair.errors).toEqual(['Enter the statement']);
    expect(chair.$(chair.$('.govuk-error-summary a').attr('href') ?? '').is('textarea')).toBe(true);
  });

  it('keeps both texts when two people map at once, and a text whose statement was removed', async () => {
    const id = await draftedStandard();
    await member.get(paths.proposalPart(id, 'mapping'));
    await chair.get(paths.proposalPart(id, 'mapping'));
    await chair.submit('/mapping', { D1: ['K1', 'S2', 'B1'] });
    await member.submit('/mapping', { D1: ['K1', 'S1', 'B1'] });
    expect(member.status).toBe(409);
    expect(member.text).toContain(
      'D1 needs It says now: K1, S2, B1 What yours changes of that: K1, (taken out: S2) (new: S1) , B1',
    );
    expect(member.$('[name=D1][value=S1]').is('[checked]')).toBe(true);
    await member.get(`${paths.proposalPart(id, 'duties')}/D3`);
    await chair.get(`${paths.proposalPart(id, 'duties')}/D3/remove`);
    await chair.submit('/remove');
    await member.submit('/D3', { text: 'Test with many people' });
    expect([member.status, member.$('#text').val()]).toEqual([422, 'Test with many people']);
    expect(member.errors[0]).toContain('D3 was removed meanwhile');
  });

  it('adds what one form sends once, however often, and what others add at the same time, too', async () => {
    const id = await drafted();
    const duties = paths.proposalPart(id, 'duties');
    await chair.get(duties);
    await member.get(duties);
    const sent = new URLSearchParams({
      _csrf: String(chair.$('form:has(#text) [name=_csrf]').val()),
      key: String(chair.$('form:has(#text) [name=key]').val()),
      version: String(chair.$('form:has(#text) [name=version]').val()),
      kind: 'duty',
      text: 'Ask people who use it',
    });
    const before = chair.$('.govuk-summary-list__row').length;
    await chair.post(duties, sent);
    await member.submit('/duties', { text: 'Read it out with a screen reader' });
    await chair.post(duties, sent);
    expect([chair.status, chair.errors]).toEqual([200, []]);
    expect(chair.$('.govuk-summary-list__row')).toHaveLength(before + 2);
    for (const text of ['Ask people who use it', 'Read it out with a screen reader']) {
      expect(chair.text.split(text)).toHaveLength(2);
    }
    // The form of the same page with other words, as after Back, is another addition.
    sent.set('text', 'Publish what was found');
    await chair.post(duties, sent);
    expect(chair.text).toContain('Publish what was found');
    await chair.follow(`Remove D${before + 3}`);
    await chair.submit('/remove');
    // Whatever was taken out meanwhile, and in the same words only once.
    await member.get(duties);
    await chair.follow(`Remove D${before + 2}`);
    await chair.submit('/remove');
    await member.submit('/duties', { text: 'Teach others' });
    expect([member.status, member.errors, member.text]).toEqual([200, [], expect.stringContaining('Teach others')]);
    await member.submit('/duties', { text: 'ask people  who use it' });
    expect(member.errors).toEqual([`D${before + 1} says this already: "ask people who use it"`]);
  });

  it('is checked card by card; a change leads back to the answers', async () => {
    const id = await drafted();
    await chair.get(paths.proposalPart(id, 'check'));
    await chair.follow('Change title');
    await chair.submit('/occupation', { title: 'Accessibility <b>lead</b>' });
    expect(chair.heading).toBe('Check your answers');
    expect(chair.body).toContain('Accessibility &lt;b&gt;lead&lt;/b&gt;');
    await chair.submit('/submit');
    expect(chair.errors).toEqual(['Confirm that all members of the group agree the content']);
  });

  it('takes no route that is on no map', async () => {
    const id = await drafted();
    await chair.get(paths.proposalPart(id, 'occupation'));
    await chair.submit('/occupation', { title: 'Any', route: 'wizardry', level: '4' });
    expect([chair.status, chair.errors]).toEqual([422, ['Choose the route']]);
  });
});

describe('a submitted proposal', () => {
  it('submitted twice from one form is one version, and cannot be edited', async () => {
    const id = await drafted();
    await chair.get(paths.proposalPart(id, 'check'));
    const form = chair.$('form[action$="/submit"]');
    const fields = form.serializeArray().map(({ name, value }): [string, string] => [name, value]);
    const body = new URLSearchParams([...fields, ['declaration', 'yes']]);
    await chair.post(`${paths.proposal(id)}/submit`, body);
    await chair.post(`${paths.proposal(id)}/submit`, body);
    expect([chair.status, chair.url]).toEqual([200, paths.proposal(id)]);
    expect(await site.lib(ProposalQueries).versions(site.db.read(), id)).toHaveLength(1);
    await chair.get(paths.proposalPart(id, 'profile'));
    expect(chair.url).toBe(paths.proposal(id));
    expect(chair.text).toContain('submitted version 1');
  });

  it('comes back with change requests beside their fields, and answers are seen by the officer', async () => {
    const id = await submitted();
    await officer.get(paths.proposal(id));
    await officer.follow('Return with a change request');
    const first = { kind: 'evidence', field: 'requirement-broad', text: 'Say how long it takes.', workingDays: '10' };
    await officer.submit('/return', { ...first, 'kind-2': 'content', 'text-2': 'Name the settings.' });
    expect([officer.status, officer.errors]).toEqual([422, ['Choose the part of the proposal']]);
    await officer.submit('/return', { 'field-2': 'profile', 'workingDays-2': '5' });
    expect(officer.text).toContain('returned');
    await chair.get(paths.proposal(id));
    expect(chair.text).toContain('Profile and typical job titles Asked: Name the settings. Change asked for');
    await chair.get(paths.proposalPart(id, 'profile'));
    expect(chair.text).toContain('Change asked for (content, by');
    await chair.submit('/profile', { profile: 'In banks and councils.' });
    expect(chair.text).toContain('Profile and typical job titles Asked: Name the settings. Completed');
    await chair.get(paths.proposalPart(id, 'check'));
    await chair.submit('/submit', { declaration: 'yes' });
    await officer.get(paths.proposal(id));
    expect(officer.text).toContain('Version 2 differs from version 1 in: Profile.');
    expect(officer.text).toMatch(/Name the settings\.\s*Changed since/);
    expect(officer.text).toMatch(/Say how long it takes\.\s*Not changed since/);
    await officer.follow('Version 1');
    expect(officer.text).toContain('Makes services usable by everybody.');
    expect(officer.text).toContain('Acme (small, Digital, Leeds)');
  });

  it('is not accepted by who read an older version', async () => {
    const id = await submitted();
    await officer.get(paths.proposal(id));
    const again = await site.as('officer@example.test');
    await again.get(paths.proposalPart(id, 'return'));
    await again.submit('/return', { kind: 'content', field: 'duties', text: 'Split D1.', workingDays: '5' });
    await chair.get(paths.proposalPart(id, 'check'));
    await chair.submit('/submit', { declaration: 'yes' });
    await officer.submit('/accept', { reason: 'No peer was free' });
    expect(officer.status).toBe(409);
    expect(officer.errors).toEqual(['Somebody else changed this proposal after you opened the page']);
    expect(officer.text).toContain('Version 2');
    await officer.submit('/accept', { reason: 'No peer was free' });
    expect(officer.text).toContain('with panel');
  });

  it('is withdrawn by the chair alone, who is asked first', async () => {
    const id = await submitted();
    await member.get(paths.proposalPart(id, 'withdraw'));
    expect(member.status).toBe(403);
    await chair.get(paths.proposal(id));
    await chair.follow('Withdraw this proposal');
    expect(chair.heading).toBe('Withdraw this proposal?');
    await chair.submit('/withdraw');
    expect(chair.text).toContain('It is withdrawn');
  });

  it('is listed for the officer by state; nobody else’s group sees it', async () => {
    await submitted();
    await officer.get(`${paths.proposals()}?state=submitted`);
    expect(officer.text).toContain('Accessibility specialist');
    await officer.get(`${paths.proposals()}?state=nonsense`);
    expect(officer.status).toBe(422);
    await site.person('Sam Stranger', 'stranger@example.test', { role: 'group-chair', scope: groupScope(newId()) });
    const stranger = await site.as('stranger@example.test');
    await stranger.get(paths.proposals());
    expect(stranger.text).toContain('There are no proposals here');
  });
});
