import { newId } from '@app/kernel';
import type { FileKind } from '@app/platform';
import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EvidenceFor } from './domain/evidence';

/** A file that a group gave as evidence. It stays when a submitted version names it, in the draft or not. */
@Entity()
export class EvidenceFile {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('uuid') proposalId: string;
  @Column('varchar', { nullable: true }) requirement: EvidenceFor;
  @Column('text') name: string;
  @Column('varchar') kind: FileKind;
  @Column('int') size: number;
  @Column('text') sha256: string;
  @Column('uuid') key: string;
  @Column('boolean') inDraft: boolean = true;
  @Column('uuid') addedBy: string;
  @DatabaseTime() addedAt: Date;
}
