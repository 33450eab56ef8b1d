import { addWorkingDays, londonDate, londonTime, newId, paths, type Role, routeScope, textPlaceOf } from '@app/kernel';
import { Proposals } from '@app/proposals';
import { GroupInvitations, InterestRegister, InvitationLinks, TrailblazerQueries } from '@app/trailblazers';
import { type Site, startSite, publishMap } from '@test/support';
import { Browsing, faultsOf, follow, press } from '../support/browsing';
import { Surroundings } from '../../apps/web/src/pages/maps/surroundings';
import { aConsultation, aGroup, anAnswered, aRequest, aSubmittedProposal, type Group } from '../support/builders';
import { EditionStore } from '@app/occupational-map';
import { someGrounds } from '@app/proposals/testing';

let site: Site;
let browsing: Browsing;
let proposalId: string;
let submittedId: string;
let changeId: string;
let retirementId: string;
let optionId: string;
let submittedChangeId: string;
let movedId: string;
let lapsedId: string;
let consultation: string;
let response: string;
let ballot: string;
let suggestion: string;
let revision: string;
let adaId: string;
let meeting: string;
let item: string;
let unminuted: string;
let minuted = 0;
let groupId: string;
let token: string;
let gap: string;
let chairId: string;

const grants = (role: Role, scope?: string) => (scope === undefined ? { role } : { role, scope });

beforeAll(async () => {
  site = await startSite({ seeded: true });
  await site.settle();
  browsing = await Browsing.on(site);
  const group = await aGroup(site);
  adaId = await site.person('Ada Admin', 'ada@example.test', grants('administrator'));
  await site.person('Chad Chair', 'chair@example.test', grants('panel-chair', routeScope('digital')));
  for (const name of ['member', 'member2', 'member3']) {
    await site.person(name, `${name}@example.test`, grants('panel-member', routeScope('digital')));
  }
  await site.person('Mo Derator', 'mo@example.test', grants('moderator'));
  const tess = await site.as('chair-of-group@example.test');
  await tess.get(paths.newProposal('occupation'));
  await tess.submit('/occupation', { groupId: group.id });
  proposalId = tess.url.split('/')[2] ?? '';
  submittedId = await aSubmittedProposal(site, group, { route: 'digital' });
  await requests(group);
  await consult(group);
  await site.lib(Proposals).accept(group.officer, submittedId, undefined, 'No peer was free');
  await openBallot();
  await draftRevision();
  await suggest();
  await meet();
  await inviteAndAsk(group);
});
afterAll(async () => {
  await browsing?.close();
  await site?.close();
});

/** A request of each further kind: drafts, a submitted change, one that the map has moved away from, one that lapsed. */
async function requests(group: Group): Promise<void> {
  const change = { kind: 'change', occupation: 'OCC0116' } as const;
  changeId = await aRequest(site, group, change, { profile: 'Writes programs.' });
  retirementId = await aRequest(site, group, { kind: 'retirement', occupation: 'OCC0037A' });
  optionId = await aRequest(site, group, { kind: 'option', occupation: 'OCC0397A' });
  submittedChangeId = await aRequest(site, group, change, { keywords: ['programs'], grounds: someGrounds });
  await site.lib(Proposals).submit(group.chair, submittedChangeId, 2, newId());
  movedId = await aRequest(site, group, { kind: 'change', occupation: 'OCC0128' }, { profile: 'Ours.' });
  await site.db.write(async (tx) => {
    const state = structuredClone(await site.lib(EditionStore).liveState(tx));
    state.occupations.OCC0128.overview = 'Theirs.';
    const edition = { state, kind: 'day-to-day' as const, note: 'Another overview', changes: [] };
    await publishMap(tx, site.lib(EditionStore), edition);
  });
  lapsedId = await aSubmittedProposal(site, group, { title: 'Fax operator' });
  const order = { kind: 'content', field: 'profile', text: 'Say more', workingDays: 5 } as const;
  await site.lib(Proposals).returnWith(group.officer, lapsedId, [order]);
  await site.db.write((tx) => tx.rows('update proposal set lapses_at = waymark_now() where id = $1', [lapsedId]));
}

