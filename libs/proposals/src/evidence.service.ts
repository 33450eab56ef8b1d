import { type Actor, next, permit, refuse, refuseIf } from '@app/kernel';
import { Db, type FileFacts, FileIntake, type GivenFile, type Reader, type Tx } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EvidenceFileDetails } from './domain/content';
import { evidenceFileAdded, evidenceFileRemoved } from './domain/events';
import { type EvidenceFor, notAskedFor, sameAgain, tooManyFiles } from './domain/evidence';
import { lifecycleOf, standingOf } from './domain/lifecycle';
import { proposalPolicy } from './domain/policy';
import { refuseStale } from './domain/stale';
import { EvidenceFile } from './evidence-file.entity';
import { Proposal } from './proposal.entity';
import { ProposalQueries } from './proposals.queries';

/** What a form says beside its file. The key makes a repeated form the same file. */
export type EvidenceOrder = { version: number; key: string; requirement: EvidenceFor };

/** The verbs on the evidence files of a proposal. Each submitted version freezes those that belong to it. */
@Injectable()
export class EvidenceFiles implements OnModuleInit {
  constructor(
    private readonly db: Db,
    private readonly intake: FileIntake,
    private readonly queries: ProposalQueries,
  ) {}

  onModuleInit(): void {
    this.intake.namedBy('evidence_file', 'sha256');
  }

  /**
   * Adds a file to the draft. What can be refused without it is refused before it is read.
   * @throws Stale, TooLarge, FilesUnavailable, Refused for what is in it
   */
  async add(actor: Actor, id: string, order: EvidenceOrder, given: GivenFile): Promise<void> {
    const asked = await this.db.read().get(Proposal, id);
    if (await this.opens(this.db.read(), actor, asked, order)) return;
    await this.intake.take(given, (file, keep) =>
      this.db.write((tx) => this.keep(tx, actor, id, { ...order, ...file, keep })),
    );
  }

  /** Removes a file from the draft; one that a submitted version names stays with that version. */
  async remove(actor: Actor, id: string, fileId: string, readVersion: number): Promise<void> {
    await this.db.write(async (tx) => {
      const proposal = await tx.lock(Proposal, id);
      permit(proposalPolicy, actor, 'amend', proposal);
      next(lifecycleOf(proposal), standingOf(proposal, await tx.now()), 'amend');
      const [file] = await tx.find(EvidenceFile, { id: fileId, proposalId: id, inDraft: true });
      if (file === undefined) return;
      refuseStale(proposal, readVersion);
      const frozen = await tx.one('select 1 from proposal_version_file where file_id = $1 limit 1', [fileId]);
      if (frozen === null) await tx.rows('delete from evidence_file where id = $1', [fileId]);
      else await tx.save(Object.assign(file, { inDraft: false }));
      await tx.save(Object.assign(proposal, { version: proposal.version + 1 }));
      await tx.record(actor, evidenceFileRemoved(id, factsOf(proposal, file)));
    });
  }

  /** The files of the draft: what the next version names. */
  async ofDraft(reader: Reader, proposalId: string): Promise<EvidenceFileDetails[]> {
    return this.queries.draftFiles(reader, proposalId);
  }

  /** Says for good that these files belong to a version that was just submitted. */
  async freeze(
    tx: Tx,
    version: { id: string; proposalId: string },
    files: readonly EvidenceFileDetails[],
  ): Promise<void> {
    await tx.rows(
      `insert into proposal_version_file (version_id, proposal_id, file_id) select $1, $2, unnest($3::uuid[])`,
      [version.id, version.proposalId, files.map(({ id }) => id)],
    );
  }

  private async keep(
    tx: Tx,
    actor: Actor,
    id: string,
    { keep, version, ...given }: EvidenceOrder & FileFacts & { keep: (tx: Tx) => Promise<void> },
  ): Promise<void> {
    const proposal = await tx.lock(Proposal, id);
    if (await this.opens(tx, actor, proposal, { version, ...given })) return;
    if (actor.id === null) refuse('Only a person adds a file');
    refuseIf(sameAgain(await this.ofDraft(tx, id), given.sha256, given.requirement));
    await keep(tx);
    const file = Object.assign(new EvidenceFile(), { proposalId: id, ...given });
    await tx.insert(Object.assign(file, { addedBy: actor.id }));
    await tx.save(Object.assign(proposal, { version: proposal.version + 1 }));
    await tx.record(actor, evidenceFileAdded(id, factsOf(proposal, file)));
  }

  /** Whether this very form has been taken before; else throws unless the draft takes one more file from it. */
  private async opens(reader: Reader, actor: Actor, proposal: Proposal, order: EvidenceOrder): Promise<boolean> {
    permit(proposalPolicy, actor, 'amend', proposal);
    const [before] = await reader.find(EvidenceFile, { key: order.key });
    if (before?.proposalId === proposal.id) return true;
    if (before !== undefined) refuse('This form belongs to another proposal: load the page again');
    next(lifecycleOf(proposal), standingOf(proposal, await reader.now()), 'amend');
    refuseStale(proposal, order.version);
    refuseIf(notAskedFor(proposal, order.requirement));
    refuseIf(tooManyFiles((await this.ofDraft(reader, proposal.id)).length));
    return false;
  }
}

function factsOf({ reference }: Proposal, { name, requirement, size, sha256 }: EvidenceFile) {
  return { reference, name, requirement, size, sha256 };
}
