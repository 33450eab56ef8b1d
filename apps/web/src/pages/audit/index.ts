import { Readable } from 'node:stream';
import { AuditQueries, type AuditRow } from '@app/audit';
import { type Actor, canonicalJson, paths } from '@app/kernel';
import { eventDefinitions } from '@app/platform';
import { Controller, Get, Param, Query, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page } from '../../http/answers';
import { csvParts, csvType } from '../../http/csv';
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
    return new StreamableFile(Readable.from(csvParts('people', columns, lines(this.audit.stream(actor, filter)))), {
      type: csvType,
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

async function* lines(batches: AsyncIterable<AuditRow[]>): AsyncGenerator<string[][]> {
  for await (const rows of batches) yield rows.map(cells);
}

function cells(row: AuditRow): string[] {
  const json = (value: unknown): string => (value === undefined ? '' : inOneLine(canonicalJson(value)));
  const { seq, at, who, type, subjectKind, subjectId, subjectNo, sentence, content } = row;
  const facts = [seq, at.toISOString(), who, type, subjectKind, subjectId, String(subjectNo), sentence];
  return [...facts, json(row.before), json(row.after), inOneLine(content), row.requestId ?? ''];
}

/** JSON has no line ends but these, and only in its strings, where they may be escaped: so it is still JSON in the file. */
function inOneLine(json: string): string {
  return json.replaceAll(/[\u0085\u2028\u2029]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

export const auditControllers = [AuditController];
