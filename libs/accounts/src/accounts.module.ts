import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Accounts } from './accounts.service';
import { AccountsPersonalData } from './accounts.personal-data';
import { ApiKeys } from './api-keys.service';
import { PasswordResets } from './password-resets.service';
import { Person } from './person.entity';
import { PersonGrant } from './person-grant.entity';
import { Exports } from './exports.service';
import { PeopleQueries } from './people.queries';
import { PersonalData } from './personal-data.service';
import { PersonSessions } from './person-sessions.service';
import { PolicyRefusals } from './policy-refusals.service';
import { RefusedSignIns } from './refused-sign-ins.service';
import { Retention } from './retention.service';
import { SealedForms } from './sealed-forms.service';
import { SecurityQueries } from './security.queries';
import { SignIn } from './sign-in.service';
import { WaitingList } from './waiting-list';

const providers = [
  Accounts,
  ApiKeys,
  Exports,
  PasswordResets,
  PeopleQueries,
  PersonalData,
  PersonSessions,
  PolicyRefusals,
  RefusedSignIns,
  Retention,
  SealedForms,
  SecurityQueries,
  SignIn,
  WaitingList,
];

/** People, grants, sign-in, sessions, and what was refused. */
@Module({
  imports: [TypeOrmModule.forFeature([Person, PersonGrant])],
  providers: [...providers, AccountsPersonalData],
  exports: providers,
})
export class AccountsModule {}
