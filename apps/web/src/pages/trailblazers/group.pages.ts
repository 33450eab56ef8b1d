import { AuditQueries } from '@app/audit';
import { type Actor, may } from '@app/kernel';
import {
  employerSizes,
  groupLifecycle,
  type GroupState,
  reflectiveness,
  trailblazerPolicy,
  TrailblazerQueries,
} from '@app/trailblazers';
import { Injectable } from '@nestjs/common';
import { type Answer, page } from '../../http/answers';
import type { Form } from '../../http/forms';

/** The page of one trailblazer group, which all its forms come back to. */
@Injectable()
export class GroupPages {
  constructor(
    private readonly queries: TrailblazerQueries,
    private readonly audit: AuditQueries,
  ) {}

  /** The group with its people and employers, and the forms that this person may use. */
  async group(actor: Actor, id: string, form: Form): Promise<Answer> {
    const found = await this.queries.group(actor, id);
    return page('trailblazers/group', {
      ...found,
      title: found.group.name,
      form,
      canManage: may(trailblazerPolicy, actor, 'manage', found.group),
      support: may(trailblazerPolicy, actor, 'support', found.group) ? supportForm(found.group.state) : null,
      sizes: employerSizes,
      told: reflectiveness(found.employers),
      timeline: await this.audit.timeline('trailblazer-group', id),
    });
  }
}

function supportForm(state: GroupState): { action: string; text: string; hint: string } {
  return 'withdrawSupport' in groupLifecycle[state]
    ? {
        action: 'withdrawSupport',
        text: 'Withdraw the support',
        hint: 'Without support the group starts and submits nothing; what it has submitted goes on.',
      }
    : { action: 'recognise', text: 'Recognise the group again', hint: 'The group may propose again.' };
}
