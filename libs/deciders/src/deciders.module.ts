import { ProposalsModule } from '@app/proposals';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Decider } from './decider.entity';
import { DeciderQueries } from './deciders.queries';
import { Deciders } from './deciders.service';

/** Who decides on which kind of request, since when and by what rule; a case keeps what held when its stage began. */
@Module({
  imports: [ProposalsModule, TypeOrmModule.forFeature([Decider])],
  providers: [Deciders, DeciderQueries],
  exports: [Deciders, DeciderQueries],
})
export class DecidersModule {}
