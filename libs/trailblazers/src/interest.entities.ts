import { newId } from '@app/kernel';
import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { InterestKind } from './domain/interest';
import type { EmployerSize } from './domain/organisation';

/** A public notice that employers are wanted for a gap on a map. Whether it is open follows from its closing date. */
@Entity()
export class InvitationToPropose {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('text') reference: string;
  @Column('text') title: string;
  @Column('text') idea: string;
  @Column('text') route: string;
  @Column({ type: 'timestamptz', precision: 3 }) closesAt: Date;
  @Column('uuid') openedBy: string;
  @DatabaseTime() openedAt: Date;
}

/** The interest of an employer, as it was sent. The id comes from the form: sent twice, it is one. */
@Entity()
export class Interest {
  @PrimaryColumn('uuid') id: string;
  @Column('varchar') aboutKind: InterestKind;
  @Column('text') aboutKey: string;
  @Column('text') aboutTitle: string;
  @Column('text') organisation: string;
  @Column('varchar') size: EmployerSize;
  @Column('text') sector: string;
  @Column('text') region: string;
  @Column('text') needs: string;
  @DatabaseTime() receivedAt: Date;
}

/** Who registered the interest; can be erased, and the interest stays. */
@Entity()
export class InterestContact {
  @PrimaryColumn('uuid') interestId: string;
  @Column('text') name: string;
  @Column('text') email: string;
}
