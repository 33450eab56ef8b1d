import { ConsultationQueries } from '@app/consultations';
import { paths } from '@app/kernel';
import { Appeals, ModerationQueries } from '@app/responses';
import { type Site, startSite } from '@test/support';
import { Browsing, faultsOf, follow, press } from '../support/browsing';
import { aConsultation, aGroup, anAnswered } from '../support/builders';

const words = 'Our lead, Sam Whitlock (01632 960 118), can show you. They are a pack of crooks.';

let site: Site;
let browsing: Browsing;
let reference = '';

beforeAll(async () => {
  site = await startSite({ seeded: true });
  const { officer } = await aGroup(site);
  await site.person('Mo Moderator', 'mo@example.test', { role: 'moderator' });
  const closesAt = new Date((await site.db.read().now()).getTime() + 60 * 86_400_000);
  const subjects = [{ kind: 'occupation' as const, ref: 'OCC0116' }];
  reference = await aConsultation(site, officer, { title: 'What is asked', subjects, closesAt });
  browsing = await Browsing.on(site);
});
afterAll(async () => {
  await browsing?.close();
  await site?.close();
});

const written = async (): Promise<string> => {
  const answers = { agree: { '': { choices: ['agree'] } }, comments: { '': { text: words } } };
  return (await anAnswered(site, reference, { answers })).reference;
};
const stored = (response: string) =>
  site.db.read().rows<Record<string, unknown>>(
    `select r.outcome, r.published_text as text, r.reason from response_ruling r
     join consultation_response c on c.id = r.response_id where c.reference = $1 order by r.no`,
    [response],
  );

it.each([true, false])('a text is taken, marked and published in part, with JavaScript: %s', async (scripts) => {
  const response = await written();
  const page = await browsing.tab('mo', scripts);
  await page.goto(paths.moderation());
  expect(await faultsOf(page)).toEqual([]);
  await follow(page.getByRole('button', { name: /^Take 1 of 1/ }));
  await follow(page.getByRole('link', { name: response }));
  expect(await faultsOf(page)).toEqual([]);
  // Signs mark the number and the word; the name is marked by hand.
  expect(await page.locator('mark').allInnerTexts()).toEqual(['01632 960 118 1', 'crooks 2']);
  await press(page.locator('summary', { hasText: 'Mark another passage' }));
  const typed = await page.getByLabel('The text, with').inputValue();
  await page.getByLabel('The text, with').fill(typed.replace('Sam Whitlock', '[[Sam Whitlock]]'));
  await follow(page.getByRole('button', { name: 'Show it marked' }));
  // A ground stays with its passage where another one comes before it.
  expect(await page.getByLabel('2. “01632 960 118”').inputValue()).toBe('personal-data');
  expect(await stored(response)).toEqual([]);
  await page.getByLabel('3. “crooks”').selectOption('Keep this passage');
  await page.getByLabel('Publish it in part').check();
  await follow(page.getByRole('button', { name: 'Record, and go to the next' }));
  expect(await page.title()).toMatch(/^Error: /);
  await press(page.getByRole('link', { name: 'Choose why passage 1 is left out, or keep it' }));
  expect(await faultsOf(page)).toEqual([]);
  await page.getByLabel('1. “Sam Whitlock”').selectOption('Personal data');
  await page.getByLabel('Note').fill('We name nobody');
  await follow(page.getByRole('button', { name: 'Record, and go to the next' }));
  const text =
    'Our lead, [removed: personal data] ([removed: personal data]), can show you. They are a pack of crooks.';
  expect(await stored(response)).toEqual([{ outcome: 'redacted', text, reason: 'We name nobody' }]);
});

it.each([true, false])('a sender reads what became of it and appeals, with JavaScript: %s', async (scripts) => {
  const response = await written();
  const mo = await browsing.tab('mo', scripts);
  await mo.goto(paths.moderation());
  await follow(mo.getByRole('button', { name: /^Take/ }));
  await follow(mo.getByRole('link', { name: response }));
  await mo.getByLabel('Do not publish it').check();
  await follow(mo.getByRole('button', { name: 'Record, and go to the next' }));
  await press(mo.getByRole('link', { name: 'Choose why it is not published' }));
  await mo.getByLabel('Why it is not published').selectOption('Abuse');
  await follow(mo.getByRole('button', { name: 'Record, and go to the next' }));
  const rejected = await site.lib(ModerationQueries).queue('rejected', null);
  const text = rejected.find((one) => one.reference === response);
  const link = await site.db.write((tx) => site.lib(Appeals).link(tx, text?.responseId ?? ''));
  const page = await browsing.tab(null, scripts);
  await page.setViewportSize({ width: 320, height: 800 });
  await page.goto(paths.ownRulings(link));
  expect(await faultsOf(page)).toEqual([]);
  await follow(page.getByRole('button', { name: 'Ask another moderator to decide' }));
  await press(page.getByRole('link', { name: 'Enter why you do not agree' }));
  await page.getByLabel('Why you do not agree').fill('It is a figure of speech');
  await follow(page.getByRole('button', { name: 'Ask another moderator to decide' }));
  expect(await page.locator('main').innerText()).toContain('You asked that another moderator decides');
  expect(await faultsOf(page)).toEqual([]);
  const waits = await site
    .lib(ModerationQueries)
    .text(text ?? { responseId: '', question: '', block: '', part: 'text' });
  expect(waits.waits?.appeal).toBe('It is a figure of speech');
  expect((await site.lib(ConsultationQueries).consultation(reference)).standing).toBe('open');
});
