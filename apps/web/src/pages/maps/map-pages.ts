import { MapReader, type PublishedMap } from '@app/occupational-map';
import { Injectable } from '@nestjs/common';
import { type Page, page } from '../../http/answers';
import { askedEdition, editionAsked, withinEdition } from './asked-edition';
import { type PublicFile, PublicPages, type Ready } from '../../http/public-pages';

type Make<T> = (map: PublishedMap) => T | Promise<T>;

/** Pages and files made from the live edition: made once for each edition, then answered from memory. */
@Injectable()
export class MapPages {
  constructor(
    private readonly reader: MapReader,
    private readonly pages: PublicPages,
  ) {}

  /**
   * The page at this address (path and the query that counts), from the live edition, or from the earlier one that the
   * query asks for.
   * @throws Refused where it asks for one that does not exist
   */
  async show(address: string, make: Make<Page>, query: Readonly<Record<string, unknown>> = {}): Promise<Ready> {
    const asked = askedEdition(query);
    if (asked) return this.showEarlier(address, make, await editionAsked(this.reader, asked));
    const map = await this.reader.current();
    if (!map) return this.pages.page(address, 'no edition', () => page('maps/none', { title: 'No map yet' }));
    return this.pages.page(address, versionOf(map), async () => {
      const { template, view } = await make(map);
      return page(template, { edition: map.edition, ...view });
    });
  }

  private async showEarlier(address: string, make: Make<Page>, map: PublishedMap): Promise<Ready> {
    const { no } = map.edition;
    const live = await this.reader.current();
    const isLive = live?.edition.no === no;
    const version = `${versionOf(map)} ${isLive ? 'live' : 'earlier'}`;
    const makeEarlier = async () => {
      const { template, view } = await make(map);
      return page(template, { edition: map.edition, earlier: isLive ? null : map.edition, current: address, ...view });
    };
    return this.pages.page(addressWith(address, no), version, makeEarlier, (html) => withinEdition(html, no));
  }

  /** The file at this address, from the live edition or the one asked for; `without` makes it while there is none. */
  async file(
    address: string,
    make: Make<PublicFile>,
    without: () => PublicFile,
    query: Readonly<Record<string, unknown>> = {},
  ): Promise<Ready> {
    const asked = askedEdition(query);
    const map = asked ? await editionAsked(this.reader, asked) : await this.reader.current();
    if (!map) return this.pages.file(address, 'no edition', without);
    return this.pages.file(asked ? addressWith(address, map.edition.no) : address, versionOf(map), () => make(map));
  }
}

const versionOf = ({ edition }: PublishedMap): string => `${edition.no} ${edition.rootHash}`;

const addressWith = (address: string, no: number): string =>
  `${address}${address.includes('?') ? '&' : '?'}edition=${no}`;

/** An address with a query: what is not set is left out, so that the same page has one address. */
export function addressOf(path: string, query: Readonly<Record<string, string | number | null | undefined>>): string {
  const parts = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== '');
  const text = new URLSearchParams(parts.map(([key, value]): [string, string] => [key, String(value)])).toString();
  return text === '' ? path : `${path}?${text}`;
}
