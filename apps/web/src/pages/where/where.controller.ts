import { paths } from '@app/kernel';
import { MapReader, type PublishedMap } from '@app/occupational-map';
import { CONFIG, type Config } from '@app/platform';
import { Controller, Get, Inject } from '@nestjs/common';
import { foundBy } from '../../pictures/found';
import { printedAddress, svgFile } from '../../pictures/sheet';
import { Public } from '../../http/access';
import { page, type Redirect, redirect } from '../../http/answers';
import { Asked, notOnList } from '../../http/asked';
import type { Ready } from '../../http/public-pages';
import { editionAsked, editionIn, saidOf } from '../maps/asked-edition';
import { addressOf, MapPages } from '../maps/map-pages';
import { directionOf, startAt, type WhereAsked, whereFilters } from './where.asked';
import { wherePicture } from './where.picture';
import { whereChoice, whereStart, whereView } from './where.view';

/** "Where can this take me?": all that progression reaches from a T Level, an occupation or a job title, and the way to one. */
@Controller()
@Public()
export class WhereController {
  constructor(
    private readonly pages: MapPages,
    private readonly reader: MapReader,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('/where')
  async show(@Asked(whereFilters) asked: WhereAsked): Promise<Ready | Redirect> {
    const direction = directionOf(asked);
    const reference = asked.from ?? asked.to;
    if (reference === null) return this.find(asked);
    const direct = asked.steps === '1';
    const key = direction === 'back' ? 'to' : 'from';
    const address = addressOf(paths.where(), { [key]: reference, steps: direct ? '1' : null });
    const make = (map: PublishedMap) => {
      const view = whereView(map, startAt(map, reference, direction), direction, direct);
      return page('where/show', { ...view, address: printedAddress(this.config.baseUrl, view.address) });
    };
    return this.pages.show(address, make, asked);
  }

  /** A job title that only one occupation goes by leads on to it; of several one is chosen from a list. */
  private async find(asked: WhereAsked): Promise<Ready | Redirect> {
    const { q, way } = asked;
    if (q === null) return this.pages.show(paths.where(), (map) => page('where/show', whereStart(map)), asked);
    const direction = directionOf(asked);
    const edition = editionIn(asked);
    const map = edition ? await editionAsked(this.reader, edition) : await this.reader.current();
    const found = map ? foundBy(map, q).found : [];
    if (found.length === 1 && found[0] !== undefined) {
      const key = direction === 'back' ? 'to' : 'from';
      return redirect(addressOf(paths.where(), { [key]: found[0].occupation.reference, ...saidOf(asked) }));
    }
    const address = addressOf(paths.where(), { q, way: way === 'to' ? 'to' : null });
    const make = (on: PublishedMap) => page('where/show', whereChoice(on, q, foundBy(on, q), direction));
    return this.pages.show(address, make, asked);
  }

  @Get('/where.svg')
  picture(@Asked(whereFilters) asked: WhereAsked): Promise<Ready> {
    const direction = directionOf(asked);
    const reference = asked.from ?? asked.to ?? notOnList('from', 'Say what the picture starts from, like OCC0116');
    const direct = asked.steps === '1';
    const key = direction === 'back' ? 'to' : 'from';
    const address = addressOf(paths.wherePicture(), { [key]: reference, steps: direct ? '1' : null });
    const make = (map: PublishedMap) => {
      const text = wherePicture(map, startAt(map, reference, direction), {
        direction,
        direct,
        origin: this.config.baseUrl,
      });
      return svgFile(`where-${reference}-edition-${map.edition.no}.svg`, text);
    };
    return this.pages.file(address, make, asked);
  }
}
