import { AccountsModule } from '@app/accounts';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { TrailblazerEmployer } from './trailblazer-employer.entity';
import { TrailblazerGroup } from './trailblazer-group.entity';
import { TrailblazerQueries } from './trailblazers.queries';
import { Trailblazers } from './trailblazers.service';

/** Trailblazer groups, their people and employers. */
@Module({
  imports: [AccountsModule, TypeOrmModule.forFeature([TrailblazerGroup, TrailblazerEmployer])],
  providers: [Trailblazers, TrailblazerQueries],
  exports: [Trailblazers, TrailblazerQueries],
})
export class TrailblazersModule {}
