import { paths } from '@app/kernel';
import { Controller, Get } from '@nestjs/common';
import { Public } from '../../http/access';
import { page } from '../../http/answers';
import type { Ready } from '../../http/public-pages';
import { MapPages } from '../maps/map-pages';
import { aboutView } from './about.view';

/** Seven questions about the maps, answered with the figures of the live edition. */
@Controller()
@Public()
export class AboutController {
  constructor(private readonly pages: MapPages) {}

  @Get('/about')
  about(): Promise<Ready> {
    return this.pages.show(paths.about(), (map) => page('about/about', aboutView(map)));
  }
}
