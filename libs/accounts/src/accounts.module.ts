import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Accounts } from './accounts.service';
import { ApiKeys } from './api-keys.service';
import { PasswordResets } from './password-resets.service';
import { Person } from './person.entity';
import { PersonGrant } from './person-grant.entity';
import { PeopleQueries } from './people.queries';
import { SignIn } from './sign-in.service';
import { WaitingList } from './waiting-list';

/** People, grants, sign-in, sessions. */
@Module({
  imports: [TypeOrmModule.forFeature([Person, PersonGrant])],
  providers: [Accounts, ApiKeys, PasswordResets, PeopleQueries, SignIn, WaitingList],
  exports: [Accounts, ApiKeys, PasswordResets, PeopleQueries, SignIn, WaitingList],
})
export class AccountsModule {}
