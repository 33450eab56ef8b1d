import { setTimeout as sleep } from 'node:timers/promises';
import { newId, paths } from '@app/kernel';
import { Proposals } from '@app/proposals';
import { type Site, sitePassword, startSite } from '@test/support';
import type { Page, Request } from 'playwright-core';
import { Browsing, faultsOf, follow, press } from '../support/browsing';
import { aGroup } from '../support/builders';

/** B1, B3, B6, and drafts that save themselves, of the cases found in November 2026, in a real browser. */
let site: Site;
let browsing: Browsing;
let id: string;
const kept = `Object.keys(localStorage).filter((key) => key.startsWith('waymark:unsent:'))`;
const text = 'Needed from Penzance to Thurso.';

beforeAll(async () => {
  site = await startSite();
  browsing = await Browsing.on(site);
  const group = await aGroup(site);
  id = await site.lib(Proposals).start(group.chair, group.id, newId());
});
afterAll(async () => {
  await browsing?.close();
  await site?.close();
});

const requirement = (key: string) => paths.proposalPart(id, `requirements/${key}`);
const copies = (page: Page): Promise<string[]> => page.evaluate(kept);
const stored = async (key: string) =>
  (
    await site.db
      .read()
      .one<{ said: string }>(
        `select content #>> array['requirements', $2, 'explanation'] as said from proposal where id = $1`,
        [id, key],
      )
  )?.said;

/** Types into the page of a requirement, until a copy of it is kept. */
async function typed(page: Page, key: string, words = text): Promise<void> {
  await page.goto(requirement(key));
  // What it keeps is for where the form does not come to save itself.
  await page.evaluate(`delete document.querySelector('form[data-saves-itself]').dataset.savesItself`);
  await page.locator('#explanation').focus();
  await page.keyboard.type(words);
  for (const end = Date.now() + 5_000; (await copies(page)).length === 0 && Date.now() < end;) await sleep(50);
}

describe('text that was not sent', () => {
  it('is asked about before its page is left', async () => {
    const page = await browsing.another('chair-of-group');
    await typed(page, 'transferable');
    const asked = page.waitForEvent('dialog');
    const leaving = page.goto(paths.dashboard()).catch(() => null);
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    await leaving;
    expect(await page.locator('#explanation').inputValue()).toBe(text);
    await page.close();
  });

  it('is offered again, put back, sent, and then forgotten', async () => {
    const page = await browsing.another('chair-of-group');
    await typed(page, 'broad');
    await page.goto(paths.dashboard());
    await page.goto(requirement('broad'));
    expect(await page.locator('#explanation').inputValue()).toBe('');
    expect(await page.locator('main').getByRole('status').innerText()).toContain('that was not sent');
    expect(await faultsOf(page)).toEqual([]);
    await press(page.getByRole('button', { name: 'Put it back' }));
    expect(await page.locator('#explanation').inputValue()).toBe(text);
    await page.locator('#evidence').fill('Letters');
    await follow(page.getByRole('button', { name: 'Save' }));
    expect(await stored('broad')).toBe(text);
    expect(await copies(page)).toEqual([]);
    await page.goto(requirement('broad'));
    expect(await page.locator('main').getByRole('status').count()).toBe(0);
    await page.close();
  });

  it('is thrown away where that is wanted', async () => {
    const page = await browsing.another('chair-of-group');
    await typed(page, 'competence');
    await page.goto(requirement('competence'));
    await press(page.getByRole('button', { name: 'Throw it away' }));
    expect(await copies(page)).toEqual([]);
    await page.close();
  });

  it('outlasts a lost connection', async () => {
    const page = await browsing.another('chair-of-group');
    await typed(page, 'recognised');
    await page.context().setOffline(true);
    await press(page.getByRole('button', { name: 'Save' }));
    await page.waitForURL(/chrome-error/);
    await page.context().setOffline(false);
    await page.goto(requirement('recognised'));
    await press(page.getByRole('button', { name: 'Put it back' }));
    expect(await page.locator('#explanation').inputValue()).toBe(text);
    await page.close();
  });

  it('is in this browser for its person alone, and gone when they sign out', async () => {
    const page = await browsing.another('chair-of-group');
    await typed(page, 'transferable');
    await page.goto(paths.dashboard());
    expect((await copies(page)).length).toBeGreaterThan(0);
    await follow(page.getByRole('button', { name: 'Sign out' }));
    expect(await copies(page)).toEqual([]);
    browsing.forget('chair-of-group');
    await page.close();
  });
});

describe.each([true, false])('a session that ends while somebody types, with JavaScript %s', (scripts) => {
  it('costs nothing of what was typed', async () => {
    const page = await browsing.another('chair-of-group', scripts);
    await page.goto(requirement('transferable'));
    const words = `Typed with${scripts ? '' : 'out'} scripts.`;
    await page.locator('#explanation').fill(words);
    await page.locator('#evidence').fill('Letters');
    await site.db.write((tx) => tx.rows('delete from session'));
    await follow(page.getByRole('button', { name: 'Save' }));
    await page.getByLabel('Email address').fill('chair-of-group@example.test');
    await page.getByLabel('Password', { exact: true }).fill(sitePassword);
    await follow(page);
    expect(await page.locator('#explanation').inputValue()).toBe(words);
    expect(await faultsOf(page)).toEqual([]);
    await follow(page.getByRole('button', { name: 'Save' }));
    expect(await stored('transferable')).toBe(words);
    browsing.forget('chair-of-group');
    await page.close();
  });
});

