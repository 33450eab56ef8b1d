import { type ConsultationForm, type Question } from '@app/consultations';
import { type Actor, paths } from '@app/kernel';
import { type Site, startSite } from '@test/support';
import type { Page } from 'playwright-core';
import { Browsing, faultsOf, follow, press } from '../support/browsing';
import { aConsultation, aGroup } from '../support/builders';
import { thorough } from '../support/thorough';

const day = 86_400_000;

let site: Site;
let browsing: Browsing;
let officer: Actor;

const options = ['Often', 'Seldom', 'Never'].map((text) => ({ key: text.toLowerCase(), text }));
const asks = (key: string, kind: Question['kind'], text: string, more: Partial<Question> = {}): Question => ({
  ...{ key, kind, text, required: false },
  ...more,
});
/** Every kind of question, a page each but the one that follows up; the first has a block for each of two occupations. */
const form: ConsultationForm = {
  sections: [
    {
      title: 'The occupations',
      questions: [
        asks('become', 'single', 'What should become of each?', {
          ...{ required: true, forEach: true, why: true, doNotKnow: true },
          options: [
            { key: 'keep', text: 'Keep' },
            { key: 'retitle', text: 'Retitle' },
          ],
        }),
        asks('new-title', 'short-text', 'What should it be called?', {
          ...{ required: true, forEach: true, followsUp: true },
          shownIf: { question: 'become', oneOf: ['retitle'] },
        }),
      ],
    },
    {
      title: 'Your work',
      questions: [
        asks('tools', 'several', 'Which of these happen?', { options }),
        asks('level', 'scale', 'How often do you meet it?', { options }),
        asks('order', 'ranking', 'What matters most?', { options }),
        asks('people', 'number', 'How many people do it?'),
        asks('since', 'date', 'Since when?'),
        asks('next-to', 'map-pick', 'Which occupations are beside it?'),
        asks('more', 'long-text', 'Is there anything else?'),
      ],
    },
  ],
};

beforeAll(async () => {
  site = await startSite({ seeded: true });
  ({ officer } = await aGroup(site));
  browsing = await Browsing.on(site);
});
afterAll(async () => {
  await browsing?.close();
  await site?.close();
});

const rows = <T extends object>(sql: string, values: unknown[]) => site.db.read().rows<T>(sql, values);
const consulted = async (title: string) =>
  aConsultation(site, officer, {
    ...{ title, form },
    subjects: ['OCC0116', 'OCC0397A'].map((ref) => ({ kind: 'occupation' as const, ref })),
    closesAt: new Date((await site.db.read().now()).getTime() + 60 * day),
  });
const isAt = (page: Page, path: string) => expect(new URL(page.url()).pathname).toBe(path);
const heading = (page: Page) => page.locator('main h1').innerText();
const go = (page: Page, button = 'Save and continue') =>
  follow(page.getByRole('button', { name: button, exact: true }));

/** What stands in the database of a response that was sent, as it was sent last. */
async function stored(reference: string): Promise<Record<string, unknown>> {
  const answers = await rows<{ at: string; said: object }>(
    `select a.question || ' ' || a.block as at, json_strip_nulls(json_build_object('choices', a.choices, 'text', a.text,
       'number', a.number, 'day', a.day, 'why', a.why)) as said
     from standing_response s join response_answer a on a.response_id = s.id and a.sending = s.sending where s.reference = $1`,
    [reference],
  );
  return Object.fromEntries(answers.map(({ at, said }) => [at.trim(), said]));
}

/** The first page: refused, with what was typed kept and a link to what is missing; a block each. */
async function occupations(page: Page, reference: string): Promise<void> {
  isAt(page, paths.respondPage(reference, 1));
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('radio', { name: 'Retitle' }).first().check();
  await page.getByLabel('Why: Software developer').fill('Nobody searches\nfor this name.');
  await go(page);
  expect(await page.title()).toMatch(/^Error: /);
  expect(await page.getByLabel('Why: Software developer').inputValue()).toBe('Nobody searches\nfor this name.');
  expect(await faultsOf(page)).toEqual([]);
  const missing = page.locator('.govuk-error-summary a');
  expect(await missing.count()).toBe(2);
  await press(missing.last());
  expect(await page.evaluate<string>('document.activeElement.name')).toBe('become-OCC0397A');
  await page.getByLabel('What should it be called?').first().fill('Programmer');
  await page.getByRole('radio', { name: 'I do not know' }).last().check();
  await go(page);
}

