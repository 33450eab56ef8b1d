import { newId } from '@app/kernel';
import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How an offer of the chair ended. */
export type OfferOutcome = 'accepted' | 'declined' | 'withdrawn';

/** The chair of a group, offered to a member, who answers once. */
@Entity()
export class ChairOffer {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('uuid') groupId: string;
  @Column('uuid') personId: string;
  @Column('uuid', { nullable: true }) offeredBy: string | null;
  @DatabaseTime() offeredAt: Date;
  @Column('varchar', { nullable: true }) outcome: OfferOutcome | null = null;
  @DatabaseTime({ nullable: true }) answeredAt: Date | null = null;
}
