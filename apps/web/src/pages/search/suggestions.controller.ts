import { networkOf, paths } from '@app/kernel';
import { Controller, Get, Ip } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Public } from '../../http/access';
import { Asked, type AskedOf, words } from '../../http/asked';
import { type PublicFile, type Ready } from '../../http/public-pages';
import { TooMany } from '../../http/rate-limit';
import { addressOf, MapPages } from '../maps/map-pages';
import { Surroundings } from '../maps/surroundings';
import { SiteThings } from './site.things';
import { type Suggestion, suggestionsFor } from './suggestions.view';

const filters = { q: words() };
/** Fewer letters tell nothing. */
const fewest = 2;

/**
 * What a search suggests while somebody types. It is a public file like others: made once for these words and this version
 * of the maps, the same for everybody; nobody's session is read, and nothing is noted of who asks.
 */
@Controller()
@Public()
export class SuggestionsWhileTypingController {
  /** Answers that had to be made, for one network; those in memory cost nothing and are not counted. */
  private readonly made = new RateLimiterMemory({ points: 600, duration: 60 });

  constructor(
    private readonly pages: MapPages,
    private readonly surroundings: Surroundings,
    private readonly site: SiteThings,
  ) {}

  @Get('/search/suggestions')
  suggest(@Asked(filters) { q }: AskedOf<typeof filters>, @Ip() ip: string): Promise<Ready> {
    const asked = (q ?? '').toLowerCase();
    if (asked.length < fewest)
      return this.pages.file(
        paths.searchSuggestions(),
        () => fileOf([]),
        {},
        () => fileOf([]),
      );
    return this.pages.file(
      addressOf(paths.searchSuggestions(), { q: asked }),
      async (map) => {
        await this.count(networkOf(ip));
        const { segment, passing } = await this.site.now(await this.surroundings.now(), map.edition.no);
        return { ...fileOf(suggestionsFor({ map, site: segment }, asked)), ...(passing && { passing }) };
      },
      {},
      () => fileOf([]),
    );
  }

  /** @throws TooMany */
  private async count(network: string): Promise<void> {
    try {
      await this.made.consume(network);
    } catch (error) {
      if (error instanceof RateLimiterRes) throw new TooMany(Math.ceil(error.msBeforeNext / 1000));
      throw error;
    }
  }
}

const fileOf = (suggestions: readonly Suggestion[]): PublicFile => ({
  type: 'application/json; charset=utf-8',
  text: JSON.stringify({ suggestions }),
});
