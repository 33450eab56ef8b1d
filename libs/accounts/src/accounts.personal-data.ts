import type { Actor } from '@app/kernel';
import { dueBy, heldRows, PersonalDataHolder, PersonalDataHolders, type PersonalKind, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { Accounts } from './accounts.service';
import { Person } from './person.entity';
import { erasedAddress, heldOffice, kindsAroundAccounts } from './personal-data.kinds';

const accountKind: Omit<PersonalKind, 'erase'> = {
  key: 'account',
  what: 'The name and the address of an account, and its password as a code that cannot be turned back',
  whose: 'People with an account',
  why: 'So that they can sign in and be told what concerns them',
  basis: 'public-task',
  seenBy: 'Administrators; the name, whoever works with them',
  kept: { days: 2_190, after: 'the account ended' },
  columns: ['person.email', 'person.email_normal', 'person.name', 'person.password_hash'],
  held: (reader, { personId }) =>
    heldRows(
      reader,
      `select id, name, email, created_at as "createdAt", ended_at as "endedAt" from person
       where id = $1 and email <> 'erased-' || id`,
      [personId],
    ),
  due: dueBy(`select id from person where ended_at < $1 and email <> 'erased-' || id order by ended_at limit $2`),
};

/** The personal data of accounts and of signing in. */
@Injectable()
export class AccountsPersonalData extends PersonalDataHolder {
  readonly name = 'accounts';
  readonly kinds: readonly PersonalKind[];

  constructor(
    holders: PersonalDataHolders,
    private readonly accounts: Accounts,
  ) {
    super(holders);
    const account = {
      ...accountKind,
      erase: (tx: Tx, actor: Actor, ids: readonly string[]) => this.erase(tx, actor, ids),
    };
    this.kinds = [account, ...kindsAroundAccounts];
  }

  /** The account stays, as who did what; nothing in it says any more who that was, unless they held an office. */
  private async erase(tx: Tx, actor: Actor, ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      await this.accounts.endPerson(tx, actor, id, 'personal data erased');
      const person = await tx.lock(Person, id);
      const erased = erasedAddress(id);
      const office = await tx.one(`select 1 from person p where p.id = $1 and ${heldOffice}`, [id]);
      Object.assign(person, { email: erased, emailNormal: erased, passwordHash: null });
      if (office === null) person.name = 'Somebody whose data were erased';
      await tx.save(person);
    }
  }
}