/** The pages about one's work, a question each. */
async function work(page: Page, reference: string): Promise<void> {
  isAt(page, paths.respondPage(reference, 2));
  await page.getByRole('checkbox', { name: 'Often' }).check();
  await page.getByRole('checkbox', { name: 'Never' }).check();
  expect(await faultsOf(page)).toEqual([]);
  await go(page);
  await page.getByRole('radio', { name: 'Seldom' }).check();
  expect(await faultsOf(page)).toEqual([]);
  await go(page);
  for (const [name, place] of [
    ['Often', '2'],
    ['Seldom', '1'],
    ['Never', '1'],
  ] as const)
    await page.getByLabel(name).selectOption(place);
  await go(page);
  expect(await page.locator('.govuk-error-summary').innerText()).toContain('Give each place in the order once');
  expect(await faultsOf(page)).toEqual([]);
  await page.getByLabel('Never').selectOption('3');
  await go(page);
  await page.getByLabel('How many people do it?').fill('a few');
  await go(page);
  expect(await page.getByLabel('How many people do it?').inputValue()).toBe('a few');
  expect(await faultsOf(page)).toEqual([]);
  await page.getByLabel('How many people do it?').fill('1,200');
  await go(page);
  await page.getByLabel('Since when?').fill('2019-04-01');
  expect(await faultsOf(page)).toEqual([]);
  await go(page);
  await page.getByRole('checkbox').first().check();
  await page.getByLabel('Another: its reference').fill('occ0129');
  expect(await faultsOf(page)).toEqual([]);
  await go(page);
}

/** Saves it, and opens it elsewhere by the link that was mailed. @returns the page of the other browser */
async function elsewhere(page: Page, reference: string, email: string, scripts: boolean): Promise<Page> {
  await page.getByLabel('Is there anything else?').fill('To be continued');
  await go(page, 'Save and return later');
  expect(await faultsOf(page)).toEqual([]);
  await page.getByLabel('Your email address').fill(email);
  await go(page, 'Send me the link');
  expect(await heading(page)).toBe('Saved: look at your mail');
  expect(await faultsOf(page)).toEqual([]);
  await site.settle();
  const [mail] = await rows<{ body: string }>('select body from dev_inbox where recipient = $1', [email]);
  expect(mail?.body).not.toMatch(/To be continued|Programmer/);
  const other = await browsing.another(null, scripts);
  await other.goto(/\/responses\/link\/[\w-]+/.exec(mail?.body ?? '')?.[0] ?? '');
  expect(await faultsOf(other)).toEqual([]);
  await go(other, 'Continue');
  await page.goto(paths.respondPage(reference, 8));
  isAt(page, paths.consultationRespond(reference));
  return other;
}

/** Two tabs of one browser: what the second one saves over is shown beside what was typed. */
async function twoTabs(page: Page, reference: string): Promise<void> {
  const tab = await page.context().newPage();
  for (const one of [page, tab]) await one.goto(paths.respondPage(reference, 8));
  expect(await page.getByLabel('Is there anything else?').inputValue()).toBe('To be continued');
  await tab.getByLabel('Is there anything else?').fill('From the second tab');
  await go(tab);
  await tab.close();
  await page.getByLabel('Is there anything else?').fill('From the first tab');
  await go(page);
  expect(await page.locator('main').innerText()).toContain('From the second tab');
  expect(await page.getByLabel('Is there anything else?').inputValue()).toBe('From the first tab');
  expect(await faultsOf(page)).toEqual([]);
  await go(page);
}

/** Checks it, is refused without a permission, sends it. @returns its reference, from the receipt with the answers */
async function checkedAndSent(page: Page, reference: string): Promise<string> {
  isAt(page, paths.respondPart(reference, 'check'));
  expect(await page.locator('main').innerText()).toContain('From the first tab');
  await go(page, 'Send the response');
  expect(await page.locator('.govuk-error-summary').innerText()).toContain('Choose how we may use your words');
  expect(await faultsOf(page)).toEqual([]);
  await page.getByLabel('Publish without the name').check();
  await go(page, 'Send the response');
  expect(await heading(page)).toBe('We have your response');
  expect(await page.locator('main').innerText()).toContain('1. Seldom');
  expect(await faultsOf(page)).toEqual([]);
  return /R-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await page.locator('main').innerText())?.[0] ?? '';
}

