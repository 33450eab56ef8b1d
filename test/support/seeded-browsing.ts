import { MapReader, type PublishedMap } from '@app/occupational-map';
import { Browsing } from './browsing';
import { type Site, startSite } from './site';

/** What the tests of a file share: a site with the first edition, its live map, and a browser on it. */
type Seeded = { readonly site: Site; readonly map: PublishedMap; readonly browsing: Browsing };

/** Opens a seeded site and a browser on it before the tests of this file, and closes both after them. */
export function seededBrowsing(): Seeded {
  const open: { site?: Site; map?: PublishedMap; browsing?: Browsing } = {};
  beforeAll(async () => {
    open.site = await startSite({ seeded: true });
    await open.site.lib(MapReader).refresh();
    open.map = (await open.site.lib(MapReader).current()) ?? undefined;
    open.browsing = await Browsing.on(open.site);
  });
  afterAll(async () => {
    await open.browsing?.close();
    await open.site?.close();
  });
  const opened = <T>(one: T | undefined): T => {
    if (one === undefined) throw new Error('It is open while tests run, and not before');
    return one;
  };
  return {
    get site() {
      return opened(open.site);
    },
    get map() {
      return opened(open.map);
    },
    get browsing() {
      return opened(open.browsing);
    },
  };
}
