import { type Actor, hashOf, newId } from '@app/kernel';
import { EditionStore } from '@app/occupational-map';
import { Db, type Reader, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import {
  type Authority,
  authorityInPublic,
  type AuthorityRow,
  type AuthorityRows,
  type AuthorityWords,
  type GivenAuthority,
  operationsBetween,
  rowKey,
  rowsBehind,
  type StoredAuthority,
} from './domain';

/** A row that an operation could stand on, as a form offers it: `value` is what the form sends. */
export type OfferedAuthority = { by: 'minutes' | 'direction'; value: string; title: string; text: string; dated: Date };

const columns = 'by, id, stands, routes, request, title, text, dated, slug, no, is_public as "isPublic"';

/** The rows that operations stand on: decisions, ballots, agreed minutes, directions, corrections, published revisions. */
@Injectable()
export class AuthorityStore {
  constructor(
    private readonly db: Db,
    private readonly editions: EditionStore,
  ) {}

  /** The rows that these authorities refer to, as they stand now: to be named. */
  async rows(reader: Reader, list: readonly { authority: StoredAuthority }[]): Promise<AuthorityRows> {
    const behind = list.flatMap(({ authority }) => rowsBehind(authority));
    if (behind.length === 0) return new Map();
    // Each kind has a view of its own: the one of all takes longer to plan than these few rows to read.
    const kinds = [...new Set(behind.map(({ by }) => by))];
    const ofKind = (kind: string): string => `select ${columns} from authority_row_${kind} where id = any($1::uuid[])`;
    const sql = kinds.map(ofKind).join(' union all ');
    const found = await reader.rows<AuthorityRow>(sql, [[...new Set(behind.map(({ id }) => id))]]);
    return new Map(found.map((row) => [rowKey(row.by, row.id), row]));
  }

  /** The same to be judged by: of an undoing with what takes the revision back, for which two editions are read. */
  async toJudge(reader: Reader, list: readonly { authority: StoredAuthority }[]): Promise<AuthorityRows> {
    const rows = new Map(await this.rows(reader, list));
    for (const [key, row] of rows) {
      if (row.by === 'undo' && row.stands) rows.set(key, { ...row, inverse: await this.inverse(reader, row.id) });
    }
    return rows;
  }

  /** By what a request was agreed: the decision, or on an adjustment the ballot, that stands; null where none does. */
  async ofRequest(reader: Reader, proposalId: string): Promise<{ by: 'decision' | 'ballot'; id: string } | null> {
    return reader.one(
      `select by, id from authority_row where proposal_id = $1 and stands and by in ('decision', 'ballot')
       order by dated desc limit 1`,
      [proposalId],
    );
  }

  /** What is kept with an operation of what somebody gave: a correction gets its row. */
  async keep(tx: Tx, actor: Actor, given: GivenAuthority): Promise<Authority> {
    if (given.by !== 'correction') return given;
    const { why, proposalId } = given;
    const id = newId();
    await tx.rows(`insert into wording_correction (id, why, proposal_id, recorded_by) values ($1, $2, $3, $4)`, [
      id,
      why,
      proposalId ?? null,
      actor.id,
    ]);
    return { by: 'correction', correctionId: id, ...(proposalId === undefined ? {} : { proposalId }) };
  }

  /** The agreed minutes and the directions that may carry a change of these routes' maps, the newest first; null: of any. */
  async offered(reader: Reader, routes: readonly string[] | null): Promise<OfferedAuthority[]> {
    return reader.rows<OfferedAuthority>(
      `select by, concat_ws('/', beside, id) as value, title, text, dated from authority_row
       where by in ('minutes', 'direction') and stands and ($1::text[] is null or routes && $1)
       order by dated desc, title, id limit 60`,
      [routes],
    );
  }

  /**
   * On whose word the changes of these editions stand, as everybody may read it, each said once; with `about` (a
   * reference or a slug) those of its changes only.
   */
  async inPublic(editions: readonly number[], about: string | null = null): Promise<Map<number, AuthorityWords[]>> {
    const reader = this.db.read();
    // Everybody reads that there was a file, not its line: one row for the thousand lines of an import.
    const found = await reader.rows<{ no: number; authority: StoredAuthority }>(
      `select a.edition_no as no, a.authority - 'line' as authority
       from edition_change_authority a
       where a.edition_no = any($1::int[]) and ($2::text is null or exists (
         select 1 from edition_change c
         where c.edition_no = a.edition_no and c.position = a.position and c.about @> array[$2]))
       group by 1, 2 order by 1, min(a.position)`,
      [[...editions], about],
    );
    const rows = await this.rows(reader, found);
    const said = new Map<number, Map<string, AuthorityWords>>();
    for (const { no, authority } of found) {
      const ofEdition = said.get(no) ?? new Map<string, AuthorityWords>();
      for (const words of authorityInPublic(authority, rows)) ofEdition.set(words.text, words);
      said.set(no, ofEdition);
    }
    return new Map([...said].map(([no, words]) => [no, [...words.values()]]));
  }

  /** The operations that take a published revision back, by their hashes. */
  private async inverse(reader: Reader, revisionId: string): Promise<Set<string>> {
    const row = await reader.one<{ no: number }>(`select edition_no as no from revision where id = $1`, [revisionId]);
    const states = [];
    for (const no of [row?.no ?? 0, (row?.no ?? 0) - 1]) {
      const edition = await this.editions.byNo(reader, no);
      if (edition === null) return new Set();
      states.push(await this.editions.stateOf(reader, edition));
    }
    return new Set(operationsBetween(states[0], states[1]).map((operation) => hashOf(operation)));
  }
}
