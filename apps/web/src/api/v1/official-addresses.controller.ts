import { paths } from '@app/kernel';
import { Controller, Get, Param } from '@nestjs/common';
import { Public } from '../../http/access';
import { type Redirect, redirect } from '../../http/answers';

/** The addresses that the official maps have, and the API's links name: they lead to our own pages. */
@Controller('/maps')
@Public()
export class OfficialAddressesController {
  @Get('/occupation/:code')
  occupation(@Param('code') code: string): Redirect {
    return redirect(paths.occupation(encodeURIComponent(code.toUpperCase())));
  }

  @Get('/route/:slug')
  route(@Param('slug') slug: string): Redirect {
    return redirect(paths.map(encodeURIComponent(slug)));
  }

  @Get('/progression-map/:code')
  progression(@Param('code') code: string): Redirect {
    return redirect(`${paths.occupation(encodeURIComponent(code.toUpperCase()))}#progression`);
  }
}
