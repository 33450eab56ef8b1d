import { paths } from '@app/kernel';
import { MapReader, occupationStatuses, shortTitles } from '@app/occupational-map';
import { Controller, Get } from '@nestjs/common';
import { PublicForm } from '../../http/access';
import { type Answer, page } from '../../http/answers';
import { statusWords } from '../maps/words';

/** Outside production: every part of the look, in every state. Who builds a page looks here first. */
@Controller('dev')
@PublicForm()
export class ComponentsController {
  constructor(private readonly maps: MapReader) {}

  @Get('components')
  async show(): Promise<Answer> {
    const map = await this.maps.current();
    const occupations = (map?.occupations ?? []).filter(({ title }) => title.includes(' - ')).slice(0, 4);
    const short = shortTitles(occupations.map(({ title }) => title));
    return page('dev/components', {
      title: 'Components',
      routes: [...(map?.routes ?? [])].sort((a, b) => a.officialId - b.officialId),
      statuses: occupationStatuses.map((status) => ({ status, text: statusWords[status].text })),
      rows: occupations.map(({ reference, title, level, status }) => ({
        href: paths.occupation(reference),
        title,
        short: short(title),
        level,
        status,
      })),
    });
  }
}
