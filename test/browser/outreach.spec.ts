import { Readable } from 'node:stream';
import { londonDate, newId, paths } from '@app/kernel';
import { AnswerInvitationLinks, InvitedEvidence, PaperResponses } from '@app/responses';
import { type Site, startSite } from '@test/support';
import { aConsultation, aGroup } from '../support/builders';
import { Browsing, faultsOf, follow } from '../support/browsing';
import { aFile } from '../support/files';

const day = 86_400_000;

let site: Site;
let browsing: Browsing;
let consultation: string;
const step = (name: string) => paths.consultationStep(consultation, name);
const invited = () =>
  site.db.read().rows<{ id: string; email: string }>('select id, email from consultation_invitation order by email');

beforeAll(async () => {
  site = await startSite({ seeded: true });
  await site.settle();
  browsing = await Browsing.on(site);
  const { officer } = await aGroup(site);
  const now = await site.db.read().now();
  const subjects = [{ kind: 'occupation' as const, ref: 'OCC0116' }];
  const closesAt = new Date(now.getTime() + 60 * day);
  consultation = await aConsultation(site, officer, { title: 'Is it one job?', subjects, closesAt });
  const heldOn = londonDate(now);
  const held = {
    title: 'Workshop in Leeds',
    heldOn,
    organisations: ['Acme'],
    people: 9,
    notes: 'Yes.',
    mayPublish: true,
  };
  await site.lib(InvitedEvidence).record(officer, consultation, { id: newId(), seen: 0, why: '', ...held });
  const order = { id: newId(), cameBy: 'paper' as const, cameOn: heldOn };
  const given = { name: 'letter.pdf', content: Readable.from([aFile.pdf()]) };
  await site.lib(PaperResponses).takeIn(officer, consultation, order, given);
});
afterAll(async () => {
  await browsing?.close();
  await site?.close();
});

describe.each([true, false])('with JavaScript %s', (scripts) => {
  it('an officer invites a list, sees what is wrong first, and it is stored when they confirm', async () => {
    const before = (await invited()).length;
    const officer = await browsing.tab('officer', scripts);
    await officer.goto(step('invitations'));
    await follow(officer.getByRole('link', { name: 'Invite organisations' }));
    await officer.locator('#list').fill(`Heron Weir; office.${scripts}@heron.test\nBeta; at home`);
    await follow(officer.getByRole('button', { name: 'Check the list' }));
    expect(await officer.locator('.govuk-error-summary__list').innerText()).toContain('Line 2: “at home”');
    expect(await faultsOf(officer)).toEqual([]);
    await officer.locator('#list').fill(`Heron Weir; office.${scripts}@heron.test\nBeta; beta.${scripts}@b.test`);
    await follow(officer.getByRole('button', { name: 'Check the list' }));
    expect(await officer.locator('main h1').innerText()).toBe('Check who is invited');
    expect(await faultsOf(officer)).toEqual([]);
    expect(await invited()).toHaveLength(before);
    await follow(officer.getByRole('button', { name: 'Invite 2 organisations' }));
    expect(await officer.locator('main h1').innerText()).toBe('Who is invited');
    expect(await invited()).toHaveLength(before + 2);
  });
});

const pages: [name: string, person: string | null, url: () => string | Promise<string>][] = [
  ['who is invited', 'officer', () => step('invitations')],
  ['a list to invite', 'officer', () => step('invite')],
  ['the reminder', 'officer', () => step('remind')],
  ['an invitation to answer', null, async () => site.lib(AnswerInvitationLinks).path((await invited())[0]?.id ?? '')],
  ['files in other formats', 'officer', () => step('formats')],
  ['responses on paper', 'officer', () => step('paper')],
  ['a response on paper', 'officer', () => step('paper/new')],
  ['workshops and meetings', 'officer', () => step('evidence')],
  ['recording a workshop', 'officer', () => step('evidence/new')],
  [
    'correcting what is recorded',
    'officer',
    async () => {
      const row = await site.db.read().one<{ id: string }>('select id from invited_evidence');
      return step(`evidence/${row?.id}`);
    },
  ],
];

describe.each(pages)('%s', (_, person, url) => {
  it('has nothing wrong with it', async () => {
    const page = await browsing.tab(person);
    expect((await page.goto(await url()))?.status()).toBe(200);
    expect(await faultsOf(page)).toEqual([]);
  });
});
