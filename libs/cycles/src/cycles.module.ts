import { AccountsModule } from '@app/accounts';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ApprovalsCycle } from './approvals-cycle.entity';
import { CycleQueries } from './cycles.queries';
import { Cycles } from './cycles.service';
import { CyclesWaiting } from './cycles.waiting';
import { Submission } from './submission.entity';
import { Submissions } from './submissions.service';

/** Approvals cycles, their slots, and when an answer is due. */
@Module({
  imports: [AccountsModule, TypeOrmModule.forFeature([ApprovalsCycle, Submission])],
  providers: [Cycles, CycleQueries, CyclesWaiting, Submissions],
  exports: [Cycles, CycleQueries, Submissions],
})
export class CyclesModule {}
