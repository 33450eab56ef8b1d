import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { paths } from '@app/kernel';
import { projectRoot } from '@app/platform';
import { type Site, startSite } from '@test/support';
import { assetFolder } from '../../http/assets';

let site: Site;
beforeAll(async () => {
  site = await startSite({ seeded: true });
});
afterAll(() => site?.close());

/** The bytes of all files of this kind that browsers load, as they travel. */
const weightOf = (ending: string): number =>
  readdirSync(assetFolder)
    .filter((name) => name.endsWith(ending))
    .reduce((sum, name) => sum + gzipSync(readFileSync(join(assetFolder, name)), { level: 9 }).length, 0);

const weightOfPage = async (url: string): Promise<number> => {
  const { statusCode, headers, rawPayload } = await site.app.inject({ url, headers: { 'accept-encoding': 'gzip' } });
  expect([statusCode, headers['content-encoding']]).toEqual([200, 'gzip']);
  return rawPayload.length;
};

describe('what a page weighs, compressed', () => {
  it('styles at most 26 kB, scripts 16 kB, the map of a route 28 kB, together 70 kB', async () => {
    const [styles, scripts, page] = [weightOf('.css'), weightOf('.js'), await weightOfPage(paths.map('digital'))];
    expect(styles).toBeGreaterThan(10_000);
    expect(styles).toBeLessThanOrEqual(26_000);
    expect(scripts).toBeGreaterThan(5_000);
    expect(scripts).toBeLessThanOrEqual(16_000);
    expect(page).toBeLessThanOrEqual(28_000);
    expect(styles + scripts + page).toBeLessThanOrEqual(70_000);
  });
});

/** The folders of templates, ours and the components that they use. */
const templates = (folder: string): string[] =>
  readdirSync(join(projectRoot(), folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.njk'))
    .map((name) => readFileSync(join(projectRoot(), folder, name), 'utf8'));

describe('the style sheet', () => {
  const css = readFileSync(join(assetFolder, 'waymark.css'), 'utf8').replaceAll('\\!', '!');
  const used = [...templates('apps/web/src/pages'), ...templates('apps/web/src/layouts')].join('\n');
  const all = (pattern: RegExp): string[] => [...new Set(used.match(pattern) ?? [])].sort();

  it('has the spacing and the like of GOV.UK that templates name: we take in a part of it', () => {
    expect(all(/govuk-![\w-]+/g).filter((name) => !css.includes(`.${name}`))).toEqual([]);
  });

  it('has the GOV.UK components that templates use', () => {
    const components = all(/(?<=govuk\/components\/)[\w-]+(?=\/)/g);
    expect(components).toContain('button');
    expect(components.filter((name) => !css.includes(`.govuk-${name}`))).toEqual([]);
  });

  it('is made of small parts', () => {
    const folder = join(projectRoot(), 'apps/web/assets');
    const long = readdirSync(folder)
      .filter((name) => name.endsWith('.scss'))
      .map((name) => [name, readFileSync(join(folder, name), 'utf8').split('\n').length - 1] as const)
      .filter(([, lines]) => lines >= 150);
    expect(long).toEqual([]);
  });
});
