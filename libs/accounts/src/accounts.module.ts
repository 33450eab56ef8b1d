import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Accounts } from './accounts.service';
import { Person } from './person.entity';
import { PersonGrant } from './person-grant.entity';
import { WaitingList } from './waiting-list';

/** People, grants, sign-in, sessions. */
@Module({
  imports: [TypeOrmModule.forFeature([Person, PersonGrant])],
  providers: [Accounts, WaitingList],
  exports: [Accounts, WaitingList],
})
export class AccountsModule {}
