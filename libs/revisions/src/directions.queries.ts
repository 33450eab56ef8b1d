import { NotFound } from '@app/kernel';
import { Db, type Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { Direction } from './domain';

/** A direction as everybody reads it: not who recorded it. */
export type DirectionRow = Direction & { id: string; no: number; recordedAt: Date };

const columns = `id, no, title, dated_on::text as "datedOn", document, text, routes, recorded_at as "recordedAt"`;

/** The ministerial directions that were recorded. */
@Injectable()
export class DirectionQueries {
  constructor(private readonly db: Db) {}

  /** The directions, the last recorded first, 50 at a time below a number; from the last one on when null. */
  async all(below: number | null = null, reader: Reader = this.db.read()): Promise<DirectionRow[]> {
    return reader.rows<DirectionRow>(
      `select ${columns} from ministerial_direction where $1::int is null or no < $1 order by no desc limit 50`,
      [below],
    );
  }

  /** The direction of this number. @throws NotFound */
  async byNo(no: number, reader: Reader = this.db.read()): Promise<DirectionRow> {
    const row = await reader.one<DirectionRow>(`select ${columns} from ministerial_direction where no = $1`, [no]);
    if (row === null) throw new NotFound('This direction');
    return row;
  }
}