async function consult({ officer }: Group): Promise<void> {
  const closesAt = addWorkingDays(await site.db.read().now(), 10);
  const subjects = [{ kind: 'proposal' as const, ref: submittedId }];
  consultation = await aConsultation(site, officer, { title: 'Is it one job?', subjects, closesAt });
  const answers = { agree: { '': { choices: ['agree'] } }, comments: { '': { text: 'Yes, it is.' } } };
  await anAnswered(site, consultation, { answers });
  const row = await site.db
    .read()
    .one<Parameters<typeof textPlaceOf>[0]>(
      `select response_id as "responseId", question, block, part from response_text`,
    );
  response = row === null ? '' : textPlaceOf(row);
}

/** An invitation to the group that waits, an invitation to propose, and the interest of an employer in it. */
async function inviteAndAsk({ id, officer, chair }: Group): Promise<void> {
  [groupId, chairId] = [id, chair.id];
  const [acme] = await site.lib(TrailblazerQueries).organisations(site.db.read(), id);
  const invited = { id: newId(), name: 'Ida Invited', email: 'ida@example.test', role: 'group-deputy' } as const;
  await site.lib(GroupInvitations).invite(officer, id, { ...invited, organisationId: acme?.id ?? '' });
  token = site.lib(InvitationLinks).token(invited.id);
  const closesAt = addWorkingDays(await site.db.read().now(), 10);
  const order = { id: newId(), title: 'Laser cleaner', idea: 'Cleaning metal by laser', route: 'digital', closesAt };
  gap = await site.lib(InterestRegister).open(officer, order);
  const employer = {
    organisation: 'Brown',
    size: 'small',
    sector: 'Metal',
    region: 'Hull',
    needs: 'Two a year',
  } as const;
  const contact = { key: newId(), name: 'Bea Brown', email: 'bea@example.test' };
  await site.lib(InterestRegister).register({ kind: 'invitation', key: gap }, { ...employer, ...contact });
}

async function openBallot(): Promise<void> {
  const chair = await site.as('chair@example.test');
  await chair.get(paths.ballotOpening('digital', submittedId));
  const [year = '', month = '', day = ''] = londonDate(addWorkingDays(await site.db.read().now(), 10)).split('-');
  await chair.submit(`/open/${submittedId}`, { day, month, year, time: '17:00' });
  if (chair.errors.length > 0) throw new Error(chair.errors.join('. '));
  ballot = chair.url.split('/')[2] ?? '';
  await chair.get(paths.ballotPart(ballot, 'interest'));
  await chair.submit('/interest', { interested: 'no' });
  await site.settle();
}

async function suggest(): Promise<void> {
  const anybody = site.anonymous();
  await anybody.get(paths.suggest('OCC0116'));
  const given = { part: 'duties', change: 'Reword D2', why: 'It is unclear', requester: 'employer' };
  await anybody.submit('/suggest', { ...given, email: 'anybody@example.test' });
  const row = await site.db.read().one<{ id: string }>('select id from suggestion');
  suggestion = row?.id ?? '';
}

async function draftRevision(): Promise<void> {
  const ada = await site.as('ada@example.test');
  await ada.get(paths.newRevision());
  await ada.submit('/revisions', { title: 'A correction' });
  revision = ada.url.split('/')[3] ?? '';
}

/** Meetings of the panel: one with published minutes, one without, and the next one with a published agenda. */
async function meet(): Promise<void> {
  const chair = await site.as('chair@example.test');
  await chair.get(paths.interests());
  await chair.submit('form:has(#organisation)', { kind: 'employer', organisation: 'Quiet Films', from: '2024-01-01' });
  const planned = async (minutes: number) => {
    const at = new Date((await site.db.read().now()).getTime() + minutes * 60_000);
    await chair.get(paths.newMeeting('digital'));
    const where = { place: 'Room 1', link: 'https://meet.example.test/room' };
    await chair.submit('form:has(#date)', { date: londonDate(at), time: londonTime(at), ...where });
    if (chair.errors.length > 0) throw new Error(chair.errors.join('. '));
    return chair.url;
  };
  const held = await planned(10);
  await chair.submit('/build', {});
  await chair.submit('/publish', {});
  unminuted = await planned(12);
  await chair.submit('/build', {});
  await site.clock.advance(15 * 60_000);
  await chair.get(`${held}/minutes`);
  const texts = chair.$('textarea').toArray();
  await chair.submit('/minutes', Object.fromEntries(texts.map((one) => [chair.$(one).attr('name') ?? '', 'Noted.'])));
  await chair.submit('/minutes/agree', {});
  await chair.submit('/minutes/publish', {});
  const no = `select no from meeting where id = $1`;
  minuted = (await site.db.read().one<{ no: number }>(no, [held.split('/')[2]]))?.no ?? 0;
  meeting = await planned(600);
  await chair.submit('/build', {});
  await chair.submit('/publish', {});
  item = chair.$('.waymark-agenda__acts a').first().attr('href') ?? '';
  await site.settle();
  await site.lib(Surroundings).refresh();
}

