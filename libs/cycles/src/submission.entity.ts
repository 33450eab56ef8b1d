import { newId } from '@app/kernel';
import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * A submitted version on its way to an answer. `sits`: panels or committee consider it, so it has a place in a cycle
 * (`cycleId` null while none is planned); else its weeks count from the submission itself. When it is due is computed.
 */
@Entity()
export class Submission {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('uuid') proposalId: string;
  @Column('uuid') versionId: string;
  @Column('uuid', { nullable: true }) cycleId: string | null;
  @Column('boolean') sits: boolean;
  @Column('int') weeks: number;
  @DatabaseTime() submittedAt: Date;
  @DatabaseTime({ nullable: true }) answeredAt: Date | null = null;
}
