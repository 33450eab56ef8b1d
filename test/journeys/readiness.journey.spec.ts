import { groupScope, newId, paths } from '@app/kernel';
import { EditionStore } from '@app/occupational-map';
import { aMap, smallMap } from '@app/occupational-map/testing';
import { Proposals } from '@app/proposals';
import { aCompleteContent } from '@app/proposals/testing';
import { type Agent, type Site, startSite, publishMap } from '@test/support';
import { aGroup, type Group } from '../support/builders';

const overview = 'Makes services usable by everybody.';
const theMap = () =>
  aMap(smallMap()).route('digital').occupation('OCC0901', { title: 'Accessibility auditor', level: 4, overview });

let site: Site;
let group: Group;
let chair: Agent;
let member: Agent;
let officer: Agent;
let id: string;

beforeAll(async () => {
  site = await startSite();
  await publish(theMap().build());
  group = await aGroup(site);
  const scope = groupScope(group.id);
  await site.person('Mona Member', 'member@example.test', { role: 'group-member', scope });
  [chair, member, officer] = await Promise.all([
    site.as('chair-of-group@example.test'),
    site.as('member@example.test'),
    site.as('officer@example.test'),
  ]);
  id = await site.lib(Proposals).start(group.chair, group.id, newId());
});
afterAll(() => site?.close());

async function publish(state: ReturnType<ReturnType<typeof theMap>['build']>): Promise<void> {
  const edition = { state, kind: 'day-to-day' as const, note: '', changes: [] };
  await site.db.write((tx) => publishMap(tx, site.lib(EditionStore), edition));
  await site.settle();
}

describe('a trailblazer group', () => {
  it('is told, requirement by requirement, what is looked at and what is missing', async () => {
    await member.get(paths.proposal(id));
    await member.follow('Are you ready to submit?');
    expect(member.heading).toBe('Are you ready to submit?');
    expect(member.text).toContain('The profile is compared with job adverts of other employers');
    expect(member.text).toMatch(/Not yet: \d+ things are missing/);
    await site.lib(Proposals).amend(group.chair, id, 1, {
      part: 'all',
      change: () => aCompleteContent({ title: 'Accessibility specialist' }),
    });
    await member.get(paths.proposalPart(id, 'ready'));
    expect(member.text).toContain('Not yet: 1 thing is missing');
    expect(member.text).toContain('0 of 1 close match answered');
  });

  it('cannot submit before it has said what each close match is, and is led there', async () => {
    await chair.get(paths.proposalPart(id, 'check'));
    expect(chair.errors).toEqual(['Say what Accessibility auditor (OCC0901) is to the proposed occupation']);
    expect(chair.$('form[action$="/submit"]')).toHaveLength(0);
    await chair.follow('Say what Accessibility auditor');
    expect(chair.url).toContain('/similar#match-OCC0901');
    expect(chair.$('#match-OCC0901')).toHaveLength(1);
    await chair.get(paths.proposalPart(id, 'similar'));
    await chair.submit('/similar', { 'match-OCC0901': 'distinct' });
    expect([chair.status, chair.errors]).toEqual([422, ['Say why, about Accessibility auditor']]);
    await chair.submit('/similar', { 'reason-OCC0901': 'It audits, ours advises and tests.' });
    await chair.get(paths.proposalPart(id, 'ready'));
    expect(chair.text).toContain('Nothing that is asked for is missing');
    expect(chair.text).toContain('It fits best on');
    await chair.get(paths.proposalPart(id, 'check'));
    await chair.submit('/submit', { declaration: 'yes' });
    expect(chair.text).toContain('Accessibility auditor (OCC0901,');
  });

  it('has its answers read by the officer, with the edition that they were given on', async () => {
    await officer.get(paths.proposal(id));
    expect(officer.text).toContain('1 close match on edition 1 of the maps');
    expect(officer.text).toContain('distinct from it. It audits, ours advises and tests.');
    await officer.follow('Where this occupation fits on the maps');
    expect(officer.text).toContain('Accessibility auditor');
  });

  it('has not answered what a later edition brings, which the case says', async () => {
    const more = theMap().occupation('OCC0902', { title: 'Accessibility specialist', level: 4, overview });
    await publish(more.build());
    await officer.get(paths.proposal(id));
    expect(officer.text).toContain('On edition 2 of the maps these come close to it, too, and are not answered yet');
    expect(officer.text).toContain('1 close match on edition 1 of the maps');
  });
});