type Case = [name: string, person: string | null, url: () => string, status?: number];
const cases: readonly Case[] = [
  ['the start page', null, paths.home],
  ['the maps', null, paths.maps],
  ['a map', null, () => paths.map('digital')],
  ['a map as a table', null, () => `${paths.map('digital')}?view=table`],
  ['all routes', null, paths.allRoutes],
  ['where can this take me', null, () => `${paths.where()}?from=OCC0116`],
  ['a map of one’s own', null, () => `${paths.myMap()}?o=OCC0116&o=OCC0128`],
  ['an occupation', null, () => paths.occupation('OCC0116')],
  ['a comparison of nothing yet', null, () => paths.compare()],
  ['a comparison', null, () => paths.compare(['OCC0116', 'OCC0128'])],
  ['a comparison with what is not there', null, () => paths.compare(['OCC0116', 'OCC9999']), 422],
  ['search', null, () => `${paths.search()}?q=software`],
  ['search without a hit', null, () => `${paths.search()}?q=zzzz`],
  ['changes of the maps', null, paths.mapChanges],
  ['retired occupations', null, paths.retiredOccupations],
  ['the SOC codes', null, paths.socCodes],
  ['open data', null, paths.openData],
  ['about', null, paths.about],
  ['the privacy notice', null, paths.privacy],
  ['the open data and its API', null, paths.apiDocs],
  ['consultations', null, paths.consultations],
  ['the revisions status report', null, paths.revisionsStatus],
  ['suggesting a change', null, () => paths.suggest('OCC0116')],
  ['approvals cycles', null, paths.approvalsCycles],
  ['sign-in', null, paths.signIn],
  ['a new password', null, paths.resetPassword],
  ['the components', null, paths.devComponents],
  ['a page that is not there', null, () => '/no-such-page', 404],
  ['the dashboard', 'ada', paths.dashboard],
  ['the account', 'ada', paths.account],
  ['settings of messages', 'ada', paths.notificationSettings],
  ['people', 'ada', paths.people],
  ['what was looked for and not found', 'officer', paths.unfound],
  ['map revisions', 'ada', paths.revisions],
  ['a new map revision', 'ada', paths.newRevision],
  ['messages', 'ada', paths.messages],
  ['a page that is not for them', 'chair-of-group', paths.people, 403],
  ['proposals', 'chair-of-group', paths.proposals],
  ['the parts of a draft', 'chair-of-group', () => paths.proposal(proposalId)],
  ['the occupation of a draft', 'chair-of-group', () => paths.proposalPart(proposalId, 'occupation')],
  ['the profile of a draft', 'chair-of-group', () => paths.proposalPart(proposalId, 'profile')],
  ['the duties of a draft', 'chair-of-group', () => paths.proposalPart(proposalId, 'duties')],
  ['what to propose', 'chair-of-group', () => paths.newProposal()],
  ['which occupation it is about', 'chair-of-group', () => `${paths.newProposal('change')}?q=developer`],
  ['the start of a request', 'chair-of-group', () => `${paths.newProposal('change')}?occupation=OCC0116`],
  ['the parts of a change', 'chair-of-group', () => paths.proposal(changeId)],
  ['the profile of a change', 'chair-of-group', () => paths.proposalPart(changeId, 'profile')],
  ['the statements of a draft', 'chair-of-group', () => paths.proposalPart(changeId, 'ksbs')],
  ['the mapping of a draft', 'chair-of-group', () => paths.proposalPart(changeId, 'mapping')],
  ['the grounds of a change', 'chair-of-group', () => paths.proposalPart(changeId, 'grounds')],
  ['what a retirement says', 'chair-of-group', () => paths.proposalPart(retirementId, 'retirement')],
  ['what an option says', 'chair-of-group', () => paths.proposalPart(optionId, 'option')],
  ['what has moved on the map', 'chair-of-group', () => paths.proposalPart(movedId, 'moved')],
  ['what has lapsed', 'officer', () => paths.proposal(lapsedId)],
  ['the reopening of what has lapsed', 'officer', () => paths.proposalPart(lapsedId, 'reopen')],
  ['a submitted change', 'officer', () => paths.proposal(submittedChangeId)],
  ['the raising of a change', 'officer', () => paths.proposalPart(submittedChangeId, 'raise')],
  ['a requirement of a draft', 'chair-of-group', () => paths.proposalPart(proposalId, 'requirements/broad')],
  ['the slot of a draft', 'chair-of-group', () => paths.proposalPart(proposalId, 'slot')],
  ['the check of a draft', 'chair-of-group', () => paths.proposalPart(proposalId, 'check')],
  ['suggestions', 'officer', paths.suggestions],
  ['a suggestion', 'officer', () => paths.suggestion(suggestion)],
  ['cycles', 'officer', paths.cycles],
  ['overdue decisions', 'officer', paths.overdue],
  ['trailblazer groups', 'officer', paths.trailblazers],
  ['a trailblazer group', 'chair-of-group', () => paths.trailblazer(groupId)],
  ['inviting into a group', 'officer', () => paths.groupInvite(groupId)],
  ['a member of a group', 'officer', () => paths.groupMember(groupId, chairId)],
  ['the chair of a group', 'chair-of-group', () => paths.chairOffer(groupId)],
  ['leaving a group', 'chair-of-group', () => `${paths.trailblazer(groupId)}/leave`],
  ['an invitation', null, () => paths.groupInvitation(token)],
  ['an invitation, signed in', 'ada', () => paths.joinGroup(token)],
  ['invitations to propose', null, paths.invitationsToPropose],
  ['an invitation to propose', null, () => paths.invitationToPropose(gap)],
  ['registering interest', null, () => paths.interest('invitation', gap)],
  ['thanks for interest', null, paths.interestReceived],
  ['interest of employers', 'officer', paths.interestList],
  ['interest in one thing', 'officer', () => paths.interestIn('invitation', gap)],
  ['opening an invitation to propose', 'officer', paths.openInvitation],
  ['panels', 'chair', paths.panels],
  ['a panel', 'chair', () => paths.panel('digital')],
  ['the pipeline of a panel', 'chair', () => paths.panelPipeline('digital')],
  ['the rules of a panel', 'ada', () => paths.panelRules('digital')],
  ['a ballot', 'chair', () => paths.ballot(ballot)],
  ['a vote', 'chair', () => paths.ballotPart(ballot, 'vote')],
  ['the close of a ballot', 'chair', () => paths.ballotPart(ballot, 'close')],
  ['a declaration of interest', 'member', () => paths.ballotPart(ballot, 'interest')],
  ['the members of a panel', 'ada', () => paths.panelMembers('digital')],
  ['a register of interests', 'chair', paths.interests],
  ['the meetings of a panel', 'chair', () => paths.panelMeetings('digital')],
  ['planning a meeting', 'chair', () => paths.newMeeting('digital')],
  ['a meeting, for who leads it', 'chair', () => meeting],
  ['a meeting, for a member', 'member', () => meeting],
  ['another time for a meeting', 'chair', () => `${meeting}/move`],
  ['the end of a meeting that is not to be', 'chair', () => `${meeting}/cancel`],
  ['an item of an agenda', 'chair', () => item],
  ['a further item', 'chair', () => `${meeting}/items/new`],
  ['an interest in an item', 'chair', () => `${item}/recusal`],
  ['the attendance of a meeting', 'chair', () => `${meeting}/attendance`],
  ['the minutes of a meeting', 'chair', () => `${unminuted}/minutes`],
  ['what a person follows', 'officer', paths.follows],
  ['route panels', null, paths.routePanels],
  ['a route panel', null, () => paths.routePanel('digital')],
  ['published minutes', null, () => paths.routePanelMinutes('digital', minuted)],
  ['a consultation', null, () => paths.consultation(consultation)],
  ['responding', null, () => paths.consultationRespond(consultation)],
  ['all questions of a consultation', null, () => paths.consultationQuestions(consultation)],
  ['continuing a response', null, () => paths.respondPart(consultation, 'continue')],
  ['preparing a consultation', 'officer', () => paths.consult(submittedId)],
  ['what is consulted on, for officers', 'officer', paths.consultationDrafts],
  ['a consultation that runs', 'officer', () => paths.consultationRun(consultation)],
  ['moderation', 'mo', paths.moderation],
  ['what moderators decided', 'mo', paths.moderationDecided],
  ['how we moderate', null, paths.moderationPolicy],
  ['what was left out', null, paths.moderationLedger],
  ['a response', 'mo', () => `${paths.moderation()}/${response}`],
  ['all proposals', 'officer', paths.proposals],
  ['a proposal with its panel', 'officer', () => paths.proposal(submittedId)],
  ['a person', 'ada', () => paths.person(adaId)],
  ['a map revision', 'ada', () => paths.revision(revision)],
  ['the audit trail', 'ada', paths.audit],
  ['events of security', 'ada', () => paths.security()],
  ['a filter of security that cannot be read', 'ada', () => `${paths.security()}?from=yesterday`, 422],
  ['refused sign-ins', 'ada', () => paths.security('sign-ins')],
  ['refusals by a rule', 'ada', () => paths.security('refusals')],
  ['who is signed in', 'ada', () => paths.security('sessions')],
  ['personal data', 'ada', paths.personalData],
  ['personal data of nobody', 'ada', () => `${paths.personalData()}?address=nobody%40example.test`],
  ['personal data on an address', 'ada', () => `${paths.personalData()}?address=anybody%40example.test`],
  ['personal data on what is no address', 'ada', () => `${paths.personalData()}?address=anybody`, 422],
  ['erasing what is held on an address', 'ada', () => `${paths.personalDataErase()}?address=anybody%40example.test`],
  ['erasing an account that is needed', 'ada', () => `${paths.personalDataErase()}?person=${chairId}`],
  ['what was erased', 'ada', paths.personalDataErased],
  ['how long personal data are kept', 'ada', paths.personalDataRetention],
];

