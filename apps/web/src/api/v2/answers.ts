import { NotFound } from '@app/kernel';
import { type Edition, MapReader, type PublishedMap } from '@app/occupational-map';
import { CONFIG, type Config } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { PublicPages, type Ready } from '../../http/public-pages';
import { askedEdition } from '../../pages/maps/asked-edition';
import { addressOf } from '../../pages/maps/map-pages';
import { type Asked, type Given, readAsked } from './asked';
import type { Endpoint } from './endpoint';
import { licence } from './envelope.schema';

const type = 'application/json; charset=utf-8';
const forGood = 'public, max-age=31536000, immutable';
const revalidated = 'public, max-age=0, must-revalidate';

/** The version of all answers of an edition. */
export const versionOfEdition = ({ no }: Pick<Edition, 'no'>): string => `edition ${no}`;

/** Where links lead: an address of the API in the edition that is read, and a page for people of it. */
export type Links = { at: (path: string) => string; page: (path: string) => string };

/** One edition being read: the map, what is asked of it, and where links lead. */
export type Reading<P extends z.ZodRawShape, Q extends z.ZodRawShape> = Links &
  Pick<Asked<P, Q>, 'params' | 'query'> & { map: PublishedMap };

/** What an address says beside what every answer says; `next` is the cursor of the next page. */
export type Made<A extends z.ZodType> = {
  said: Omit<z.infer<A>, 'licence' | 'edition' | 'links'>;
  next?: string | null;
};

/**
 * Answers of the API. What is said of an edition never changes, so it is made once and kept: at its numbered address
 * for good, at the others until another edition is live.
 */
@Injectable()
export class OpenDataAnswers {
  constructor(
    private readonly reader: MapReader,
    private readonly pages: PublicPages,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * The answer at this address.
   * @throws Refused for parameters that are wrong, NotFound for an edition that there is none of
   */
  async answer<P extends z.ZodRawShape, Q extends z.ZodRawShape, A extends z.ZodType>(
    endpoint: Endpoint<P, Q, A>,
    given: Given,
    make: (reading: Reading<P, Q>) => Made<A> | Promise<Made<A>>,
  ): Promise<Ready> {
    const asked = readAsked(endpoint, given);
    const no = await this.editionNo(asked.edition);
    const self = this.selfOf(endpoint, asked, no);
    const ready = await this.pages.file(self(asked.query), versionOfEdition({ no }), async () => {
      const map = await this.reader.edition(no);
      if (!map) throw new NotFound(`Edition ${no}`);
      const links = linksTo(this.config, no);
      const { said, next } = await make({ ...asked, ...links, map });
      const { apiUrl } = this.config;
      const answer = {
        licence,
        edition: editionOf(map.edition, apiUrl),
        links: {
          self: apiUrl + self(asked.query),
          ...(next && { next: apiUrl + self({ ...asked.query, after: next }) }),
        },
        ...said,
      };
      return { type, headers: { 'cache-control': forGood, 'x-edition': String(no) }, text: JSON.stringify(answer) };
    });
    return 'no' in asked.edition ? ready : { ...ready, headers: { ...ready.headers, 'cache-control': revalidated } };
  }

  /** Its lasting address, with what is asked written in one way. */
  private selfOf(
    { path, ofEdition }: Endpoint,
    { params }: Pick<Asked<z.ZodRawShape, z.ZodRawShape>, 'params'>,
    no: number,
  ) {
    const below = ofEdition ? `/api/v2/editions/${no}` : '/api/v2';
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
    return (query: Readonly<Record<string, unknown>>) =>
      addressOf(below + filled, query as Record<string, string | number | null | undefined>);
  }

  private async editionNo(asked: Asked<z.ZodRawShape, z.ZodRawShape>['edition']): Promise<number> {
    if ('no' in asked) {
      if (!/^[1-9]\d{0,8}$/.test(asked.no)) throw new NotFound(`Edition ${asked.no.slice(0, 20)}`);
      return Number(asked.no);
    }
    const chosen = askedEdition(asked.choice);
    if (chosen && 'no' in chosen) return chosen.no;
    const map = chosen ? await this.reader.asOf(chosen.at) : await this.reader.current();
    if (!map) throw new NotFound(chosen ? `An edition that was live then (${chosen.said})` : 'A published edition');
    return map.edition.no;
  }
}

function linksTo({ apiUrl, mapsUrl }: Config, no: number): Links {
  return { at: (path) => `${apiUrl}/api/v2/editions/${no}${path}`, page: (path) => `${mapsUrl}${path}?edition=${no}` };
}

/** An edition as every answer names it. */
export const editionOf = ({ no, publishedAt, rootHash }: Edition, apiUrl: string) => ({
  no,
  publishedAt: publishedAt.toISOString(),
  hash: rootHash,
  href: `${apiUrl}/api/v2/editions/${no}`,
});
