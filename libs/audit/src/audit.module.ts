import { Module } from '@nestjs/common';
import { AuditQueries } from './audit.queries';

/** The audit trail as it is read. Writing it is `tx.record`, in the same transaction as the change. */
@Module({ providers: [AuditQueries], exports: [AuditQueries] })
export class AuditModule {}
