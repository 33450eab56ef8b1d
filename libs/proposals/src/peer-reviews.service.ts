import { type Actor, addWorkingDays, next, normalEmail, NotFound, refuse } from '@app/kernel';
import { Db, type Tx } from '@app/platform';
import { TrailblazerQueries } from '@app/trailblazers';
import { Injectable } from '@nestjs/common';
import { reviewInvited, reviewReleased, reviewRevoked, reviewStarted } from './domain/check-events';
import { lifecycleOf } from './domain/lifecycle';
import { graceWorkingDays, type InvitationOrder } from './domain/peer-review';
import { refuseStale } from './domain/stale';
import { PeerReview, PeerReviewRelease, Reviewer, ReviewInvitation } from './peer-review.entities';
import { permitCheck } from './officer-check';
import { Proposal } from './proposal.entity';
import { ReviewLinks } from './review-links';

/** What the officer does in a peer review: starts it, invites and uninvites, lets the group read. `Proposals.accept` ends it. */
@Injectable()
export class PeerReviews {
  constructor(
    private readonly db: Db,
    private readonly trailblazers: TrailblazerQueries,
    private readonly links: ReviewLinks,
  ) {}

  /** Sends the version that was read to peer review. */
  async start(actor: Actor, id: string, readVersion: number): Promise<void> {
    await this.db.write(async (tx) => {
      const proposal = await tx.lock(Proposal, id);
      await permitCheck(tx, actor, proposal);
      refuseStale(proposal, readVersion);
      proposal.state = next(lifecycleOf(proposal), proposal.state, 'review');
      proposal.version += 1;
      await tx.save(proposal);
      await tx.record(actor, reviewStarted(id, factsOf(proposal)));
    });
  }

  /** Invites somebody to review the version submitted last. The key makes a repeated form one invitation. @returns its id */
  async invite(actor: Actor, id: string, order: InvitationOrder & { key: string }): Promise<string> {
    return this.db.write(async (tx) => {
      const proposal = await tx.lock(Proposal, id);
      await permitCheck(tx, actor, proposal);
      const [same] = await tx.find(ReviewInvitation, { key: order.key });
      if (same !== undefined && same.proposalId === id) return same.id;
      if (same !== undefined) refuse('This form was used already: load the page again');
      if (proposal.state !== 'peer-review') refuse('Reviewers are invited while the proposal is in peer review');
      await this.refuseUnfit(tx, actor, proposal, order.email);
      const invitation = await this.invitation(tx, actor, id, order);
      const { name, email } = order;
      await tx.insert(invitation);
      const reviewer = { invitationId: invitation.id, name, email, emailNormal: normalEmail(email) };
      await tx.insert(Object.assign(new Reviewer(), reviewer));
      const { no, dueOn } = invitation;
      const facts = { ...factsOf(proposal), invitationId: invitation.id, no, dueOn: dueOn.toISOString() };
      await tx.record(actor, reviewInvited(id, facts));
      return invitation.id;
    });
  }

  /** Withdraws an invitation: its link is closed at once. What was sent stays. Twice is the same as once. */
  async revoke(actor: Actor, proposalId: string, invitationId: string): Promise<void> {
    await this.db.write(async (tx) => {
      const { proposal, invitation } = await this.locked(tx, actor, proposalId, invitationId);
      if (invitation.revokedAt !== null) return;
      if ((await tx.find(PeerReview, { invitationId })).length > 0) refuse('This reviewer has sent the review already');
      invitation.revokedAt = await tx.now();
      await tx.save(invitation);
      await tx.record(actor, reviewRevoked(proposal.id, { ...factsOf(proposal), invitationId, no: invitation.no }));
    });
  }

  /** Lets the group read what this reviewer wrote to it. Twice is the same as once. */
  async release(actor: Actor, proposalId: string, invitationId: string): Promise<void> {
    await this.db.write(async (tx) => {
      const { proposal, invitation } = await this.locked(tx, actor, proposalId, invitationId);
      if ((await tx.find(PeerReview, { invitationId })).length === 0) refuse('This review is not in yet');
      if ((await tx.find(PeerReviewRelease, { invitationId })).length > 0) return;
      const row = { invitationId, releasedBy: actor.id };
      await tx.insert(Object.assign(new PeerReviewRelease(), row));
      await tx.record(actor, reviewReleased(proposal.id, { ...factsOf(proposal), invitationId, no: invitation.no }));
    });
  }

  private async locked(
    tx: Tx,
    actor: Actor,
    proposalId: string,
    invitationId: string,
  ): Promise<{ proposal: Proposal; invitation: ReviewInvitation }> {
    const proposal = await tx.lock(Proposal, proposalId);
    await permitCheck(tx, actor, proposal);
    const invitation = await tx.lock(ReviewInvitation, invitationId);
    if (invitation.proposalId !== proposalId) throw new NotFound('This invitation');
    return { proposal, invitation };
  }

  private async invitation(
    tx: Tx,
    actor: Actor,
    proposalId: string,
    { anonymous, workingDays, key }: InvitationOrder & { key: string },
  ): Promise<ReviewInvitation> {
    const now = await tx.now();
    const row = await tx.one<{ versionId: string; no: number }>(
      `select v.id as "versionId", 1 + (select count(*)::int from review_invitation where proposal_id = $1) as no
       from proposal_version v where v.proposal_id = $1 order by v.no desc limit 1`,
      [proposalId],
    );
    const dueOn = addWorkingDays(now, workingDays);
    const expiresAt = addWorkingDays(dueOn, graceWorkingDays);
    const invitation = Object.assign(new ReviewInvitation(), { ...row, proposalId, dueOn, expiresAt, key });
    Object.assign(invitation, { anonymous: anonymous === 'yes', invitedBy: actor.id });
    invitation.tokenHash = this.links.hash(invitation.id);
    return invitation;
  }

  /** A peer is not of the group that is reviewed, is not the officer, and is invited once. */
  private async refuseUnfit(tx: Tx, actor: Actor, { id, groupId }: Proposal, email: string): Promise<void> {
    const normal = normalEmail(email);
    const group = await this.trailblazers.people(tx, groupId);
    if (group.some((person) => normalEmail(person.email) === normal)) {
      refuse('This person belongs to the group that makes the proposal', 'email');
    }
    const own = await tx.one('select 1 from person where id = $1 and email_normal = $2', [actor.id, normal]);
    if (own !== null) refuse('You cannot invite yourself', 'email');
    const invited = await tx.one(
      `select 1 from review_invitation i join reviewer r on r.invitation_id = i.id
       where i.proposal_id = $1 and r.email_normal = $2 and i.revoked_at is null
         and i.version_id = (select v.id from proposal_version v where v.proposal_id = $1 order by v.no desc limit 1)`,
      [id, normal],
    );
    if (invited !== null) refuse('This person is invited already', 'email');
  }
}

function factsOf({ reference, groupId, content }: Proposal) {
  return { reference, title: content.title, groupId };
}