if (!thorough) process.stderr.write('Not run without THOROUGH=1: responding in a browser with JavaScript\n');
it.each(thorough ? [false, true] : [false])(
  'a response is given, changed and taken back, with JavaScript: %s',
  async (scripts) => {
    const reference = await consulted(`Two jobs ${scripts}`);
    const first = await browsing.another(null, scripts);
    await first.goto(paths.consultation(reference));
    expect(await faultsOf(first)).toEqual([]);
    await follow(first.getByRole('button', { name: 'Start now' }));
    await go(first);
    expect(await faultsOf(first)).toEqual([]);
    await first.getByLabel('On behalf of an organisation').check();
    await first.getByLabel('Name of the organisation').fill('Heron Weir');
    await first.getByLabel('What kind of organisation is it?').selectOption('employer');
    await go(first);
    await occupations(first, reference);
    await work(first, reference);
    const page = await elsewhere(first, reference, `petra.${scripts}@example.test`, scripts);
    await twoTabs(page, reference);
    const response = await checkedAndSent(page, reference);
    const all = {
      'become OCC0116': { choices: ['retitle'], why: 'Nobody searches\nfor this name.' },
      'become OCC0397A': { choices: ['do-not-know'] },
      'new-title OCC0116': { text: 'Programmer' },
      tools: { choices: ['often', 'never'] },
      level: { choices: ['seldom'] },
      order: { choices: ['seldom', 'often', 'never'] },
      people: { number: 1200 },
      since: { day: '2019-04-01' },
      'next-to': { choices: ['OCC0116', 'OCC0129'] },
      more: { text: 'From the first tab' },
    };
    expect(await stored(response)).toEqual(all);
    await follow(page.getByRole('link', { name: 'Change the response' }));
    await follow(page.getByRole('link', { name: /^Change question 1, / }).first());
    // The title stays in its field, which is hidden then: it is not stored.
    await page.getByRole('radio', { name: 'Keep' }).first().check();
    await go(page);
    await page.goto(paths.respondPart(reference, 'check'));
    await go(page, 'Send the response');
    expect(await page.locator('main').innerText()).toMatch(new RegExp(`${response}[^]*changed 1 time`));
    const { 'new-title OCC0116': _, ...others } = all;
    const become = { choices: ['keep'], why: 'Nobody searches\nfor this name.' };
    expect(await stored(response)).toEqual({ ...others, 'become OCC0116': become });
    await follow(page.getByRole('link', { name: 'withdraw it' }));
    expect(await faultsOf(page)).toEqual([]);
    await go(page, 'Withdraw the response');
    expect(await heading(page)).toBe('You withdrew your response');
    expect(await faultsOf(page)).toEqual([]);
    expect(await stored(response)).toEqual({});
  },
);

describe('on paper', () => {
  const pressed = ['.waymark-header', '.govuk-breadcrumbs', '.waymark-footer', '[data-prints]'];

  it('all questions stand on their page with their answers, and nothing that is pressed', async () => {
    const page = await browsing.tab(null);
    await page.goto(paths.consultationQuestions(await consulted('To be printed')));
    await page.emulateMedia({ media: 'print' });
    for (const part of pressed) {
      const found = page.locator(part).first();
      expect([part, (await found.count()) > 0 && (await found.isVisible())]).toEqual([part, false]);
    }
    for (const words of ['What should become of each?', 'Seldom', 'Which occupations are beside it?'])
      expect(await page.getByText(words).first().isVisible()).toBe(true);
    expect(await page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth')).toBe(
      true,
    );
    await page.emulateMedia({ media: 'screen' });
  });

  it('a receipt has the reference and the answers, and nothing that is pressed', async () => {
    const page = await browsing.another(null);
    const reference = await consulted('A receipt');
    await page.goto(paths.consultationRespond(reference));
    await page.getByLabel('As an individual').check();
    await go(page);
    for (const which of [0, 1]) await page.getByRole('radio', { name: 'Keep' }).nth(which).check();
    await go(page);
    await page.goto(paths.respondPart(reference, 'check'));
    await page.getByLabel('Keep confidential').check();
    await go(page, 'Send the response');
    await page.emulateMedia({ media: 'print' });
    for (const part of [...pressed, 'main a[href$="/withdraw"]'])
      expect([part, await page.locator(part).first().isVisible()]).toEqual([part, false]);
    for (const words of [/R-[0-9A-Z]{4}-[0-9A-Z]{4}/, /What should become of each\?/, 'Keep'])
      expect(await page.locator('main').getByText(words).first().isVisible()).toBe(true);
  });
});
