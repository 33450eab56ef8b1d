import { Readable } from 'node:stream';
import { AuditQueries, type AuditRow } from '@app/audit';
import { type Actor, canonicalJson, paths } from '@app/kernel';
import { eventDefinitions } from '@app/platform';
import { Controller, Get, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import type { FastifyReply } from 'fastify';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page } from '../../http/answers';
import { filterOf, queryOf } from './filter';

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
  'request_id',
];

/** The audit trail for administrators: a filterable list, one event, and everything as CSV. */
@Controller('admin')
@Can('audit.read')
class AuditController {
  constructor(private readonly audit: AuditQueries) {}

  @Get('audit')
  async list(@CurrentActor() actor: Actor, @Query() query: Record<string, unknown>): Promise<Answer> {
    const given = queryOf(query);
    const { filter, errors } = filterOf(given);
    const before = /^\d{1,18}$/.test(given.before) ? given.before : null;
    const { rows, next } = await this.audit.list(actor, filter, before);
    const types = eventDefinitions()
      .map(({ type }) => type)
      .sort();
    const kinds = [...new Set(eventDefinitions().map(({ subject }) => subject))].sort();
    const search = new URLSearchParams(
      Object.entries(given).filter(([name, value]) => value !== '' && name !== 'before'),
    );
    return page('audit/list', {
      title: 'Audit trail',
      rows,
      next,
      types,
      kinds,
      given,
      errors,
      search: search.toString(),
    });
  }

  @Get('audit.csv')
  file(
    @CurrentActor() actor: Actor,
    @Query() query: Record<string, unknown>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): StreamableFile {
    const { filter } = filterOf(queryOf(query));
    void reply.header('cache-control', 'no-store');
    return new StreamableFile(Readable.from(lines(this.audit.stream(actor, filter))), {
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
  return [...facts, json(row.before), json(row.after), content, row.requestId ?? ''];
}

export const auditControllers = [AuditController];
