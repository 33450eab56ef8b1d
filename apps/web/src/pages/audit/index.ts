import { AuditQueries, type AuditRow } from '@app/audit';
import { type Actor, canonicalJson, paths } from '@app/kernel';
import { Controller, Get, Param, Res, type StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page } from '../../http/answers';
import { Asked, AskedBeside, type AskedBesideOf, type AskedOf } from '../../http/asked';
import { csvParts, csvType } from '../../http/csv';
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
  'request_id',
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
    return streamed(csvParts('people', columns, lines(this.audit.stream(actor, filterOf(asked)))), {
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
