import { paths } from '@app/kernel';
import { MapReader, type PublishedMap } from '@app/occupational-map';
import { Controller, Get } from '@nestjs/common';
import { Public } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Asked, type AskedOf, several, words } from '../../http/asked';
import { editionAsked, editionFilters, editionIn, saidOf, withinEdition } from '../maps/asked-edition';
import { addressOf, MapPages } from '../maps/map-pages';
import { type Chosen, chosenOf } from './chosen';
import { compareView } from './compare.view';

/** More than four are refused beside the field; so many are read. */
const mostRead = 20;
const filters = { o: several(words(), mostRead, 'Compare up to four occupations'), ...editionFilters };

/** Up to four occupations beside each other, by their references; whatever else is typed is looked for. */
@Controller()
@Public()
class CompareController {
  constructor(
    private readonly pages: MapPages,
    private readonly reader: MapReader,
  ) {}

  @Get('/compare')
  async compare(@Asked(filters) asked: AskedOf<typeof filters>): Promise<Answer> {
    const given = asked.o ?? [];
    const map = await this.mapOf(asked);
    const chosen = map && chosenOf(map, given);
    if (map && chosen && chosen.problems.length > 0) return this.refused(map, chosen, asked);
    const references = chosen?.references ?? [];
    if (chosen && references.join() !== given.join())
      return redirect(addressOf(paths.compare(references), saidOf(asked)));
    const make = (now: PublishedMap) => page('compare/show', compareView(now, chosenOf(now, references)));
    return this.pages.show(paths.compare(references), make, asked);
  }

  /** What could be chosen, with what is wrong with the rest beside the field: told anew each time. */
  private async refused(map: PublishedMap, chosen: Chosen, asked: AskedOf<typeof filters>): Promise<Answer> {
    const live = await this.reader.current();
    const earlier = live?.edition.no === map.edition.no ? null : map.edition;
    const view = { ...compareView(map, chosen), edition: map.edition, earlier };
    const refused = page('compare/show', { ...view, current: paths.compare(chosen.references) }, 422);
    return editionIn(asked) ? { ...refused, finish: (html) => withinEdition(html, map.edition.no) } : refused;
  }

  private async mapOf(asked: AskedOf<typeof filters>): Promise<PublishedMap | null> {
    const edition = editionIn(asked);
    return edition ? editionAsked(this.reader, edition) : this.reader.current();
  }
}

export const compareControllers = [CompareController];
