import { newId } from '@app/kernel';
import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Part, Requester, Sorting, Work } from './domain/suggestion';

/** A suggestion as it was sent: never changed, never published as it is. */
@Entity()
export class Suggestion {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('text') reference: string;
  @Column('text') occupationReference: string;
  @Column('text') occupationTitle: string;
  @Column('varchar') part: Part;
  @Column('varchar') requester: Requester;
  @Column('text') change: string;
  @Column('text') why: string;
  @Column('text') evidence: string;
  @Column('uuid') key: string;
  @DatabaseTime() receivedAt: Date;
}

/** Who made it; can be erased, and the suggestion stays. */
@Entity()
export class Suggester {
  @PrimaryColumn('uuid') suggestionId: string;
  @Column('text') name: string;
  @Column('text') email: string;
}

/** An answer of the officer; the latest stands. */
@Entity()
export class SuggestionSorting {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('uuid') suggestionId: string;
  @Column('int') no: number;
  @Column('varchar') sorting: Sorting;
  @Column('text') summary: string;
  @Column('text') reason: string;
  @Column('uuid', { nullable: true }) duplicateOf: string | null;
  @Column('uuid') sortedBy: string;
  @DatabaseTime() sortedAt: Date;
}

/** Where a suggestion is carried on; the latest stands. */
@Entity()
export class SuggestionWork {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('uuid') suggestionId: string;
  @Column('int') no: number;
  @Column('varchar') kind: Work['kind'];
  @Column('uuid') workId: string;
  @Column('uuid') carriedBy: string;
  @DatabaseTime() carriedAt: Date;
}
