import { Module } from '@nestjs/common';
import { UnfoundQueries } from './unfound.queries';
import { Unfound } from './unfound.service';

/** What people looked for and did not find. */
@Module({ providers: [Unfound, UnfoundQueries], exports: [Unfound, UnfoundQueries] })
export class UnfoundModule {}
