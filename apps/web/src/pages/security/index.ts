import { PersonSessions, SecurityQueries } from '@app/accounts';
import { AuditQueries } from '@app/audit';
import { type Actor, paths } from '@app/kernel';
import { eventDefinitions } from '@app/platform';
import { Controller, Get, Param, Post } from '@nestjs/common';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { AskedBeside, type AskedBesideOf } from '../../http/asked';
import type { Form } from '../../http/forms';
import { cursorOf, eventFilters, kindWords, refusalFilters, sessionFilters } from './filter';

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
  async events(
    @CurrentActor() actor: Actor,
    @AskedBeside(eventFilters) { asked, form }: AskedBesideOf<typeof eventFilters>,
  ): Promise<Answer> {
    const summary = await this.security.summary();
    const list = (): Promise<Listed> => {
      const { about, email, from, until, after } = asked;
      const found = eventDefinitions().filter(({ security }) => security && (about === null || security === about));
      const types = found.map(({ type }) => type);
      const nothing = { type: null, subjectKind: null, subjectId: null, requestId: null };
      return this.audit.list(actor, { ...nothing, types, email, from, until }, after);
    };
    return this.show('events', 'Security', form, list, { summary, kinds: Object.entries(kindWords) });
  }

  @Get('security/sign-ins')
  signIns(@AskedBeside(refusalFilters) { asked, form }: AskedBesideOf<typeof refusalFilters>): Promise<Answer> {
    return this.show('sign-ins', 'Refused sign-ins', form, async () => {
      const { after } = asked;
      const from = after && { quarter: new Date(after.at), personId: after.personId, network: after.name };
      const { rows, next } = await this.security.refusedSignIns(asked, from);
      return { rows, next: next && cursorOf(next.quarter, next.personId, next.network) };
    });
  }

  @Get('security/refusals')
  refusals(@AskedBeside(refusalFilters) { asked, form }: AskedBesideOf<typeof refusalFilters>): Promise<Answer> {
    return this.show('refusals', 'Refusals by a rule', form, async () => {
      const { after } = asked;
      const from = after && { hour: new Date(after.at), personId: after.personId, rule: after.name };
      const { rows, next } = await this.security.policyRefusals(asked, from);
      return { rows, next: next && cursorOf(next.hour, next.personId, next.rule) };
    });
  }

  @Get('security/sessions')
  signedIn(@AskedBeside(sessionFilters) { asked, form }: AskedBesideOf<typeof sessionFilters>): Promise<Answer> {
    return this.show('sessions', 'Who is signed in', form, async () => {
      const { rows, next } = await this.security.signedIn(asked.after);
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
    form: Form,
    list: () => Promise<Listed>,
    more: object = {},
  ): Promise<Answer> {
    const wrong = form.errors.length > 0;
    const { rows, next } = wrong ? { rows: [], next: null } : await list();
    const filter = Object.entries(form.values).filter(([name, value]) => name !== 'after' && value !== '');
    const search = new URLSearchParams(filter as [string, string][]);
    if (next !== null) search.set('after', next);
    const older = next === null ? null : `?${search.toString()}`;
    return page(`security/${template}`, { title, form, rows, older, ...more }, wrong ? 422 : 200);
  }
}

export const securityControllers = [SecurityController];
