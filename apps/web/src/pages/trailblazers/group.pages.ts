import { AuditQueries } from '@app/audit';
import { type Actor, may, newId, NotFound, permit } from '@app/kernel';
import {
  employerSizes,
  groupLifecycle,
  type GroupState,
  isOwner,
  trailblazerPolicy,
  TrailblazerQueries,
} from '@app/trailblazers';
import { Injectable } from '@nestjs/common';
import { type Answer, page } from '../../http/answers';
import { Form } from '../../http/forms';
import { groupView } from './group.view';
import { groupRoleWords, kindItems } from './words';

/** The pages of one trailblazer group, which its forms come back to. */
@Injectable()
export class GroupPages {
  constructor(
    private readonly queries: TrailblazerQueries,
    private readonly audit: AuditQueries,
  ) {}

  /** The group with its people and organisations, and the forms that this person may use. */
  async group(actor: Actor, id: string, form: Form): Promise<Answer> {
    const found = await this.queries.group(actor, id);
    return page('trailblazers/group', {
      ...groupView(actor, found),
      form,
      support: may(trailblazerPolicy, actor, 'support', found.group) ? supportForm(found.group.state) : null,
      sizes: employerSizes,
      kinds: kindItems,
      timeline: await this.audit.timeline('trailblazer-group', id),
    });
  }

  /** Whom to invite, in which role, for which organisation. */
  async invite(actor: Actor, id: string, form: Form = new Form({ id: newId() })): Promise<Answer> {
    const { group, organisations, people } = await this.queries.group(actor, id);
    permit(trailblazerPolicy, actor, 'manage', group);
    const hasChair = people.some(({ role }) => role === 'group-chair');
    const roles = Object.entries(groupRoleWords)
      .filter(([role]) => role !== 'group-chair' || !hasChair)
      .map(([value, text]) => ({ value, text, checked: form.has('role', value) }));
    return page('trailblazers/invite', { title: 'Invite somebody', group, form, roles, organisations });
  }

  /** One member, and what an owner or the officer may do about them. */
  async member(actor: Actor, id: string, personId: string, form = new Form({})): Promise<Answer> {
    const { group, organisations, people, offer } = await this.queries.group(actor, id);
    permit(trailblazerPolicy, actor, 'manage', group);
    const person = people.find((one) => one.id === personId);
    if (person === undefined) throw new NotFound('This member');
    const leads = person.role !== 'group-chair' && person.kind === 'employer';
    return page('trailblazers/member', {
      title: person.name,
      group,
      form,
      person: { ...person, words: groupRoleWords[person.role] },
      organisations: organisations.filter(({ kind }) => !isOwner(person) || kind === 'employer'),
      canBeDeputy: leads && person.role === 'group-member',
      canStepDown: person.role === 'group-deputy',
      canBeOffered: leads && offer === null,
      canBeRemoved: person.role !== 'group-chair',
    });
  }

  /** The offer of the chair, for whom it was made to. */
  async chair(actor: Actor, id: string, form = new Form({})): Promise<Answer> {
    const { group, offer, people } = await this.queries.group(actor, id);
    const mine = offer?.personId === actor.id ? offer : null;
    const chair = people.find(({ role }) => role === 'group-chair')?.name ?? null;
    return page('trailblazers/chair', { title: `The chair of ${group.name}`, group, offer: mine, chair, form });
  }

  /** Asks before somebody leaves. */
  async leaving(actor: Actor, id: string, form = new Form({})): Promise<Answer> {
    const { group } = await this.queries.group(actor, id);
    permit(trailblazerPolicy, actor, 'leave', group);
    return page('trailblazers/leave', { title: `Leave ${group.name}`, group, form });
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
