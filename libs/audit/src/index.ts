export { AuditModule } from './audit.module';
export { type AuditFilter, AuditQueries, type AuditRow } from './audit.queries';
export { auditPolicy } from './domain/policy';
