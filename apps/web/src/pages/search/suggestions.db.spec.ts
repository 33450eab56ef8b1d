import { paths } from '@app/kernel';
import { type Site, startSite } from '@test/support';

let site: Site;
beforeAll(async () => {
  site = await startSite({ seeded: true });
});
afterAll(() => site?.close());

type Suggestion = { title: string; what: string; href: string };
const ask = (q: string, headers: Record<string, string> = {}, remoteAddress = '10.1.1.1') =>
  site.app.inject({ url: `${paths.searchSuggestions()}?q=${encodeURIComponent(q)}`, headers, remoteAddress });
const suggested = async (q: string): Promise<Suggestion[]> =>
  (await ask(q)).json<{ suggestions: Suggestion[] }>().suggestions;

describe('suggestions while somebody types', () => {
  it('are what is found by its name, eight at most, with what each is and where it leads', async () => {
    const [first] = await suggested('softw');
    expect(first).toMatchObject({
      what: expect.stringMatching(/^Occupation, level \d/),
      href: expect.stringMatching(/^\//),
    });
    expect(first?.title).toMatch(/software/i);
    expect((await suggested('te')).length).toBe(8);
    expect((await suggested('web develo'))[0]).toMatchObject({
      title: 'Software developer',
      what: 'Occupation, level 4. Job title: Web developer',
    });
    for (const { href } of await suggested('digital')) {
      expect([href, (await site.app.inject({ url: href.replace(/#.*/, '') })).statusCode]).toEqual([href, 200]);
    }
  });

  it('are none for one letter, for nothing, and where nothing fits', async () => {
    for (const q of ['', 'a', 'xqzw']) expect([q, await suggested(q)]).toEqual([q, []]);
    expect((await site.app.inject({ url: paths.searchSuggestions() })).json()).toEqual({ suggestions: [] });
  });

  it('are the same for everybody, and kept by their version, in capital letters or not', async () => {
    const answer = await ask('Brick', { accept: 'application/json' });
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'public, max-age=0, must-revalidate',
    });
    expect(answer.headers['set-cookie']).toBeUndefined();
    const again = await ask('brick', { 'if-none-match': String(answer.headers.etag) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  it('that have to be made are limited for each network; what is in memory is not', async () => {
    const statuses: number[] = [];
    for (let no = 0; no < 610; no += 1) statuses.push((await ask(`zq${no}`, {}, '10.2.2.2')).statusCode);
    expect([statuses.filter((one) => one === 200).length, statuses.at(-1)]).toEqual([600, 429]);
    expect((await ask('zq1', {}, '10.2.2.2')).statusCode).toBe(200);
    expect((await ask('zq9999', {}, '10.3.3.3')).statusCode).toBe(200);
  });

  it('refuse what is too long to be a question', async () => {
    expect((await ask('x'.repeat(101))).statusCode).toBe(422);
  });
});
