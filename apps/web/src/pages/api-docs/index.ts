import { hashOf, paths } from '@app/kernel';
import { CONFIG, type Config } from '@app/platform';
import { Controller, Get, Inject } from '@nestjs/common';
import { apiDocument, endpoints } from '../../api/v2';
import { Public } from '../../http/access';
import { page } from '../../http/answers';
import { PublicPages, type Ready } from '../../http/public-pages';
import { apiDocsView } from './api-docs.view';

/** The OpenAPI document of the open data, and the page that is made from it. */
@Controller()
@Public()
export class ApiDocsController {
  private readonly text: string;
  private readonly version: string;

  constructor(
    private readonly pages: PublicPages,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.text = JSON.stringify(apiDocument(endpoints, config.apiUrl));
    this.version = hashOf(this.text);
  }

  @Get('/api/docs')
  show(): Promise<Ready> {
    return this.pages.page(paths.apiDocs(), this.version, () =>
      page('api-docs/show', apiDocsView(apiDocument(endpoints, this.config.apiUrl))),
    );
  }

  @Get('/api/v2/openapi.json')
  document(): Promise<Ready> {
    const type = 'application/json; charset=utf-8';
    return this.pages.file(paths.apiDocument(), this.version, () => ({ type, text: this.text }));
  }
}

export const apiDocsControllers = [ApiDocsController];
