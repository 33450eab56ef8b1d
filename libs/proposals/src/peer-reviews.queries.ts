import type { Actor } from '@app/kernel';
import { Db, type Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';
import {
  audienceOf,
  type LinkFacts,
  type LinkStanding,
  linkStanding,
  type ReviewAudience,
  type ReviewFacts,
  reviewsFor,
} from './domain/peer-review';
import type { Proposal } from './proposal.entity';

/** An invitation with what came of it, as an audience may read it. */
export type ReviewRow = ReviewFacts & {
  id: string;
  versionNo: number;
  dueOn: Date;
  sentAt: Date | null;
  standing: LinkStanding;
};

/** Somebody to mail about their review. */
export type ReviewerLine = { name: string; email: string; dueOn: Date; anonymous: boolean };

const rowColumns = `i.id, i.no, i.anonymous, i.due_on as "dueOn", i.expires_at as "expiresAt",
  i.revoked_at as "revokedAt", v.no as "versionNo", r.name, r.email, r.interest, d.interested, s.content,
  s.sent_at as "sentAt", l.released_at as "releasedAt", p.state,
  v.no = (select max(no) from proposal_version where proposal_id = i.proposal_id) as latest`;

/** Peer reviews as pages and other libs read them; names leave this place only for who may know them. */
@Injectable()
export class PeerReviewQueries {
  constructor(private readonly db: Db) {}

  /** The reviews of a proposal as this person may read them, in the order of the invitations. */
  async of(actor: Actor, proposal: Proposal): Promise<{ audience: ReviewAudience; reviews: ReviewRow[] }> {
    const reader = this.db.read();
    const now = await reader.now();
    const rows = await reader.rows<ReviewRow & LinkFacts>(
      `select ${rowColumns} from review_invitation i join proposal p on p.id = i.proposal_id
       join proposal_version v on v.id = i.version_id left join reviewer r on r.invitation_id = i.id
       left join peer_review_declaration d on d.invitation_id = i.id
       left join peer_review s on s.invitation_id = i.id left join peer_review_release l on l.invitation_id = i.id
       where i.proposal_id = $1 order by i.no limit 200`,
      [proposal.id],
    );
    const audience = audienceOf(actor, proposal);
    const reviews = rows.map((row) => ({ ...row, standing: linkStanding(row, now) }));
    return { audience, reviews: reviewsFor(audience, reviews) };
  }

  /** Whom to mail about an invitation; null once the person was erased or the invitation withdrawn. */
  async reviewer(reader: Reader, invitationId: string): Promise<ReviewerLine | null> {
    return reader.one<ReviewerLine>(
      `select r.name, r.email, i.due_on as "dueOn", i.anonymous from review_invitation i
       join reviewer r on r.invitation_id = i.id where i.id = $1 and i.revoked_at is null`,
      [invitationId],
    );
  }
}
