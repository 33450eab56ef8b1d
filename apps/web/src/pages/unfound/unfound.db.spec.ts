import { paths } from '@app/kernel';
import { Unfound } from '@app/unfound';
import { type Site, startSite } from '@test/support';
import { parse } from 'csv-parse/sync';

let site: Site;
beforeAll(async () => {
  site = await startSite({ seeded: true });
  await site.person('Olive Officer', 'officer@example.test', { role: 'product-manager' });
});
afterAll(() => site?.close());

/** Somebody on each of so many networks asks for this address; two of them may be one mark, twenty are more than five. */
async function ask(url: string, networks = 20): Promise<number[]> {
  const answers = [];
  for (let no = 0; no < networks; no += 1) answers.push(await site.app.inject({ url, remoteAddress: `10.20.${no}.3` }));
  await site.lib(Unfound).write();
  return [...new Set(answers.map(({ statusCode }) => statusCode))];
}
const counted = async (): Promise<number> => (await site.db.read().rows('select 1 from unfound_question')).length;

it('shows officers what many looked for and did not find, with the way to act on it', async () => {
  expect(await ask(`${paths.search()}?q=Moon+shepherd+jobs`)).toEqual([200]);
  await ask(`${paths.search()}?q=unicorn+keeper`);
  await ask(`${paths.search()}?q=secret+word`, 4);
  const officer = await site.as('officer@example.test');
  await officer.get(paths.dashboard());
  expect(officer.$(`a[href="${paths.unfound()}"]`).text()).toContain('Not found');
  await officer.get(paths.unfound());
  const words = officer
    .$('tbody th')
    .toArray()
    .map((one) => officer.$(one).text());
  expect(words.sort()).toEqual(['moon shepherd', 'unicorn keeper']);
  expect(officer.body).not.toContain('secret word');
  await officer.get(officer.$('a:contains("Invite employers")').first().attr('href') ?? '');
  expect([officer.status, officer.$('#title').val()]).toEqual([200, expect.stringMatching(/^(Moon|Unicorn) /)]);
  const file = await officer.get(`${paths.unfoundFile()}?words=moon`);
  const [row, ...others] = parse<Record<string, string>>(officer.body, { columns: true, bom: true });
  expect([file.status, others, row?.words, Number(row?.['askers-at-least']) >= 5]).toEqual([
    200,
    [],
    'moon shepherd',
    true,
  ]);
  await officer.get(`${paths.unfound()}?month=2020-01`);
  expect(officer.$('tbody th')).toHaveLength(0);
  for (const wrong of ['?month=2026-13', '?after=x', '?after=2026-02-31~5~x']) {
    await officer.get(`${paths.unfound()}${wrong}`);
    expect([wrong, officer.status]).toEqual([wrong, 422]);
  }
});

it('is for officers and administrators alone', async () => {
  await site.person('Mo Derator', 'mo@example.test', { role: 'moderator' });
  const moderator = await site.as('mo@example.test');
  for (const url of [paths.unfound(), paths.unfoundFile()]) {
    await moderator.get(url);
    expect([url, moderator.status]).toEqual([url, 403]);
    expect((await site.app.inject({ url })).statusCode).toBe(303);
  }
});

it('counts no suggestions, no filters, no earlier editions, no calls of the API, and nothing that was found', async () => {
  const before = await counted();
  for (const url of [
    `${paths.searchSuggestions()}?q=mermaid+tailor`,
    `${paths.search()}?q=mermaid+tailor&level=3`,
    `${paths.search()}?q=mermaid+tailor&kind=route`,
    `${paths.search()}?q=mermaid+tailor&edition=1`,
    '/api/v2/search?q=mermaid+tailor',
    `${paths.search()}?q=software+developer`,
    paths.search(),
  ]) {
    expect([url, await ask(url, 2)]).toEqual([url, [200]]);
  }
  expect(await counted()).toBe(before);
  await ask(`${paths.search()}?q=mermaid+tailor`, 1);
  expect(await counted()).toBe(before + 1);
});
