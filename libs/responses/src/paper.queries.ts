import { type Actor, NotFound, permit } from '@app/kernel';
import { Db, type FileKind } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { type CameBy, responsePolicy } from './domain';

/** How many entries a page lists. */
export const entriesPerPage = 100;

/** What came on paper or by mail: whether it was sent as a response, or can be gone on with. */
export type EntryRow = {
  id: string;
  cameBy: CameBy;
  cameOn: string;
  enteredAt: Date;
  enteredBy: string;
  fileName: string;
  sent: boolean;
  open: boolean;
};

/** What staff entered, as staff read it. */
@Injectable()
export class PaperQueries {
  constructor(private readonly db: Db) {}

  /** The entries of a consultation, the latest first, after one of them. */
  async list(actor: Actor, consultationId: string, after: string | null): Promise<EntryRow[]> {
    permit(responsePolicy, actor, 'enter', null);
    return this.db.read().rows<EntryRow>(
      `select e.id, e.came_by as "cameBy", e.came_on::text as "cameOn", e.entered_at as "enteredAt", p.name as "enteredBy",
         e.file_name as "fileName",
         exists (select 1 from standing_response r join consultation_response c on c.id = r.id where c.entry_id = e.id) as sent,
         paper_is_taken(e.consultation_id, e.came_on)
           and exists (select 1 from response_draft d where d.entry_id = e.id) as open
       from response_entry e join person p on p.id = e.entered_by
       where e.consultation_id = $1 and ($2::uuid is null or e.id < $2) order by e.id desc limit ${entriesPerPage}`,
      [consultationId, after],
    );
  }

  /** The scan of what came, for staff alone. @throws NotFound */
  async scan(actor: Actor, consultationId: string, entryId: string) {
    permit(responsePolicy, actor, 'enter', null);
    const found = await this.db.read().one<{ name: string; kind: FileKind; size: number; sha256: string }>(
      `select file_name as name, file_kind as kind, file_size as size, file_sha256 as sha256
       from response_entry where id = $1 and consultation_id = $2`,
      [entryId, consultationId],
    );
    if (found === null) throw new NotFound('This scan');
    return found;
  }
}
