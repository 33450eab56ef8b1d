import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A ruling of the committee that an earlier consultation counts for a request: once, for good. */
@Entity()
export class EarlierConsultationRuling {
  @PrimaryColumn('uuid') proposalId: string;
  @Column('uuid') consultationId: string;
  @Column('text') why: string;
  @Column('uuid') ruledBy: string;
  @DatabaseTime() ruledAt: Date;
}
