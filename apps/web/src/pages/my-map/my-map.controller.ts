import { paths } from '@app/kernel';
import { MapReader, type PublishedMap } from '@app/occupational-map';
import { CONFIG, type Config } from '@app/platform';
import { Controller, Get, Inject } from '@nestjs/common';
import { foundBy } from '../../pictures/found';
import { printedAddress, svgFile } from '../../pictures/sheet';
import { Public } from '../../http/access';
import { page, type Redirect, redirect } from '../../http/answers';
import { Asked } from '../../http/asked';
import { csvFile, csvText } from '../../http/csv';
import type { Ready } from '../../http/public-pages';
import { editionAsked, editionIn, saidOf } from '../maps/asked-edition';
import { MapPages } from '../maps/map-pages';
import { chosenFrom, mostOfMine, type MyMapAsked, myMapAddress, myMapFilters, referencesIn } from './my-map.asked';
import { columns, mineCsv } from './my-map.file';
import { mineSheet } from './my-map.picture';
import { myMapView } from './my-map.view';

/** A map of one's own: occupations of anybody's choice with the steps among them, kept in its address, without an account. */
@Controller()
@Public()
export class MyMapController {
  constructor(
    private readonly pages: MapPages,
    private readonly reader: MapReader,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('/my-map')
  async show(@Asked(myMapFilters) asked: MyMapAsked): Promise<Ready | Redirect> {
    const references = referencesIn(asked);
    const { title, add } = asked;
    const added = add === null ? null : await this.meant(asked, add);
    if (added !== null && references.length < mostOfMine) {
      const all = [...new Set([...references, added])].sort();
      return redirect(myMapAddress(all, { title, ...saidOf(asked) }));
    }
    const make = (map: PublishedMap) => {
      const adding = add === null ? null : { words: add, ...foundBy(map, add) };
      const view = myMapView(map, chosenFrom(map, references, title), adding);
      return page('my-map/show', { ...view, printed: printedAddress(this.config.baseUrl, paths.myMap()) });
    };
    return this.pages.show(myMapAddress(references, { title, add }), make, asked);
  }

  /** The one occupation that these words mean on the map of this address; null for none, and for several. */
  private async meant(asked: MyMapAsked, add: string): Promise<string | null> {
    const edition = editionIn(asked);
    const map = edition ? await editionAsked(this.reader, edition) : await this.reader.current();
    const found = map ? foundBy(map, add).found : [];
    return found.length === 1 ? (found[0]?.occupation.reference ?? null) : null;
  }

  @Get('/my-map.svg')
  picture(@Asked(myMapFilters) asked: MyMapAsked): Promise<Ready> {
    const references = referencesIn(asked);
    const make = (map: PublishedMap) => {
      const text = mineSheet(map, chosenFrom(map, references, asked.title), this.config.baseUrl);
      return svgFile(`my-map-edition-${map.edition.no}.svg`, text);
    };
    const address = myMapAddress(references, { title: asked.title }, paths.myMapFile('svg'));
    return this.pages.file(address, make, asked);
  }

  @Get('/my-map.csv')
  figures(@Asked(myMapFilters) asked: MyMapAsked): Promise<Ready> {
    const references = referencesIn(asked);
    const make = (map: PublishedMap) =>
      csvFile(`my-map-edition-${map.edition.no}.csv`, mineCsv(map, chosenFrom(map, references, asked.title)));
    const address = myMapAddress(references, {}, paths.myMapFile('csv'));
    return this.pages.file(address, make, asked, () => csvFile('my-map.csv', csvText('people', columns, [])));
  }
}
