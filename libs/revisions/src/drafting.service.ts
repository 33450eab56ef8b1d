import { type Actor, refuse, refuseIf } from '@app/kernel';
import { EditionStore, type Placement } from '@app/occupational-map';
import { Db, type Tx } from '@app/platform';
import { ProposalProgress, ProposalQueries } from '@app/proposals';
import { Injectable } from '@nestjs/common';
import {
  type AuthorisedOperation,
  authorityGaps,
  authorityOfAgreed,
  describe,
  fold,
  foldWhatFits,
  type GivenAuthority,
  isRefused,
  nextReference,
  occupationOf,
  type Operation,
  operationSchema,
  operationsOfAgreed,
  proposalBehind,
  revisionAmended,
  revisionRenamed,
} from './domain';
import { AuthorityStore } from './authority.store';
import { Revision } from './revision.entity';
import { type Beginnings, RevisionStore } from './revision.store';

/** Which revision is meant, and the version of it that the person read. */
export type RevisionRead = { id: string; version: number };

/** What is said about a revision beside its operations. */
export type Described = { title: string; note: string; minor: boolean };

/** Claims as many new references as asked for: none of them was ever used, or claimed by another revision. */
export type ClaimReferences = (count: number) => Promise<string[]>;
/** An operation, or how it is written once it is clear which references are free. */
type Written = Operation | ((claim: ClaimReferences) => Promise<Operation>);

/** Drafting a map revision: what it is called, and which operations stand in it. */
@Injectable()
export class RevisionDrafting {
  constructor(
    private readonly db: Db,
    private readonly store: RevisionStore,
    private readonly editions: EditionStore,
    private readonly authorities: AuthorityStore,
    private readonly proposals: ProposalQueries,
    private readonly progress: ProposalProgress,
  ) {}

  /** Begins a draft without operations. @returns its id */
  async create(actor: Actor, given: Beginnings): Promise<string> {
    return this.db.write(async (tx) => (await this.store.create(tx, actor, given)).id);
  }

  /** Changes the title, the change note, or whether the change is minor. */
  async rename(actor: Actor, read: RevisionRead, to: Described): Promise<void> {
    await this.db.write(async (tx) => {
      const revision = await this.store.edit(tx, actor, read.id, read.version);
      const { title, note, minor, kind } = revision;
      const before = { title, note, minor, kind };
      Object.assign(revision, to);
      await tx.save(revision);
      await tx.record(actor, revisionRenamed(revision.id, { no: revision.no, before, after: { ...to, kind } }));
    });
  }

  /** Adds an operation of an administrator's own, and on whose word it is. @throws Refused where that does not carry it */
  async addOperation(actor: Actor, read: RevisionRead, written: Written, given: GivenAuthority): Promise<void> {
    await this.db.write(async (tx) => {
      const revision = await this.store.edit(tx, actor, read.id, read.version);
      const operation = typeof written === 'function' ? await written((count) => this.claim(tx, count)) : written;
      const authority = await this.authorities.keep(tx, actor, given);
      await this.add(tx, actor, revision, [{ operation: operationSchema.parse(operation), authority }]);
    });
  }

  /** Puts an agreed request into the draft that was read. @returns the reference of the occupation that it changes or adds */
  async addProposal(
    actor: Actor,
    read: RevisionRead,
    proposalId: string,
    place: Pick<Placement, 'pathway' | 'cluster'>,
  ): Promise<string> {
    return this.db.write(async (tx) => {
      const revision = await this.store.edit(tx, actor, read.id, read.version);
      return this.take(tx, actor, revision, proposalId, place);
    });
  }

  /** Puts an agreed request into a draft as it stands now, or into a new one that is begun for it. */
  async takeProposal(
    actor: Actor,
    into: string | Beginnings,
    proposalId: string,
    place: Pick<Placement, 'pathway' | 'cluster'>,
  ): Promise<{ id: string; reference: string }> {
    return this.db.write(async (tx) => {
      const { id } = typeof into === 'string' ? { id: into } : await this.store.create(tx, actor, into);
      const { version } = await tx.lock(Revision, id);
      const revision = await this.store.edit(tx, actor, id, version);
      return { id, reference: await this.take(tx, actor, revision, proposalId, place) };
    });
  }

  /** Adds operations on one word to a draft as it stands now, or to a new one that is begun for them. @returns its id */
  async addAll(
    actor: Actor,
    into: string | Beginnings,
    operations: readonly Operation[],
    given: GivenAuthority,
  ): Promise<string> {
    return this.db.write(async (tx) => {
      const { id } = typeof into === 'string' ? { id: into } : await this.store.create(tx, actor, into);
      const { version } = await tx.lock(Revision, id);
      const revision = await this.store.edit(tx, actor, id, version);
      const authority = await this.authorities.keep(tx, actor, given);
      await this.add(
        tx,
        actor,
        revision,
        operations.map((operation) => ({ operation, authority })),
      );
      return id;
    });
  }

