import { Module } from '@nestjs/common';
import { EditionQueries } from './edition.queries';
import { EditionStore } from './edition.store';
import { MapReader } from './map.reader';
import { NodeStore } from './node-store';

/** The occupational map: editions as published, and the live one ready to be read. */
@Module({
  providers: [NodeStore, EditionStore, EditionQueries, MapReader],
  exports: [EditionStore, EditionQueries, MapReader],
})
export class OccupationalMapModule {}
