import { PersonSessions, SecurityQueries } from '@app/accounts';
import { AuditQueries } from '@app/audit';
import { type Actor, paths } from '@app/kernel';
import { eventDefinitions } from '@app/platform';
import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { type Asked, askedOf, cursorOf, kindWords, readCursor, readPerson, readSeq } from './filter';

type Given = Record<string, unknown>;
type Listed = { rows: unknown[]; next: string | null };

/** What administrators see of security: events, refused sign-ins, refusals by rules, and who is signed in. */
@Controller('admin')
@Can('account.manage')
class SecurityController {
  constructor(
    private readonly security: SecurityQueries,
    private readonly sessions: PersonSessions,
    private readonly audit: AuditQueries,
  ) {}

  @Get('security')
  async events(@CurrentActor() actor: Actor, @Query() query: Given): Promise<Answer> {
    const summary = await this.security.summary();
    const list = async ({ email, from, until, about, after }: Asked): Promise<Listed> => {
      const found = eventDefinitions().filter(({ security }) => security && (about === null || security === about));
      const types = found.map(({ type }) => type);
      const before = after === null ? null : readSeq(after);
      const nothing = { type: null, subjectKind: null, subjectId: null, requestId: null };
      return this.audit.list(actor, { ...nothing, types, email, from, until }, before);
    };
    return this.show('events', 'Security', query, list, { summary, kinds: Object.entries(kindWords) });
  }

  @Get('security/sign-ins')
  signIns(@Query() query: Given): Promise<Answer> {
    return this.show('sign-ins', 'Refused sign-ins', query, async (asked) => {
      const after = asked.after === null ? null : readCursor(asked.after);
      const { rows, next } = await this.security.refusedSignIns(
        asked,
        after && { quarter: after.at, personId: after.personId, network: after.name },
      );
      return { rows, next: next && cursorOf(next.quarter, next.personId, next.network) };
    });
  }

  @Get('security/refusals')
  refusals(@Query() query: Given): Promise<Answer> {
    return this.show('refusals', 'Refusals by a rule', query, async (asked) => {
      const after = asked.after === null ? null : readCursor(asked.after);
      const { rows, next } = await this.security.policyRefusals(
        asked,
        after && { hour: after.at, personId: after.personId, rule: after.name },
      );
      return { rows, next: next && cursorOf(next.hour, next.personId, next.rule) };
    });
  }

  @Get('security/sessions')
  signedIn(@Query() query: Given): Promise<Answer> {
    return this.show('sessions', 'Who is signed in', query, async (asked) => {
      const { rows, next } = await this.security.signedIn(asked.after === null ? null : readPerson(asked.after));
      return { rows, next: next && cursorOf(next.personId, next.name) };
    });
  }

  @Post('people/:id/sessions/end')
  async endSessions(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    await this.sessions.endAll(actor, id);
    return redirect(paths.security('sessions'));
  }

  /** A page of a list; 422, and nothing listed, where its filter cannot be read. */
  private async show(
    template: string,
    title: string,
    query: Given,
    list: (asked: Asked) => Promise<Listed>,
    more: object = {},
  ): Promise<Answer> {
    const { asked, errors } = askedOf(query);
    const { rows, next } = asked === null ? { rows: [], next: null } : await list(asked);
    const filter = Object.entries(query).filter(([name, value]) => name !== 'after' && typeof value === 'string');
    const search = new URLSearchParams(filter as [string, string][]);
    if (next !== null) search.set('after', next);
    const older = next === null ? null : `?${search.toString()}`;
    const view = { title, given: query, errors, rows, older, ...more };
    return page(`security/${template}`, view, errors.length === 0 ? 200 : 422);
  }
}

export const securityControllers = [SecurityController];
