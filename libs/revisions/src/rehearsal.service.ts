import { type Actor, type Reason, Refused, systemActor } from '@app/kernel';
import { type Difference, differencesOf, EditionStore } from '@app/occupational-map';
import { Db, type Reader, type Tx } from '@app/platform';
import { OpenReviews, ProposalQueries, type ProposalRow, underReview } from '@app/proposals';
import { Injectable } from '@nestjs/common';
import {
  authorityGaps,
  changeOf,
  conflictsWith,
  contentGaps,
  fold,
  isRefused,
  type OtherPlan,
  proposalsBehind,
} from './domain';
import { AuthorityStore } from './authority.store';
import { Revision } from './revision.entity';
import { RevisionStore } from './revision.store';

/** Something that publishing a revision would set off or break, in a sentence; `count` is how many. */
export type Probed = { text: string; count: number };

/** Asks one part of the product what a change of these (references of occupations, slugs of routes) would set off. */
export type Probe = (reader: Reader, about: readonly string[]) => Promise<Probed>;

/** What a rehearsal found. `editionNo` is the number that the edition would have today; null where there would be none. */
export type RehearsalReport = {
  editionNo: number | null;
  operations: number;
  problems: Reason[];
  differences: Difference[];
  conflicts: ReturnType<typeof conflictsWith>;
  probed: Probed[];
  /** Requests on their way about an occupation that changes, and those of them that the reader may see. */
  requests: { count: number; seen: ProposalRow[] };
};
/** What the transaction finds: of the requests the ids, whoever asks. */
type Played = Omit<RehearsalReport, 'requests'> & { requestIds: string[] };

/** Carries the report out of the transaction, which is rolled back by it. */
class Rehearsed extends Error {
  constructor(readonly played: Played) {
    super('A rehearsal is rolled back');
  }
}

const system = systemActor('revisions.rehearse');

/**
 * Publishes a whole revision in a transaction that is rolled back: with every rule of the database, and without a
 * trace. Higher libs register what they want to be asked.
 */
@Injectable()
export class RevisionRehearsal {
  private readonly probes = new Map<string, Probe>();

  constructor(
    private readonly db: Db,
    private readonly store: RevisionStore,
    private readonly editions: EditionStore,
    private readonly proposals: ProposalQueries,
    private readonly reviews: OpenReviews,
    private readonly authorities: AuthorityStore,
  ) {}

  /** Registers a question at boot. @throws Error for a name used twice */
  ask(name: string, probe: Probe): void {
    if (this.probes.has(name)) throw new Error(`The rehearsal asks ${name} twice`);
    this.probes.set(name, probe);
  }

  /**
   * Rehearses a revision on the map of this moment. Who takes no part in a request reads that there is one, and no more.
   * @throws NotFound
   */
  async run(actor: Actor, id: string): Promise<RehearsalReport> {
    const { requestIds, ...report } = await this.rolledBack(id);
    return { ...report, requests: { count: requestIds.length, seen: await this.proposals.among(actor, requestIds) } };
  }

  /** The revisions on their way to publication that want to change the same things. */
  async conflicts(reader: Reader, id: string): Promise<ReturnType<typeof conflictsWith>> {
    const mine = (await this.store.operations(reader, id)).map(({ operation }) => operation);
    return conflictsWith(mine, await this.others(reader, id));
  }

  private async rolledBack(id: string): Promise<Played> {
    try {
      return await this.db.write(async (tx) => {
        throw new Rehearsed(await this.play(tx, id));
      });
    } catch (error) {
      if (error instanceof Rehearsed) return error.played;
      throw error;
    }
  }

  private async play(tx: Tx, id: string): Promise<Played> {
    const before = await this.editions.lock(tx);
    const { kind, note, state: standing } = await tx.get(Revision, id);
    const authorised = await this.store.operations(tx, id);
    const operations = authorised.map(({ operation }) => operation);
    const live = await this.editions.stateOf(tx, before);
    const folded = fold(live, operations);
    const carried = proposalsBehind(authorised);
    const waits = (await this.reviews.on(tx, carried)).map((one) => ({ text: underReview(one) }));
    const closed = standing === 'published' || standing === 'discarded';
    const problems: Reason[] = [
      ...waits,
      ...(closed ? [] : authorityGaps(authorised, live, await this.authorities.toJudge(tx, authorised))),
      ...(closed ? [] : contentGaps(authorised, live)),
      ...(isRefused(folded) ? folded : []),
    ];
    const revisionId = closed ? null : id;
    let editionNo: number | null = null;
    if (!isRefused(folded)) {
      try {
        const publication = { before, state: folded, kind, note, revisionId, changes: [] };
        editionNo = (await this.editions.publish(tx, system, publication)).no;
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        problems.push(...error.reasons);
      }
    }
    const after = isRefused(folded) ? live : folded;
    const about = [...new Set(operations.flatMap((operation) => [...changeOf(operation, live, after).about]))];
    const differences = isRefused(folded) ? [] : differencesOf(live, folded);
    const changing = [...about, ...differences.flatMap((one) => one.about)].filter((one) => live.occupations[one]);
    return {
      editionNo,
      operations: operations.length,
      problems,
      differences,
      conflicts: conflictsWith(operations, await this.others(tx, id)),
      probed: await this.probe(tx, about),
      requestIds: (await this.proposals.idsAbout(tx, changing)).filter((one) => !carried.includes(one)),
    };
  }

  /** One question after the other: they share the connection of the transaction. */
  private async probe(tx: Tx, about: readonly string[]): Promise<Probed[]> {
    const probed: Probed[] = [];
    for (const probe of this.probes.values()) probed.push(await probe(tx, about));
    return probed;
  }

  private async others(reader: Reader, id: string): Promise<OtherPlan[]> {
    return reader.rows<OtherPlan>(
      `select r.no, r.title, r.scheduled_for as "scheduledFor",
              array(select o.content from revision_operation o where o.revision_id = r.id) as operations
       from revision r where r.state = 'scheduled' and r.id <> $1 order by r.scheduled_for limit 50`,
      [id],
    );
  }
}
