import { paths } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { type Site, startSite } from '@test/support';
import { load } from 'cheerio';

let site: Site;
beforeAll(async () => {
  site = await startSite({ seeded: true });
});
afterAll(() => site?.close());

const page = async (reference: string) => load((await site.app.inject({ url: paths.occupation(reference) })).body);
const similarTo = async (title: string) => {
  const map = await site.lib(MapReader).current();
  const found = map?.occupations.find((one) => one.title === title);
  const $ = await page(found?.reference ?? '');
  expect($('h1').text()).toBe(title);
  const names = $('section[aria-labelledby=similar] > ul > li > div > a').toArray();
  return { $, names: names.map((one) => $(one).text()) };
};

describe('similar occupations', () => {
  it('are named where there is evidence that they are alike, and as many as there are', async () => {
    expect((await similarTo('Software developer')).names).toEqual([
      'Software development technician',
      'Software tester',
    ]);
    expect((await similarTo('Adult care worker')).names).toContain('Healthcare support worker');
  });

  it.each(['Solicitor', 'Occupational therapist', 'Florist', 'Photographer'])(
    'are none, with no word about them, where a title shares no more than a word: %s',
    async (title) => {
      const { $, names } = await similarTo(title);
      expect(names).toEqual([]);
      expect($('main').text()).not.toContain('Similar occupations');
      expect($('.waymark-toc').text()).not.toContain('Similar');
    },
  );
});

describe('the page of an occupation', () => {
  it('has each of its contents, and each code that it links to, on it', async () => {
    const $ = await page('OCC0116');
    const links = $('main a[href^="#"]').toArray();
    expect(links.length).toBeGreaterThan(100);
    for (const link of links) {
      const href = $(link).attr('href') ?? '';
      expect([href, $(href).length]).toEqual([href, 1]);
    }
  });

  it('has what can be done with it at its head, and leads to the comparison', async () => {
    const $ = await page('OCC0116');
    const acts = $('.waymark-head__acts a').toArray();
    expect(acts.map((one) => $(one).attr('href'))).toEqual([
      paths.occupationFile('OCC0116', 'json'),
      paths.occupationFile('OCC0116', 'csv'),
      paths.follow('occupation', 'OCC0116'),
      paths.suggest('OCC0116'),
      paths.compare(['OCC0116']),
    ]);
    for (const href of acts.map((one) => $(one).attr('href') ?? ''))
      expect([href, (await site.app.inject({ url: href })).statusCode]).toEqual([href, 200]);
  });

  it('says on paper which edition it is, of which day, under which licence, and that it is not the official map', async () => {
    const foot = (await page('OCC0116'))('.waymark-poster-foot').text().replace(/\s+/g, ' ');
    expect(foot).toMatch(/Edition 1, published \d+ \w+ \d{4} · waymark\.test\/occupations\/OCC0116/);
    expect(foot).toContain('Open Government Licence v3.0. Not the official map.');
  });

  it('of a retired occupation leads to no comparison with it', async () => {
    const $ = await page('OCC0100');
    expect($('main').text()).toContain('This occupation is retired');
    for (const link of $('main a[href^="/compare"]').toArray()) expect($(link).attr('href')).not.toContain('OCC0100');
  });

  it('shows how it stood on a day by a form without scripts', async () => {
    const form = (await page('OCC0116'))('.waymark-as-of');
    expect([form.attr('method'), form.attr('action')]).toEqual(['get', undefined]);
    expect(form.find('input[name=as-of]')).toHaveLength(1);
  });
});