describe.each<Case>(cases)('%s', (_, person, url, status = 200) => {
  it('has nothing wrong with it', async () => {
    const page = await browsing.tab(person);
    expect((await page.goto(url()))?.status()).toBe(status);
    expect(await faultsOf(page)).toEqual([]);
  });
});

describe('a form that is refused', () => {
  it('leads from the error summary to the field, by keyboard alone', async () => {
    const page = await browsing.tab('chair-of-group');
    await page.goto(paths.proposalPart(proposalId, 'occupation'));
    await follow(page.getByRole('button', { name: 'Save and continue' }));
    expect(await page.title()).toMatch(/^Error: /);
    expect(await page.evaluate('document.activeElement.className')).toContain('govuk-error-summary');
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('Tab');
    await press(page.locator(':focus'));
    expect(await page.evaluate('document.activeElement.id')).toBe('title');
  });

  it('has a skip link first', async () => {
    const page = await browsing.tab(null);
    await page.goto(paths.maps());
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toContain('Skip to main content');
  });
});

describe.each([true, false])('with JavaScript %s', (scripts) => {
  it('somebody finds an occupation, and a group drafts a proposal', async () => {
    const reader = await browsing.tab(null, scripts);
    await reader.goto(paths.maps());
    await follow(reader.getByRole('link', { name: 'Digital', exact: false }).first());
    expect(await reader.locator('h1').innerText()).toContain('Digital');
    await reader.goto(paths.search());
    await reader.locator('main input[name=q]').first().fill('software developer');
    await follow(reader);
    await follow(reader.getByRole('link', { name: 'Software developer' }).first());
    expect(await reader.locator('h1').innerText()).toContain('Software developer');
    const tess = await browsing.tab('chair-of-group', scripts);
    await tess.goto(paths.proposalPart(proposalId, 'occupation'));
    await tess.getByLabel('Title').fill('Reading list curator');
    await tess.getByLabel('Digital').check();
    await tess.getByLabel('4', { exact: true }).check();
    await follow(tess.getByRole('button', { name: 'Save and continue' }));
    expect(await tess.locator('h1').innerText()).toBe('Reading list curator');
    await follow(tess.getByRole('link', { name: 'Duties' }));
    await tess.getByLabel('Add a duty').fill('Choose what a reader meets first');
    await follow(tess.getByRole('button', { name: 'Add' }));
    expect(await tess.locator('.govuk-summary-list').innerText()).toContain('Choose what a reader meets first');
    await follow(tess.getByRole('button', { name: 'Sign out' }));
    expect(new URL(tess.url()).pathname).toBe(paths.home());
    browsing.forget('chair-of-group');
  });
});