describe('two members after a return', () => {
  beforeAll(async () => {
    await officer.get(paths.proposalPart(id, 'return'));
    await officer.submit('/return', { kind: 'content', field: 'profile', text: 'Say for whom.', workingDays: '5' });
  });

  it('who change the same field see the difference, and neither text is lost', async () => {
    await member.get(paths.proposalPart(id, 'profile'));
    await chair.get(paths.proposalPart(id, 'profile'));
    await chair.submit('/profile', { profile: 'Makes public services usable by everybody.' });
    await member.submit('/profile', { profile: 'Makes services usable by all customers.' });
    expect(member.status).toBe(409);
    expect(member.text).toContain('It says now: Makes public services usable by everybody.');
    expect(member.$('.govuk-inset-text del').text()).toContain('public');
    expect(member.$('.govuk-inset-text ins').text()).toContain('all customers');
    expect(member.$('#profile').val()).toBe('Makes services usable by all customers.');
    await member.submit('/profile', { profile: 'Makes public services usable by all customers.' });
    expect(member.status).toBe(200);
  });

  it('who change different fields of one page keep both', async () => {
    await member.get(paths.proposalPart(id, 'profile'));
    await chair.get(paths.proposalPart(id, 'profile'));
    await chair.submit('/profile', { typicalJobTitles: 'Accessibility specialist\nAccessibility lead' });
    await member.submit('/profile', { profile: 'Makes public services usable by all citizens.' });
    expect(member.status).toBe(409);
    expect(member.text).toContain('You did not change this: their text is in the form below.');
    await member.submit('/profile');
    expect(member.status).toBe(200);
    await member.get(paths.proposalPart(id, 'profile'));
    expect(member.$('#profile').val()).toBe('Makes public services usable by all citizens.');
    expect(String(member.$('#typicalJobTitles').val())).toContain('Accessibility lead');
  });

  it('who add to and remove from one list do not meet', async () => {
    await member.get(paths.proposalPart(id, 'duties'));
    await chair.get(`${paths.proposalPart(id, 'duties')}/D2/remove`);
    await chair.submit('/remove');
    await member.submit('/duties', { text: 'Train a team' });
    expect([member.status, member.errors]).toEqual([200, []]);
    expect(member.text).toContain('Train a team');
    expect(member.text).not.toContain('Advise a team');
  });

  it('compare the draft with version 1, word by word and duty by duty', async () => {
    await member.get(paths.proposal(id));
    await member.follow('What you changed since version 1');
    expect(member.heading).toBe('What changed from version 1 to the draft');
    const text = (part: string) => member.$(`main ${part}`).text().replaceAll(/\s+/g, ' ');
    expect(text('ins')).toContain('public');
    expect(member.text).toMatch(/D2 ?Taken out/);
    expect(member.text).toMatch(/D4 ?Added/);
    expect(member.text).toContain('What did not change Title');
  });

  it('submit again, and everybody who sees the case compares the versions; the draft is the group’s own', async () => {
    await officer.get(paths.proposalComparison(id, 1, 'draft'));
    expect(officer.status).toBe(403);
    await chair.get(paths.proposalPart(id, 'check'));
    expect(chair.errors).toEqual(['Say what Accessibility specialist (OCC0902) is to the proposed occupation']);
    await chair.get(paths.proposalPart(id, 'similar'));
    await chair.submit('/similar', { 'match-OCC0902': 'replacement', 'reason-OCC0902': 'That one is outdated.' });
    await chair.get(paths.proposalPart(id, 'check'));
    await chair.submit('/submit', { declaration: 'yes' });
    await officer.get(paths.proposal(id));
    expect(officer.text).toContain('2 close matches on edition 2 of the maps');
    await officer.follow('what changed since version 1');
    expect(officer.heading).toBe('What changed from version 1 to version 2');
    await officer.submit('/compare', { from: '2', to: '1' });
    expect(officer.heading).toBe('What changed from version 2 to version 1');
    await officer.submit('/compare', { from: '2', to: '2' });
    expect(officer.text).toContain('Nothing changed: both say the same.');
    await officer.get(paths.proposalComparison(id, 1, 9));
    expect(officer.status).toBe(404);
  });
});
