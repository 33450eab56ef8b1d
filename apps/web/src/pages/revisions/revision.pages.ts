import { Accounts } from '@app/accounts';
import { AuditQueries } from '@app/audit';
import type { Actor } from '@app/kernel';
import { Db } from '@app/platform';
import { EmergencyCorrections, RevisionQueries, RevisionRehearsal } from '@app/revisions';
import { Injectable } from '@nestjs/common';
import { type Answer, page } from '../../http/answers';
import type { Form } from '../../http/forms';
import { idOf } from '../../http/fields';
import { differencesView } from './differences.view';
import { emergencyView, revisionView } from './revision.view';

/** The names of people on a page of a revision, and what happened to it. */
@Injectable()
export class PeopleAndTimeline {
  constructor(
    private readonly db: Db,
    private readonly accounts: Accounts,
    private readonly audit: AuditQueries,
  ) {}

  async of(id: string, people: readonly (string | null)[]) {
    const names = await this.accounts.names(
      this.db.read(),
      people.filter((person) => person !== null),
    );
    return { names, timeline: await this.audit.timeline('revision', id) };
  }
}

/** The page of one map revision: every form on it that is refused shows it again. */
@Injectable()
export class RevisionPages {
  constructor(
    private readonly db: Db,
    private readonly queries: RevisionQueries,
    private readonly emergencies: EmergencyCorrections,
    private readonly rehearsal: RevisionRehearsal,
    private readonly names: PeopleAndTimeline,
  ) {}

  /** The revision with its operations from this position on. @throws NotFound */
  async show(actor: Actor, id: string, form: Form, from = 0): Promise<Answer> {
    const detail = await this.queries.detail(idOf(id));
    const reader = this.db.read();
    const { revision } = detail;
    const approval = await this.emergencies.approvalOf(reader, id);
    const people = [...detail.drafters, revision.createdBy, revision.approvedBy, approval?.by ?? null];
    const { names, timeline } = await this.names.of(id, people);
    const closed = revision.state === 'published' || revision.state === 'discarded';
    return page('revisions/show', {
      ...revisionView(detail, actor, names, from),
      differences: differencesView(await this.queries.differences(detail)),
      sinceApproval: differencesView(await this.queries.changedSinceApproval(detail)),
      conflicts: closed ? [] : await this.rehearsal.conflicts(reader, id),
      emergency: emergencyView(detail, actor, approval, names),
      form,
      timeline,
    });
  }
}
