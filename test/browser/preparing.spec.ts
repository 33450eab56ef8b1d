import { ConsultationQueries, type Draft, DraftQueries, Preparing, questionsOf } from '@app/consultations';
import { type Actor, londonDate, newId, paths } from '@app/kernel';
import { type Site, startSite } from '@test/support';
import { Browsing, faultsOf, follow, press } from '../support/browsing';
import { aConsultation, aGroup } from '../support/builders';

const day = 86_400_000;

let site: Site;
let browsing: Browsing;
let officer: Actor;
let draft = '';
let asked = '';
let reference = '';

const about = (...refs: string[]) => refs.map((ref) => ({ kind: 'occupation' as const, ref }));
const inDays = async (days: number) => new Date((await site.db.read().now()).getTime() + days * day);
const read = async (id: string) => (await site.lib(DraftQueries).draft(officer, id)).draft;
const begun = (title: string, subjects = about('OCC0116', 'OCC0128')) =>
  site.lib(Preparing).prepare(officer, { template: 'standards', title, subjects, key: newId() });
const why = { why: 'It cannot wait', by: 'Olive Officer', at: '2026-01-01T00:00:00.000Z' };

beforeAll(async () => {
  site = await startSite({ seeded: true });
  ({ officer } = await aGroup(site));
  const second = await site.person('Sam Second', 'second@example.test', { role: 'product-manager' });
  draft = await begun('Two software jobs');
  asked = await begun('Another one', about('OCC0118'));
  const closesAt = await inDays(60);
  const full = (content: Draft): Draft => ({
    ...content,
    introduction: 'We ask what becomes of it, and nothing is decided yet.',
    audience: 'Employers',
    formats: 'By post',
    whyThisLong: 'Long enough',
    closesAt: closesAt.toISOString(),
    overridden: { holidays: why, election: why },
  });
  const content = full((await read(asked)).content);
  await site
    .lib(Preparing)
    .ask(officer, asked, await site.lib(Preparing).change(officer, asked, 1, () => content), second);
  reference = await aConsultation(site, officer, { title: 'What runs', subjects: about('OCC0397A'), closesAt });
  await site.settle();
  browsing = await Browsing.on(site);
});
afterAll(async () => {
  await browsing?.close();
  await site?.close();
});

it.each([
  ['the list', 'officer', () => paths.consultationDrafts()],
  ['the beginning', 'officer', () => `${paths.newConsultation()}?occupation=OCC0116`],
  ['the builder', 'officer', () => paths.consultationDraft(draft)],
  ['a question in its place', 'officer', () => paths.consultationDraftPart(draft, 'questions/what-to-revise')],
  ['words and dates', 'officer', () => paths.consultationDraftPart(draft, 'details')],
  ['what it is about', 'officer', () => paths.consultationDraftPart(draft, 'subjects')],
  ['a reason', 'officer', () => paths.consultationDraftPart(draft, 'checks/questions')],
  ['the preview', 'officer', () => paths.consultationDraftPart(draft, 'preview/1')],
  ['whom to ask', 'officer', () => paths.consultationDraftPart(asked, 'reassign')],
  ['the agreement', 'second', () => paths.consultationDraftPart(asked, 'agree')],
  ['what runs', 'officer', () => paths.consultationRun(reference)],
  ['a later close', 'officer', () => paths.consultationStep(reference, 'extend')],
  ['other words', 'officer', () => paths.consultationStep(reference, 'questions/agree')],
])('nothing is wrong with %s', async (_, name, path) => {
  const page = await browsing.tab(name);
  expect((await page.goto(path()))?.status()).toBe(200);
  expect(await faultsOf(page)).toEqual([]);
});

it.each([true, false])('questions are prepared by keyboard, with JavaScript: %s', async (scripts) => {
  const id = await begun(`Prepared ${scripts}`);
  const page = await browsing.tab('officer', scripts);
  await page.goto(paths.consultationDraft(id));
  await follow(page.getByRole('button', { name: 'Move down question 1', exact: true }));
  expect(questionsOf((await read(id)).content.form)[0]?.key).toBe('taken-on');
  await follow(page.getByRole('link', { name: 'Edit question 2', exact: true }));
  await page.getByLabel('Question', { exact: true }).fill('');
  await follow(page.getByRole('button', { name: 'Save the question' }));
  await press(page.getByRole('link', { name: 'Enter the question' }));
  expect(await faultsOf(page)).toEqual([]);
  await page.getByLabel('Question', { exact: true }).fill('What now?');
  await page.getByLabel('Ask “Why” beside it').uncheck();
  const answers = page.getByLabel('Answers to choose from, one a line');
  await answers.fill(`${await answers.inputValue()}\nWait: decide later`);
  await follow(page.getByRole('button', { name: 'Save the question' }));
  expect(new URL(page.url()).pathname).toBe(paths.consultationDraft(id));
  const become = questionsOf((await read(id)).content.form).find(({ key }) => key === 'become');
  expect([become?.text, become?.why, become?.options?.at(-1)]).toEqual([
    'What now?',
    undefined,
    { key: 'wait', text: 'Wait', hint: 'decide later' },
  ]);
  await follow(page.getByRole('link', { name: 'Title, words and dates' }));
  await page
    .getByLabel('Why you ask, and what can still change')
    .fill('We ask which way these go, and nothing is decided.');
  await page.getByLabel('Last day').fill(londonDate(await inDays(60)));
  await follow(page.getByRole('button', { name: 'Save' }));
  const { introduction, closesAt } = (await read(id)).content;
  expect([introduction, londonDate(new Date(closesAt ?? 0))]).toEqual([
    'We ask which way these go, and nothing is decided.',
    londonDate(await inDays(60)),
  ]);
});

it('is tried in the preview: an answer shows what follows it up', async () => {
  const page = await browsing.tab('officer', false);
  await page.goto(paths.consultationDraftPart(draft, 'preview/1'));
  const follows = page.getByLabel('References of occupations').or(page.getByLabel('Another: its reference')).first();
  expect(await follows.isVisible()).toBe(false);
  await page.getByRole('radio', { name: 'Merge' }).first().check();
  expect(await follows.isVisible()).toBe(true);
});

it('is agreed to by a second person without JavaScript, and runs', async () => {
  const page = await browsing.tab('second', false);
  await page.goto(paths.consultationDrafts());
  await follow(page.getByRole('link', { name: 'Another one' }));
  await follow(page.getByRole('button', { name: 'Agree to it' }));
  await follow(page.getByRole('button', { name: 'Agree, and announce it' }));
  expect(new URL(page.url()).pathname).toMatch(/^\/consultations\/C\d{4}\/run$/);
  const announced = new URL(page.url()).pathname.split('/')[2] ?? '';
  const { standing, draftId } = await site.lib(ConsultationQueries).consultation(announced);
  expect([standing, draftId]).toEqual(['open', asked]);
});
