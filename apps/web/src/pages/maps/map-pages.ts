import { MapReader, type PublishedMap } from '@app/occupational-map';
import { Injectable } from '@nestjs/common';
import { type Page, page } from '../../http/answers';
import { type PublicFile, PublicPages, type Ready } from '../../http/public-pages';

type Make<T> = (map: PublishedMap) => T | Promise<T>;

/** Pages and files made from the live edition: made once for each edition, then answered from memory. */
@Injectable()
export class MapPages {
  constructor(
    private readonly reader: MapReader,
    private readonly pages: PublicPages,
  ) {}

  /** The page at this address (path and the query that counts), from the live edition. */
  async show(address: string, make: Make<Page>): Promise<Ready> {
    const map = await this.reader.current();
    if (!map) return this.pages.page(address, 'no edition', () => page('maps/none', { title: 'No map yet' }));
    return this.pages.page(address, versionOf(map), async () => {
      const { template, view } = await make(map);
      return page(template, { edition: map.edition, ...view });
    });
  }

  /** The file at this address, from the live edition; `without` makes it while there is none. */
  async file(address: string, make: Make<PublicFile>, without: () => PublicFile): Promise<Ready> {
    const map = await this.reader.current();
    return map
      ? this.pages.file(address, versionOf(map), () => make(map))
      : this.pages.file(address, 'no edition', without);
  }
}

const versionOf = ({ edition }: PublishedMap): string => `${edition.no} ${edition.rootHash}`;

/** An address with a query: what is not set is left out, so that the same page has one address. */
export function addressOf(path: string, query: Readonly<Record<string, string | number | null | undefined>>): string {
  const parts = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== '');
  const text = new URLSearchParams(parts.map(([key, value]): [string, string] => [key, String(value)])).toString();
  return text === '' ? path : `${path}?${text}`;
}
