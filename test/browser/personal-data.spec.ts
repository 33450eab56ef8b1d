import { paths } from '@app/kernel';
import { type Site, startSite } from '@test/support';
import { Browsing, faultsOf, follow } from '../support/browsing';

let site: Site;
let browsing: Browsing;

beforeAll(async () => {
  site = await startSite({ seeded: true });
  browsing = await Browsing.on(site);
  await site.person('Ada Admin', 'ada@example.test', { role: 'administrator' });
  await site.settle();
});
afterAll(async () => {
  await browsing?.close();
  await site?.close();
});

const emails = async (): Promise<string[]> =>
  (await site.db.read().rows<{ email: string }>('select email from suggester order by email')).map(
    ({ email }) => email,
  );

describe.each([true, false])('personal data, with JavaScript %s', (scripts) => {
  const address = `sue.${scripts}@example.test`;

  beforeAll(async () => {
    const anybody = site.anonymous();
    await anybody.get(paths.suggest('OCC0116'));
    const given = {
      part: 'duties',
      change: 'Reword D2',
      why: 'It is unclear',
      requester: 'employer',
      name: 'Sue Gest',
    };
    await anybody.submit('/suggest', { ...given, email: address });
    await site.settle();
  });

  it('are found by an address, taken as a file, and erased in two steps, to the stored result', async () => {
    const ada = await browsing.tab('ada', scripts);
    await ada.goto(paths.personalData());
    await ada.getByLabel('Email address').fill(address.toUpperCase());
    await follow(ada.getByRole('button', { name: 'Look' }));
    expect(await ada.locator('main').innerText()).toContain('The name and the address of who suggested a change');
    expect(await faultsOf(ada)).toEqual([]);

    const href = await ada.getByRole('link', { name: 'Take all of it as a file' }).getAttribute('href');
    const file = await ada.request.get(href ?? '');
    expect(file.headers()['content-disposition']).toBe('attachment; filename="personal-data.json"');
    const { kinds } = (await file.json()) as { kinds: { key: string; rows: { email?: string; change?: string }[] }[] };
    const suggester = kinds.find(({ key }) => key === 'suggester');
    expect(suggester?.rows).toEqual([expect.objectContaining({ email: address, change: 'Reword D2' })]);

    await follow(ada.getByRole('link', { name: 'See what would go' }));
    expect(await faultsOf(ada)).toEqual([]);
    await follow(ada.getByRole('button', { name: 'Erase it for good' }));
    expect(await ada.title()).toMatch(/^Error: /);
    expect(await faultsOf(ada)).toEqual([]);
    expect(await emails()).toContain(address);

    await ada.getByLabel('The person objects').check();
    await ada.getByLabel('I have seen what goes').check();
    await follow(ada.getByRole('button', { name: 'Erase it for good' }));
    expect(await ada.locator('h1').innerText()).toBe('It is erased');
    expect(await faultsOf(ada)).toEqual([]);
    expect(await emails()).not.toContain(address);
    const suggestions = await site.db.read().rows('select 1 from suggestion');
    expect(suggestions).toHaveLength(scripts ? 1 : 2);
  });
});

describe('the privacy notice', () => {
  it('prints every kind, with its days by the settings, and stands in the foot of every page', async () => {
    const reader = await browsing.tab(null);
    await reader.goto(paths.home());
    await follow(reader.getByRole('contentinfo').getByRole('link', { name: 'Privacy' }));
    expect(await reader.locator('h1').innerText()).toBe('Privacy notice');
    const text = await reader.locator('#respondent').innerText();
    expect(text).toContain('For 730 days after the consultation closed.');
    expect(await reader.locator('tbody tr').count()).toBeGreaterThan(30);
    expect(await faultsOf(reader)).toEqual([]);
  });
});
