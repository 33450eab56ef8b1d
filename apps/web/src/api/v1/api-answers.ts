import { type Edition, emptyMap, MapReader, PublishedMap } from '@app/occupational-map';
import { CONFIG, type Config } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { PublicPages, type Ready } from '../../http/public-pages';
import { expandOf, type Query } from './asked';
import type { Writing } from './occupation.view';

const nothingYet = new PublishedMap(
  { no: 0, rootHash: '', publishedAt: new Date(0), kind: 'day-to-day', note: '', revisionId: null },
  emptyMap,
);
const type = 'application/json; charset=utf-8';

/** The version of all answers of an edition. */
export const versionOf = ({ no, rootHash }: Edition): string => `${no} ${rootHash}`;

/** Answers of the API from the live edition: made once for each edition, then from memory, with a strong ETag. */
@Injectable()
export class ApiAnswers {
  constructor(
    private readonly reader: MapReader,
    private readonly pages: PublicPages,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The answer at this address, which names all that counts but what is expanded. */
  async answer(address: string, query: Query, make: (writing: Writing) => unknown): Promise<Ready> {
    const map = (await this.reader.current()) ?? nothingYet;
    const expand = expandOf(query);
    const hosts = { apiUrl: this.config.apiUrl, mapsUrl: this.config.mapsUrl };
    return this.pages.file(`/api/v1/${address} ${[...expand].join(',')}`, versionOf(map.edition), () => ({
      type,
      headers: { 'cache-control': 'private, max-age=0, must-revalidate', 'x-edition': String(map.edition.no) },
      text: JSON.stringify(make({ map, expand, hosts })),
    }));
  }
}
