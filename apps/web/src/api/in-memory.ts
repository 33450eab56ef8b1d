import { MapReader } from '@app/occupational-map';
import { Injectable } from '@nestjs/common';
import type { QuickArea } from '../http/quick-answers';
import { isMapsApi, KeyCheck, keyIn, versionOf } from './v1';
import { versionOfEdition } from './v2';

/** What of the two APIs is answered again from memory: the answers of the live edition; the first one to who has a key. */
@Injectable()
export class ApiInMemory {
  readonly areas: readonly QuickArea[];

  constructor(reader: MapReader, keys: KeyCheck) {
    const version = (of: typeof versionOf) => () => {
      const map = reader.known();
      return map && of(map.edition);
    };
    this.areas = [
      {
        covers: isMapsApi,
        version: version(versionOf),
        admits: (headers) => keys.known(keyIn({ headers })),
      },
      { covers: (url) => url.startsWith('/api/v2/'), version: version(versionOfEdition) },
    ];
  }
}
