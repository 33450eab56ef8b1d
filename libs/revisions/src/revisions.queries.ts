import { NotFound } from '@app/kernel';
import { type Difference, differencesOf, EditionStore, emptyMap, type MapState } from '@app/occupational-map';
import { Db, type Reader } from '@app/platform';
import { type OpenReview, OpenReviews, ProposalQueries, type ProposalRow } from '@app/proposals';
import { Injectable } from '@nestjs/common';
import {
  type AuthorityRows,
  keysOf,
  namesIn,
  proposalsBehind,
  type Rehearsal,
  rehearse,
  type RevisionState,
} from './domain';
import { AuthorityStore } from './authority.store';
import { HeldRow } from './held-row.entity';
import { Revision } from './revision.entity';
import { RevisionStore, type StandingOperation } from './revision.store';

/** A revision as lists show it. */
export type RevisionRow = {
  id: string;
  no: number;
  title: string;
  kind: 'day-to-day' | 'route-review';
  state: RevisionState;
  operations: number;
  openHeldRows: number;
  scheduledFor: Date | null;
  publishedAt: Date | null;
  editionNo: number | null;
  stoppedReason: string | null;
};

/** A revision with everything that its page shows. */
export type RevisionDetail = {
  revision: Revision;
  operations: StandingOperation[];
  /** The rows that they stand on. */
  authorities: AuthorityRows;
  drafters: string[];
  heldRows: HeldRow[];
  /** The map of today, and what the operations would make of it; for a published revision the map that it made. */
  live: MapState;
  rehearsal: Rehearsal;
  /** The procedural reviews that it waits for before it is approved or published. */
  reviews: OpenReview[];
};

const rowColumns = `r.id, r.no, r.title, r.kind, r.state, r.scheduled_for as "scheduledFor", r.published_at as "publishedAt",
  r.edition_no as "editionNo", r.stopped_reason as "stoppedReason",
  (select count(*)::int from revision_operation o where o.revision_id = r.id) as operations,
  (select count(*)::int from held_row h where h.revision_id = r.id and h.settled_at is null) as "openHeldRows"`;

/** Map revisions as pages and other libs read them. */
@Injectable()
export class RevisionQueries {
  constructor(
    private readonly db: Db,
    private readonly store: RevisionStore,
    private readonly editions: EditionStore,
    private readonly reviews: OpenReviews,
    private readonly proposals: ProposalQueries,
    private readonly authorities: AuthorityStore,
  ) {}

  /** Revisions below this number (all, without one), newest first, 50 at most, each with the reviews that it waits for. */
  async list(below: number | null = null): Promise<(RevisionRow & { reviews: OpenReview[] })[]> {
    const reader = this.db.read();
    const rows = await reader.rows<RevisionRow>(
      `select ${rowColumns} from revision r where $1::int is null or r.no < $1 order by r.no desc limit 50`,
      [below],
    );
    const reviews = await this.reviews.all(reader);
    return rows.map((row) => ({ ...row, reviews: reviews.filter(({ revisionId }) => revisionId === row.id) }));
  }

  /** The agreed requests that no map revision holds, each with the reviews that it waits for. */
  async agreed(reader: Reader = this.db.read()): Promise<(ProposalRow & { reviews: OpenReview[] })[]> {
    const reviews = await this.reviews.all(reader);
    const rows = await this.proposals.agreedNotOnMap(reader);
    return rows.map((row) => ({ ...row, reviews: reviews.filter(({ proposalId }) => proposalId === row.id) }));
  }

  /** The open drafts, for choosing where an operation goes. */
  async drafts(reader: Reader = this.db.read()): Promise<RevisionRow[]> {
    return reader.rows<RevisionRow>(
      `select ${rowColumns} from revision r where r.state = 'draft' order by r.no desc limit 50`,
    );
  }

  /** The occupations that an open map revision places already, with its number. */
  async placedInDrafts(): Promise<Map<string, number>> {
    const rows = await this.db.read().rows<{ reference: string; no: number }>(
      `select o.content ->> 'reference' as reference, r.no from revision_operation o join revision r on r.id = o.revision_id
       where o.content ->> 'op' = 'place-occupation' and r.state not in ('published', 'discarded')`,
    );
    return new Map(rows.map(({ reference, no }) => [reference, no]));
  }

