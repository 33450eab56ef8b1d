import { AuditQueries, type AuditRow } from '@app/audit';
import { type Actor, canonicalJson, paths } from '@app/kernel';
import { Controller, Get, Param, Res, type StreamableFile } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import type { FastifyReply } from 'fastify';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page } from '../../http/answers';
import { Asked, AskedBeside, type AskedBesideOf, type AskedOf } from '../../http/asked';
import { streamed } from '../../http/streamed';
import { auditFilters, auditListFilters, filterOf, kinds, types } from './filter';

const columns = [
  'seq',
  'at',
  'who',
  'type',
  'subject_kind',
  'subject_id',
  'subject_no',
  'what',
  'before',
  'after',
  'content',
];

/** The audit trail for administrators: a filterable list, one event, and everything as CSV. */
@Controller('admin')
@Can('audit.read')
class AuditController {
  constructor(private readonly audit: AuditQueries) {}

  @Get('audit')
  async list(
    @CurrentActor() actor: Actor,
    @AskedBeside(auditListFilters) { asked, form }: AskedBesideOf<typeof auditListFilters>,
  ): Promise<Answer> {
    // Nothing is shown for a filter that cannot be read: a part of it would not be what was asked for.
    const { rows, next } =
      form.errors.length > 0 ? { rows: [], next: null } : await this.audit.list(actor, filterOf(asked), asked.before);
    const given = Object.entries(form.values).filter(([name, value]) => value !== '' && name !== 'before');
    const search = new URLSearchParams(given as [string, string][]).toString();
    const view = { title: 'Audit trail', rows, next, types, kinds, form, search };
    return page('audit/list', view, form.errors.length > 0 ? 422 : 200);
  }

  @Get('audit.csv')
  async file(
    @CurrentActor() actor: Actor,
    @Asked(auditFilters) asked: AskedOf<typeof auditFilters>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    void reply.header('cache-control', 'no-store');
    return streamed(lines(this.audit.stream(actor, filterOf(asked))), {
      type: 'text/csv; charset=utf-8',
      disposition: 'attachment; filename="audit.csv"',
    });
  }

  @Get('audit/:seq')
  async event(@CurrentActor() actor: Actor, @Param('seq') seq: string): Promise<Answer> {
    const event = await this.audit.event(actor, seq);
    const content = JSON.stringify(JSON.parse(event.content), null, 2);
    const pretty = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value, null, 2));
    const sides = { before: pretty(event.before), after: pretty(event.after) };
    return page('audit/event', { title: `Event ${event.seq}`, event, content, ...sides, back: paths.audit() });
  }
}

async function* lines(batches: AsyncIterable<AuditRow[]>): AsyncGenerator<string> {
  yield stringify([columns], { record_delimiter: '\r\n' });
  for await (const rows of batches) {
    yield stringify(rows.map(cells), { escape_formulas: true, record_delimiter: '\r\n' });
  }
}

function cells(row: AuditRow): string[] {
  const json = (value: unknown): string => (value === undefined ? '' : canonicalJson(value));
  const { seq, at, who, type, subjectKind, subjectId, subjectNo, sentence, content } = row;
  const facts = [seq, at.toISOString(), who, type, subjectKind, subjectId, String(subjectNo), sentence];
  return [...facts, json(row.before), json(row.after), content];
}

export const auditControllers = [AuditController];
