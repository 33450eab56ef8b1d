import { NotFound, paths } from '@app/kernel';
import { MapReader, type PublishedMap } from '@app/occupational-map';
import { CONFIG, type Config } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { type PublicFile, PublicPages, type Ready } from '../../http/public-pages';
import { type DataFile, dataFiles } from './files';
import { licence } from './licence';

const forGood = 'public, max-age=31536000, immutable';

/** The files of each edition: made once, then from memory. Those at a number never change, those of `current` do. */
@Injectable()
export class EditionFiles {
  constructor(
    private readonly reader: MapReader,
    private readonly pages: PublicPages,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws NotFound for a file or an edition that does not exist */
  async file(edition: string, name: string): Promise<Ready> {
    const file = dataFiles.find((one) => one.name === name);
    if (!file) throw new NotFound('This file');
    return edition === 'current' ? this.current(file) : this.numbered(edition, file);
  }

  private async current(file: DataFile): Promise<Ready> {
    const map = await this.reader.current();
    if (!map) throw new NotFound('This edition');
    const version = `${map.edition.no} ${map.edition.rootHash}`;
    return this.pages.file(paths.editionFile('current', file.name), version, () => this.made(file, map, {}));
  }

  private numbered(edition: string, file: DataFile): Promise<Ready> {
    if (!/^[1-9]\d{0,8}$/.test(edition)) throw new NotFound('This edition');
    const no = Number(edition);
    return this.pages.file(paths.editionFile(no, file.name), 'for good', async () => {
      const map = await this.reader.edition(no);
      if (!map) throw new NotFound('This edition');
      return this.made(file, map, { 'cache-control': forGood });
    });
  }

  private made(file: DataFile, map: PublishedMap, caching: Record<string, string>): PublicFile {
    const { no } = map.edition;
    const address = paths.editionFile(no, file.name);
    const links = [`<${licence.url}>; rel="license"`, `<${this.config.baseUrl}${address}>; rel="canonical"`];
    if (file.describedBy) links.push(describedBy(paths.editionFile(no, file.describedBy)));
    return {
      type: file.type,
      headers: {
        ...caching,
        'content-disposition': `attachment; filename="waymark-edition-${no}-${file.name}"`,
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
        link: links.join(', '),
      },
      text: file.text(map, this.config.baseUrl),
    };
  }
}

/** The header that leads from a table to its metadata. */
export const describedBy = (address: string): string => `<${address}>; rel="describedby"; type="application/csvm+json"`;