  /** One revision in a line. @throws NotFound */
  async summary(reader: Reader, id: string): Promise<RevisionRow> {
    const row = await reader.one<RevisionRow>(`select ${rowColumns} from revision r where r.id = $1`, [id]);
    if (row === null) throw new NotFound('This map revision');
    return row;
  }

  /** One revision with its operations, held rows, drafters and what it would come to. @throws NotFound */
  async detail(id: string): Promise<RevisionDetail> {
    const reader = this.db.read();
    const revision = await reader.get(Revision, id);
    const operations = await this.store.operations(reader, id);
    const drafters = await this.store.drafters(reader, id);
    const heldRows = await reader.find(HeldRow, { revisionId: id });
    const live = await this.stateFor(reader, revision);
    const plain = operations.map(({ operation }) => operation);
    const closed = revision.state === 'published' || revision.state === 'discarded';
    const { authorities: store } = this;
    const authorities = closed ? await store.rows(reader, operations) : await store.toJudge(reader, operations);
    const rehearsal = closed ? { after: live, problems: [] } : rehearse(live, plain);
    const reviews = closed ? [] : await this.reviews.on(reader, proposalsBehind(operations));
    heldRows.sort((a, b) => a.line - b.line);
    return { revision, operations, authorities, drafters, heldRows, live, rehearsal, reviews };
  }

  /** What the revision changes on the maps of today; of a published one, what it changed when it was published. */
  async differences({ revision, live, rehearsal }: RevisionDetail): Promise<Difference[]> {
    const { editionNo, state } = revision;
    if (state === 'discarded') return [];
    if (editionNo === null) return differencesOf(live, rehearsal.after);
    const reader = this.db.read();
    const before = await this.editions.byNo(reader, editionNo - 1);
    return differencesOf(before === null ? emptyMap : await this.editions.stateOf(reader, before), live);
  }

  /**
   * What others changed, since the approval, of the things that a stopped revision builds on: what they said when it
   * was approved, and what they say now. What the revision itself would make of them are its differences.
   */
  async changedSinceApproval({ revision, operations, live }: RevisionDetail): Promise<Difference[]> {
    if (revision.state !== 'stopped' || revision.approvedAt === null) return [];
    const reader = this.db.read();
    const approvedOn = await this.editions.asOf(reader, revision.approvedAt);
    const before = approvedOn === null ? emptyMap : await this.editions.stateOf(reader, approvedOn);
    const touched = new Set(operations.flatMap(({ operation }) => keysOf(operation).flatMap(namesIn)));
    return differencesOf(before, live).filter(({ about }) => about.some((one) => touched.has(one)));
  }

  /** The map revision that holds a request, and who drafted and approved it; null where none does. */
  async holding(reader: Reader, proposalId: string): Promise<(RevisionRow & { people: string[] }) | null> {
    const row = await reader.one<RevisionRow>(
      `select ${rowColumns} from revision r where r.state not in ('published', 'discarded') and exists (
         select 1 from revision_operation o where o.revision_id = r.id and o.authority ->> 'proposalId' = $1)`,
      [proposalId],
    );
    if (row === null) return null;
    const { drafters, approvedBy } = await this.people(reader, row.id);
    return { ...row, people: [...drafters, ...(approvedBy === null ? [] : [approvedBy])] };
  }

  /** Who drafted and who approved; for those who are told of a revision. */
  async people(reader: Reader, id: string): Promise<{ drafters: string[]; approvedBy: string | null }> {
    const { approvedBy } = await reader.get(Revision, id);
    return { drafters: await this.store.drafters(reader, id), approvedBy };
  }

  private async stateFor(reader: Reader, revision: Revision): Promise<MapState> {
    const made = revision.editionNo === null ? null : await this.editions.byNo(reader, revision.editionNo);
    return made === null ? this.editions.liveState(reader) : this.editions.stateOf(reader, made);
  }
}