describe('a long draft', () => {
  const said = (page: Page) => page.locator('[data-saved]').innerText();
  const savedOnce = async (page: Page): Promise<void> => {
    for (const end = Date.now() + 20_000; !(await said(page)).startsWith('Saved at ') && Date.now() < end;) {
      await sleep(100);
    }
    expect(await said(page)).toMatch(/^Saved at \d\d:\d\d$/);
  };

  it('saves itself as it stands, and goes on from there', async () => {
    const page = await browsing.another('chair-of-group');
    await page.goto(requirement('recognised'));
    await page.locator('#explanation').fill('It is advertised');
    await savedOnce(page);
    expect(await stored('recognised')).toBe('It is advertised');
    expect(await faultsOf(page)).toEqual([]);
    // Nothing of it is unsaved any more, and saving it on purpose says what is missing.
    expect(await copies(page)).toEqual([]);
    await page.locator('#explanation').fill('It is advertised by name');
    await follow(page.getByRole('button', { name: 'Save' }));
    expect(await page.locator('#evidence-error').innerText()).toContain('Give the evidence');
    await page.locator('#evidence').fill('Sixty adverts');
    await follow(page.getByRole('button', { name: 'Save' }));
    expect(await stored('recognised')).toBe('It is advertised by name');
    await page.close();
  });

  it('saves one duty in the same way', async () => {
    const page = await browsing.another('chair-of-group');
    await page.goto(paths.proposalPart(id, 'duties'));
    await page.getByLabel('Add a duty').fill('Tend the garden');
    await follow(page.getByRole('button', { name: 'Add' }));
    await follow(page.getByRole('link', { name: 'Change D1' }));
    await page.getByLabel('Statement').fill('Tend the garden in every season');
    await savedOnce(page);
    const duties = `select content #>> '{duties,0,text}' as said from proposal where id = $1`;
    expect(await site.db.read().one(duties, [id])).toEqual({ said: 'Tend the garden in every season' });
    await follow(page.getByRole('button', { name: 'Save' }));
    expect(new URL(page.url()).pathname).toBe(paths.proposalPart(id, 'duties'));
    await page.close();
  });

  it('is saved by its button also while nothing answers what it sent itself', async () => {
    const page = await browsing.another('chair-of-group');
    const isItself = (request: Request) => request.headers().accept === 'application/json';
    await page.route('**/requirements/competence', (route) =>
      isItself(route.request()) ? undefined : route.continue(),
    );
    await page.goto(requirement('competence'));
    const sent = page.waitForRequest(isItself);
    await page.locator('#explanation').fill('Nothing answers');
    await page.locator('#evidence').fill('Letters');
    await sent;
    await follow(page.getByRole('button', { name: 'Save' }));
    expect(await stored('competence')).toBe('Nothing answers');
    await page.close();
  });

  it('stays as it was typed where the service fails, and saves itself once it works again', async () => {
    const page = await browsing.another('chair-of-group');
    const itself = '**/requirements/competence';
    await page.goto(requirement('competence'));
    await page.route(itself, (route) => route.fulfill({ status: 503, body: '' }));
    await page.locator('#explanation').fill('It fails');
    for (const end = Date.now() + 20_000; (await said(page)) === '' && Date.now() < end;) await sleep(100);
    expect(await said(page)).toContain('something does not work');
    expect(await page.locator('#explanation').inputValue()).toBe('It fails');
    await page.unroute(itself);
    await page.locator('#explanation').fill('It works');
    await savedOnce(page);
    expect(await stored('competence')).toBe('It works');
    await page.close();
  });

  it('does not write over what somebody else saved meanwhile', async () => {
    const page = await browsing.another('chair-of-group');
    await page.goto(requirement('recognised'));
    const other = await browsing.another('chair-of-group');
    await other.goto(requirement('recognised'));
    await other.locator('#explanation').fill('Theirs');
    await follow(other.getByRole('button', { name: 'Save' }));
    await page.locator('#explanation').fill('Mine');
    for (const end = Date.now() + 20_000; (await said(page)) === '' && Date.now() < end;) await sleep(100);
    expect(await said(page)).toContain('somebody else changed this meanwhile');
    expect(await stored('recognised')).toBe('Theirs');
    await follow(page.getByRole('button', { name: 'Save' }));
    expect(await page.locator('main').innerText()).toContain('What somebody else saved meanwhile');
    expect(await page.locator('#explanation').inputValue()).toBe('Mine');
    await page.close();
    await other.close();
  });
});

describe.each([true, false])('how long a text may be, with JavaScript %s', (scripts) => {
  it('is said beside its field, and counted as the browser counts', async () => {
    const page = await browsing.another('chair-of-group', scripts);
    await page.goto(requirement('broad'));
    const line = page.locator('#explanation-info');
    const counted = page.locator('.govuk-character-count__status').first();
    if (!scripts) expect(await line.innerText()).toBe('You can enter up to 4,000 characters');
    // 3,990 characters with 60 line breaks: a browser sends each of these as two.
    const words = Array.from({ length: 61 }, (_, index) => 'x'.repeat(index < 60 ? 64 : 90)).join('\n');
    expect(words).toHaveLength(3_990);
    await page.locator('#explanation').fill(words);
    if (scripts) expect(await counted.innerText()).toBe('You have 10 characters remaining');
    await page.locator('#evidence').fill('Letters');
    await follow(page.getByRole('button', { name: 'Save' }));
    expect(await stored('broad')).toBe(words);
    await page.close();
  });
});
