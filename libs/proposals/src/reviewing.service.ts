import { NotFound, publicActor, refuse, refuseIf, sha256, Stale } from '@app/kernel';
import { Db, type Reader, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { reviewInterestDeclared, reviewSent } from './domain/check-events';
import type { EvidenceFileDetails } from './domain/content';
import { closedWords, type LinkStanding, linkStanding, type ReviewContent, reviewGaps } from './domain/peer-review';
import { PeerReview, PeerReviewDeclaration, PeerReviewDraft, Reviewer, ReviewInvitation } from './peer-review.entities';
import { isForLatest } from './peer-review.rows';
import { Proposal } from './proposal.entity';
import { ProposalQueries } from './proposals.queries';
import type { VersionRow } from './version.rows';

/** The reviewer's page: what they are asked to review, only while their link is open to them. */
export type ReviewPage = {
  standing: LinkStanding;
  proposal: Pick<Proposal, 'id' | 'reference' | 'kind'>;
  dueOn: Date;
  anonymous: boolean;
  title: string;
  group: string;
  /** The exact version; null until interests are declared, and once the link is closed. */
  version: VersionRow | null;
  draft: { version: number; content: ReviewContent } | null;
};

type Open = { invitation: ReviewInvitation; proposal: Proposal; now: Date; standing: LinkStanding };

/** What a reviewer does with the link in their mail: declares interests, drafts, sends once. The link is the proof. */
@Injectable()
export class Reviewing {
  constructor(
    private readonly db: Db,
    private readonly proposals: ProposalQueries,
  ) {}

  /** What the link shows now. @throws NotFound for a token that is none */
  async page(token: string): Promise<ReviewPage> {
    const reader = this.db.read();
    const invitation = await this.byToken(reader, token);
    const proposal = await reader.get(Proposal, invitation.proposalId);
    const standing = await this.standing(reader, invitation, proposal, await reader.now());
    const version = await this.proposals.version(reader, invitation.versionId);
    const [draft] = await reader.find(PeerReviewDraft, { invitationId: invitation.id });
    const closed = standing !== 'declare' && standing !== 'write';
    return {
      standing,
      proposal,
      dueOn: invitation.dueOn,
      anonymous: invitation.anonymous,
      title: closed ? '' : version.content.title,
      group: closed ? '' : (await this.proposals.summary(reader, proposal.id)).groupName,
      version: standing === 'write' ? version : null,
      draft: standing === 'write' && draft !== undefined ? draft : null,
    };
  }

  /** An evidence file of the version under review, while the link shows that. @throws NotFound */
  async file(token: string, fileId: string): Promise<EvidenceFileDetails> {
    const file = (await this.page(token)).version?.content.files.find(({ id }) => id === fileId);
    if (file === undefined) throw new NotFound('This file');
    return file;
  }

  /** Declares interests, once and first. With an interest no review is taken: the link is closed. */
  async declare(token: string, { interested, details }: { interested: boolean; details: string }): Promise<void> {
    await this.db.write(async (tx) => {
      const { invitation, proposal, standing } = await this.locked(tx, token);
      const { id: invitationId, no } = invitation;
      const [before] = await tx.find(PeerReviewDeclaration, { invitationId });
      if (before?.interested === interested) return;
      if (before !== undefined) refuse('You have declared your interests already');
      this.refuseClosed(standing);
      if (interested && details === '') refuse('Enter what your interest is', 'details');
      const row = { invitationId, interested };
      await tx.insert(Object.assign(new PeerReviewDeclaration(), row));
      const [reviewer] = await tx.find(Reviewer, { invitationId });
      if (reviewer !== undefined && interested) await tx.save(Object.assign(reviewer, { interest: details }));
      await tx.record(publicActor, reviewInterestDeclared(proposal.id, { ...factsOf(proposal), invitationId, no }));
    });
  }

  /** Keeps a draft. @throws Stale when it was saved from another tab */
  async save(token: string, content: ReviewContent, seen: number): Promise<void> {
    await this.db.write(async (tx) => {
      const { invitation, now, standing } = await this.locked(tx, token);
      this.refuseUnwritable(standing);
      const draft = await this.draft(tx, invitation.id, seen);
      await tx.save(Object.assign(draft, { version: seen + 1, content, savedAt: now }));
    });
  }

  /** Sends the review, once: the same key twice is one. @throws Stale when the draft was saved from another tab */
  async send(token: string, content: ReviewContent, { seen, key }: { seen: number; key: string }): Promise<void> {
    await this.db.write(async (tx) => {
      const { invitation, proposal, standing } = await this.locked(tx, token);
      const { id: invitationId, no } = invitation;
      const [before] = await tx.find(PeerReview, { invitationId });
      if (before?.key === key) return;
      this.refuseUnwritable(standing);
      await this.draft(tx, invitationId, seen);
      refuseIf(reviewGaps(content));
      const { recommendation } = content;
      await tx.insert(Object.assign(new PeerReview(), { invitationId, recommendation, content, key }));
      await tx.record(publicActor, reviewSent(proposal.id, { ...factsOf(proposal), invitationId, no }));
    });
  }

  private async draft(tx: Tx, invitationId: string, seen: number): Promise<PeerReviewDraft> {
    const [draft] = await tx.find(PeerReviewDraft, { invitationId });
    if ((draft?.version ?? 0) !== seen)
      throw new Stale('You saved this review from another page after you opened this one');
    return draft ?? Object.assign(new PeerReviewDraft(), { invitationId });
  }

  private async byToken(reader: Reader, token: string): Promise<ReviewInvitation> {
    const [found] = await reader.find(ReviewInvitation, { tokenHash: sha256(token) });
    if (found === undefined) throw new NotFound('This link');
    return found;
  }

  /** The proposal first, as the officer's verbs lock it, then the invitation; the clock is read after that. */
  private async locked(tx: Tx, token: string): Promise<Open> {
    const { id, proposalId } = await this.byToken(tx, token);
    const proposal = await tx.lock(Proposal, proposalId);
    const invitation = await tx.lock(ReviewInvitation, id);
    const now = await tx.now();
    return { invitation, proposal, now, standing: await this.standing(tx, invitation, proposal, now) };
  }

  private async standing(
    reader: Reader,
    { id: invitationId, revokedAt, expiresAt }: ReviewInvitation,
    { state }: Proposal,
    now: Date,
  ): Promise<LinkStanding> {
    const [declaration] = await reader.find(PeerReviewDeclaration, { invitationId });
    const [sent] = await reader.find(PeerReview, { invitationId });
    const latest = await isForLatest(reader, invitationId);
    const interested = declaration?.interested ?? null;
    return linkStanding({ revokedAt, expiresAt, interested, sentAt: sent?.sentAt ?? null, state, latest }, now);
  }

  private refuseClosed(standing: LinkStanding): void {
    if (standing !== 'declare' && standing !== 'write') refuse(closedWords[standing]);
  }

  private refuseUnwritable(standing: LinkStanding): void {
    this.refuseClosed(standing);
    if (standing === 'declare') refuse('Declare your interests first');
  }
}

function factsOf({ reference, groupId, content }: Proposal) {
  return { reference, title: content.title, groupId };
}
