import { paths } from '@app/kernel';
import { EditionStore } from '@app/occupational-map';
import { publishMap, type Site, startSite } from '@test/support';
import { load } from 'cheerio';

let site: Site;
beforeAll(async () => {
  site = await startSite({ seeded: true });
});
afterAll(() => site?.close());

const get = (url: string) => site.app.inject({ url });
const page = async (url: string) => load((await get(url)).body);
const two = paths.compare(['OCC0116', 'OCC0128']);

describe('occupations beside each other', () => {
  it('have a column each, with what the page of each says of it, and the steps between them', async () => {
    const $ = await page(two);
    expect($('h1').text()).toBe('Compare occupations');
    expect($('title').text()).toContain('Compare Software developer, Software development technician');
    const row = (name: string) =>
      $('tbody tr')
        .filter((_, one) => $(one).find('th').first().text() === name)
        .find('td')
        .toArray()
        .map((cell) => $(cell).text().replace(/\s+/g, ' ').trim());
    expect(row('Level')).toEqual(['4, Higher Technical', '3, Technical']);
    expect(row('Status')).toEqual(['Approved', 'Approved']);
    expect(row('Route')).toEqual(['Digital', 'Digital']);
    expect(row('Ways in')).toEqual([
      'Apprenticeship: Software developer (ST0116)',
      expect.stringContaining('T Level in Digital'),
    ]);
    expect(row('People come from')[0]).toContain('Software development technician compared here');
    expect(row('People come from')[1]).toBe('None recorded');
    expect(row('People go on to')[1]).toContain('Software developer compared here');
    expect(row('Skills')).toContain('S7 Use version control to share, review and merge changes');
    expect($('tbody').text()).toContain('27 only in Software developer');
    for (const head of $('thead th').toArray()) expect($(head).attr('scope')).toBe('col');
  });

  it('are added by a form without scripts, and taken out by a link', async () => {
    const $ = await page(two);
    const kept = $('main form input[type=hidden]').toArray();
    expect(kept.map((one) => $(one).val())).toEqual(['OCC0116', 'OCC0128']);
    const added = await get(`${two}&o=software+tester`);
    expect([added.statusCode, added.headers.location]).toEqual([303, paths.compare(['OCC0116', 'OCC0128', 'OCC0129'])]);
    expect($('thead a:contains(Remove)').first().attr('href')).toBe(paths.compare(['OCC0128']));
    expect((await page(paths.compare(['OCC0116', 'OCC0128', 'OCC0129', 'OCC0118'])))('#o')).toHaveLength(0);
  });

  it('have one address: the same twice, small letters and empty fields lead to it', async () => {
    for (const address of [
      'o=occ0116&o=OCC0128',
      'o=OCC0116&o=OCC0116&o=OCC0128',
      'o=OCC0116&o=OCC0128&o=software+development+technician',
    ])
      expect((await get(`/compare?${address}`)).headers.location).toBe(two);
    expect((await get(`${two}&o=`)).statusCode).toBe(200);
    expect((await get('/compare')).statusCode).toBe(200);
  });

  it('that cannot be found are told beside the field, and the others stay', async () => {
    for (const [typed, says] of [
      ['OCC9999', 'There is no occupation OCC9999 on the maps'],
      ['OCC0100', 'Conveyancing technician (OCC0100) is retired'],
      ['xylophonist', 'No occupation is found for “xylophonist”'],
      ['technician', 'More than 8 occupations are found for “technician”'],
    ]) {
      const answer = await get(`/compare?o=OCC0116&o=${typed}`);
      const $ = load(answer.body);
      expect([typed, answer.statusCode, $('#o-error').text()]).toEqual([typed, 422, expect.stringContaining(says)]);
      expect($('.govuk-error-summary a').attr('href')).toBe('#o');
      expect($('#o').val()).toBe(typed);
      expect($('thead th')).toHaveLength(1);
    }
    const choice = (await page('/compare?o=OCC0116&o=technician'))('main form li a').first().attr('href') ?? '';
    expect(choice).toMatch(/^\/compare\?o=OCC0116&o=OCC\w+$/);
    expect((await get(choice)).statusCode).toBe(200);
    expect((await get('/compare?o=a%00b')).statusCode).toBe(422);
  });

  it('are the same for everybody, and are not sent again to who has them', async () => {
    const first = await get(two);
    expect(first.headers['set-cookie']).toBeUndefined();
    const again = await site.app.inject({ url: two, headers: { 'if-none-match': String(first.headers.etag) } });
    expect(again.statusCode).toBe(304);
  });

  it('stand as they did in an earlier edition, and every step stays in it', async () => {
    await site.db.write(async (tx) => {
      const state = structuredClone(await site.lib(EditionStore).liveState(tx));
      state.occupations.OCC0116.title = 'Software maker';
      await publishMap(tx, site.lib(EditionStore), { state, kind: 'day-to-day', note: 'Another title', changes: [] });
    });
    await site.settle();
    const earlier = await get(`${two}&edition=1`);
    const $ = load(earlier.body);
    expect($('thead').text()).toContain('Software developer');
    expect($('.govuk-notification-banner').text()).toContain('This is edition 1');
    expect($('thead a:contains(Remove)').first().attr('href')).toBe('/compare?o=OCC0128&edition=1');
    expect($('main form input[name=edition]').val()).toBe('1');
    const wrong = load((await get(`${two}&o=OCC9999&edition=1`)).body);
    expect(wrong('thead').text()).toContain('Software developer');
    expect(wrong('main form input[name=edition]').val()).toBe('1');
    const links = wrong('main table a')
      .map((_, link) => wrong(link).attr('href') ?? '')
      .get();
    expect(links.length).toBeGreaterThan(4);
    expect(links.filter((href) => !/[?&]edition=1(#|$)/.test(href))).toEqual([]);
    const moved = (await get('/compare?o=occ0116&edition=1')).headers.location;
    expect(moved).toBe('/compare?o=OCC0116&edition=1');
    expect((await get(`${two}&edition=99`)).statusCode).toBe(422);
  });
});
