import { NotFound } from '@app/kernel';
import { EditionQueries, MapReader, type PublishedMap } from '@app/occupational-map';
import { Injectable } from '@nestjs/common';
import { type Page, page } from '../../http/answers';
import { type AskedOf } from '../../http/asked';
import { type editionFilters, editionAsked, editionIn, withinEdition } from './asked-edition';
import { type PublicFile, PublicPages, type Ready } from '../../http/public-pages';
import type { PublicPanel } from './around';
import { consultedOnRoute } from './consulted';
import { type Around, Surroundings } from './surroundings';

/** Which edition the address asks for, as `editionFilters` read it. */
type EditionChoice = Partial<AskedOf<typeof editionFilters>>;
type Make<T> = (map: PublishedMap) => T | Promise<T>;

/** Pages and files made from the live edition: made once for each edition, then answered from memory. */
@Injectable()
export class MapPages {
  constructor(
    private readonly reader: MapReader,
    private readonly pages: PublicPages,
    private readonly surroundings: Surroundings,
    private readonly editions: EditionQueries,
  ) {}

  /** The version of the pages of the live edition; null where the database has to be asked for it. */
  versionNow(): string | null {
    const [map, around] = [this.reader.known(), this.surroundings.fresh()];
    return map && around && versionWith(map, around);
  }

  /**
   * The page at this address (path and the query that counts), from the live edition, or from the earlier one that the
   * address asks for.
   * @param about the route (slug) or occupation (reference) that the page is about: it says then which edition changed
   * it last, when it changes next, and whose map it is
   * @param without makes it while nothing is published yet
   * @throws NotUnderstood where it asks for one that does not exist
   */
  async show(
    address: string,
    make: Make<Page>,
    edition: EditionChoice = {},
    about: string | null = null,
    without: () => Page | Promise<Page> = () => page('maps/none', { title: 'No map yet' }),
  ): Promise<Ready> {
    const asked = editionIn(edition);
    if (asked) return this.showEarlier(address, make, await editionAsked(this.reader, asked), about);
    const map = await this.reader.current();
    if (!map) return this.pages.page(address, 'no edition', without);
    const around = await this.surroundings.now();
    return this.pages.page(address, versionWith(map, around), async () => {
      const { template, view } = await make(map);
      const beside = await this.beside(map, around, about);
      return page(template, { edition: map.edition, ...beside, ...view });
    });
  }

  private async showEarlier(
    address: string,
    make: Make<Page>,
    map: PublishedMap,
    about: string | null,
  ): Promise<Ready> {
    const { no } = map.edition;
    const live = await this.reader.current();
    const isLive = live?.edition.no === no;
    const version = isLive ? versionWith(map, await this.surroundings.now()) : versionOf(map);
    const makeEarlier = async () => {
      const { template, view } = await make(map);
      const changed = about === null ? {} : await this.lastChange(about, no);
      const earlier = isLive ? null : map.edition;
      return page(template, { edition: map.edition, earlier, current: address, ...changed, ...view });
    };
    return this.pages.page(addressOf(address, { edition: no }), version, makeEarlier, (html) =>
      withinEdition(html, no),
    );
  }

  /** What cannot be read while the database is down is left out, of pages that are not kept. */
  private async lastChange(about: string, no: number) {
    try {
      return { changedIn: await this.editions.lastChange(about, no) };
    } catch {
      return { changedIn: null, passing: true };
    }
  }

  private async beside(map: PublishedMap, { scheduled, panels, consultations }: Around, about: string | null) {
    if (about === null) return {};
    const changed = await this.lastChange(about, map.edition.no);
    return {
      consulted: map.route(about) === null ? [] : consultedOnRoute(map, consultations, about),
      ...changed,
      next: scheduled.find((change) => change.about.includes(about)) ?? null,
      panel: panelLine(panels.get(about)),
    };
  }

  /**
   * The file at this address, from the live edition or the one asked for.
   * @param without makes it while nothing is published yet
   * @throws NotFound where there is nothing of it then: a picture of no map
   */
  async file(
    address: string,
    make: Make<PublicFile>,
    edition: EditionChoice = {},
    without: () => PublicFile = noMap,
  ): Promise<Ready> {
    const asked = editionIn(edition);
    const map = asked ? await editionAsked(this.reader, asked) : await this.reader.current();
    if (!map) return this.pages.file(address, 'no edition', without);
    if (asked) return this.pages.file(addressOf(address, { edition: map.edition.no }), versionOf(map), () => make(map));
    return this.pages.file(address, versionWith(map, await this.surroundings.now()), () => make(map));
  }
}

/** The panel that owns a map, as the line on its page names it. */
function panelLine(panel: PublicPanel | undefined) {
  if (panel === undefined) return null;
  const names = (offices: readonly string[]) =>
    panel.seats.filter(({ office }) => offices.includes(office)).map(({ name }) => name);
  const next = panel.meetings.find(({ ahead, state }) => ahead && state !== 'cancelled');
  return {
    name: panel.name,
    chairs: names(['chair']),
    members: names(['deputy', 'member']),
    nextMeeting: next?.startsAt ?? null,
  };
}

const noMap = (): never => {
  throw new NotFound('This map');
};

const versionOf = ({ edition }: PublishedMap): string => `${edition.no} ${edition.rootHash}`;

const versionWith = (map: PublishedMap, { version }: Around): string => `${versionOf(map)} ${version}`;

/**
 * An address with a query, or with more of one: what is not set is left out, so that the same page has one address.
 */
export function addressOf(
  address: string,
  query: Readonly<Record<string, string | number | null | undefined>>,
): string {
  const parts = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== '');
  const text = new URLSearchParams(parts.map(([key, value]): [string, string] => [key, String(value)])).toString();
  return text === '' ? address : `${address}${address.includes('?') ? '&' : '?'}${text}`;
}
