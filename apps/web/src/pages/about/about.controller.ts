import { paths } from '@app/kernel';
import { PersonalDataHolders } from '@app/platform';
import { Controller, Get } from '@nestjs/common';
import { Public } from '../../http/access';
import { page } from '../../http/answers';
import { PublicPages, type Ready } from '../../http/public-pages';
import { MapPages } from '../maps/map-pages';
import { noticeRow } from '../personal-data/personal-data.view';
import { aboutView } from './about.view';

/** Seven questions about the maps, answered with the figures of the live edition; and the privacy notice. */
@Controller()
@Public()
export class AboutController {
  constructor(
    private readonly pages: MapPages,
    private readonly fixed: PublicPages,
    private readonly holders: PersonalDataHolders,
  ) {}

  @Get('/about')
  about(): Promise<Ready> {
    return this.pages.show(paths.about(), (map) => page('about/about', aboutView(map)));
  }

  /** The same for everybody while the product runs: kinds and settings stand when it starts. */
  @Get('/privacy')
  privacy(): Promise<Ready> {
    const view = { title: 'Privacy notice', rows: this.holders.kinds().map(noticeRow) };
    return this.fixed.page(paths.privacy(), 'notice', () => page('about/privacy', view));
  }
}
