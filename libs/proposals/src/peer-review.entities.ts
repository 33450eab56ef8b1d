import { newId } from '@app/kernel';
import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ReviewContent, ReviewRecommendation } from './domain/peer-review';

/** An invitation to review one version, by a link whose token is kept as a hash only. Who is invited stands apart. */
@Entity()
export class ReviewInvitation {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('uuid') proposalId: string;
  @Column('uuid') versionId: string;
  /** What the group knows the reviewer by: "Reviewer 1". */
  @Column('int') no: number;
  @Column('boolean') anonymous: boolean;
  @Column('text') tokenHash: string;
  @Column({ type: 'timestamptz', precision: 3 }) dueOn: Date;
  @Column({ type: 'timestamptz', precision: 3 }) expiresAt: Date;
  @Column('uuid') invitedBy: string;
  @DatabaseTime() invitedAt: Date;
  @Column('uuid') key: string;
  @DatabaseTime({ nullable: true }) revokedAt: Date | null = null;
  @DatabaseTime({ nullable: true }) remindedAt: Date | null = null;
}

/** Who reviews, and the interest that they declared, in their words; can be erased, and the review stays. */
@Entity()
export class Reviewer {
  @PrimaryColumn('uuid') invitationId: string;
  @Column('text') name: string;
  @Column('text') email: string;
  @Column('text') emailNormal: string;
  @Column('text') interest: string = '';
}

/** Whether a reviewer has an interest: said once, before anything else. */
@Entity()
export class PeerReviewDeclaration {
  @PrimaryColumn('uuid') invitationId: string;
  @Column('boolean') interested: boolean;
  @DatabaseTime() declaredAt: Date;
}

/** A review that is not sent yet; `version` counts its saves. */
@Entity()
export class PeerReviewDraft {
  @PrimaryColumn('uuid') invitationId: string;
  @Column('int') version: number;
  @Column('jsonb') content: ReviewContent;
  @Column({ type: 'timestamptz', precision: 3 }) savedAt: Date;
}

/** A review as it was sent, once. */
@Entity()
export class PeerReview {
  @PrimaryColumn('uuid') invitationId: string;
  @Column('varchar') recommendation: ReviewRecommendation;
  @Column('jsonb') content: ReviewContent;
  @DatabaseTime() sentAt: Date;
  @Column('uuid') key: string;
}

/** That the officer let the group read a review. */
@Entity()
export class PeerReviewRelease {
  @PrimaryColumn('uuid') invitationId: string;
  @Column('uuid') releasedBy: string;
  @DatabaseTime() releasedAt: Date;
}