  /** Takes an operation out, and with it all that came from the same request, which waits for a revision again. */
  async removeOperation(actor: Actor, read: RevisionRead, operationId: string): Promise<void> {
    await this.db.write(async (tx) => {
      const revision = await this.store.edit(tx, actor, read.id, read.version);
      const operations = await this.store.operations(tx, revision.id);
      const picked = operations.find(({ id }) => id === operationId);
      if (picked === undefined) refuse('This operation is no longer in the map revision');
      const proposalId = proposalBehind(picked.authority);
      const taken = operations.filter(
        (one) => one === picked || (proposalId !== null && proposalBehind(one.authority) === proposalId),
      );
      await tx.rows(`delete from revision_operation where id = any($1::uuid[])`, [taken.map(({ id }) => id)]);
      if (proposalId !== null) await this.progress.leftRevision(tx, actor, proposalId);
      const live = await this.editions.liveState(tx);
      const names = foldWhatFits(
        live,
        operations.map(({ operation }) => operation),
      );
      const removed = taken.map(({ operation }) => describe(operation, names));
      await this.recordAmended(tx, actor, revision, operations.length, { added: [], removed });
    });
  }

  /**
   * Adds operations to an open draft in the caller's transaction.
   * @throws Refused where one of them does not fit the map with what stands in the draft already, or stands on a word
   * that does not carry it
   */
  async add(tx: Tx, actor: Actor, revision: Revision, list: readonly AuthorisedOperation[]): Promise<void> {
    const standing = await this.store.operations(tx, revision.id);
    const live = await this.editions.liveState(tx);
    const before = foldWhatFits(
      live,
      standing.map(({ operation }) => operation),
    );
    const after = fold(
      before,
      list.map(({ operation }) => operation),
    );
    if (isRefused(after)) return refuseIf(after.map(({ text }) => ({ text })));
    refuseIf(
      authorityGaps(list, live, await this.authorities.toJudge(tx, list)).map((gap) => ({ field: 'by', ...gap })),
    );
    await this.store.append(tx, actor, revision, list);
    const added = list.map(({ operation }) => describe(operation, after));
    await this.recordAmended(tx, actor, revision, standing.length, { added, removed: [] });
  }

  private async take(
    tx: Tx,
    actor: Actor,
    revision: Revision,
    proposalId: string,
    place: Pick<Placement, 'pathway' | 'cluster'>,
  ): Promise<string> {
    const proposal = await this.progress.takenIntoRevision(tx, actor, proposalId, revision.id);
    const { reference, kind, changeKind, standardApproved } = proposal;
    const version = await this.proposals.latestVersion(tx, proposalId);
    if (version === null) refuse('This proposal was never submitted');
    const { content } = version;
    const request = { id: proposalId, kind, changeKind, standardApproved, content };
    const standing = (await this.store.operations(tx, revision.id)).map(({ operation }) => operation);
    const state = foldWhatFits(await this.editions.liveState(tx), standing);
    const operations = operationsOfAgreed(request, { state, used: await this.used(tx), place });
    const given = authorityOfAgreed(request, await this.authorities.ofRequest(tx, proposalId), reference);
    const authority = await this.authorities.keep(tx, actor, given);
    await this.add(
      tx,
      actor,
      revision,
      operations.map((operation) => ({ operation, authority })),
    );
    return operations.map(occupationOf).find((one) => one !== null) ?? refuse('Nothing on the map would change');
  }

  private async claim(tx: Tx, count: number): Promise<string[]> {
    const used = await this.used(tx);
    const claimed: string[] = [];
    while (claimed.length < count) claimed.push(nextReference([...used, ...claimed]));
    return claimed;
  }

  /** Every reference that is or was on the map, or that a revision claims. */
  private async used(tx: Tx): Promise<string[]> {
    const live = await this.editions.liveState(tx);
    return [...Object.keys(live.occupations), ...(await this.store.claimedReferences(tx))];
  }

  private async recordAmended(
    tx: Tx,
    actor: Actor,
    { id, no }: Revision,
    before: number,
    change: { added: string[]; removed: string[] },
  ): Promise<void> {
    const after = before + change.added.length - change.removed.length;
    await tx.record(
      actor,
      revisionAmended(id, { no, before: { operations: before }, after: { operations: after }, ...change }),
    );
  }
}
