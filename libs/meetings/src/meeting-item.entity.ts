import { newId } from '@app/kernel';
import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Section } from './domain/agenda';

/** An item of an agenda: a subject of any kind, with the version that is its paper and a note of the secretary. */
@Entity()
export class MeetingItem {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('uuid') meetingId: string;
  @Column('int') position: number;
  @Column('varchar') section: Section;
  @Column('varchar') subjectKind: string;
  @Column('uuid') subjectId: string;
  @Column('text') reference: string;
  @Column('text') title: string;
  @Column('int', { nullable: true }) versionNo: number | null = null;
  @Column('text') note: string = '';
  @DatabaseTime({ nullable: true }) removedAt: Date | null = null;
}
