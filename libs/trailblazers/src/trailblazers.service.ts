import { type Actor, foldText, next, permit, refuse } from '@app/kernel';
import { Db, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { employerAdded, employerRemoved, groupFormed, groupSupportChanged } from './domain/events';
import { type GroupAction, groupLifecycle } from './domain/lifecycle';
import type { EmployerDetails, OrganisationDetails } from './domain/organisation';
import { trailblazerPolicy } from './domain/policy';
import { OrganisationNames } from './organisation-names.service';
import { TrailblazerGroup } from './trailblazer-group.entity';
import { TrailblazerOrganisation } from './trailblazer-organisation.entity';

/** The verbs on trailblazer groups and their organisations. */
@Injectable()
export class Trailblazers {
  constructor(
    private readonly db: Db,
    private readonly names: OrganisationNames,
  ) {}

  /** The officer forms a group; its chair is invited afterwards. @returns the group's id */
  async form(actor: Actor, given: { name: string; remit: string }): Promise<string> {
    return this.db.write(async (tx) => (await this.formed(tx, actor, given)).id);
  }

  /** The same within the open transaction; `id` may come from a form, so that it forms one group. */
  async formed(tx: Tx, actor: Actor, given: { id?: string; name: string; remit: string }): Promise<TrailblazerGroup> {
    permit(trailblazerPolicy, actor, 'create', { id: '' });
    const groups = await tx.rows<{ name: string }>('select name from trailblazer_group');
    if (groups.some(({ name }) => foldText(name) === foldText(given.name)))
      refuse('There is a trailblazer group of this name already', 'name');
    const group = Object.assign(new TrailblazerGroup(), given);
    await tx.insert(group);
    await tx.record(actor, groupFormed(group.id, { name: group.name, remit: group.remit }));
    return group;
  }

  /** The officer withdraws the support for a group, or recognises it again; without support it proposes nothing. */
  async changeSupport(actor: Actor, groupId: string, given: { action: GroupAction; reason: string }): Promise<void> {
    await this.db.write(async (tx) => {
      const group = await tx.lock(TrailblazerGroup, groupId);
      permit(trailblazerPolicy, actor, 'support', group);
      const before = group.state;
      group.state = next(groupLifecycle, group.state, given.action);
      await tx.save(group);
      const { name, state: after } = group;
      await tx.record(actor, groupSupportChanged(groupId, { name, before, after, reason: given.reason }));
    });
  }

  /** Adds an employer to the group; a name counts once. */
  async addEmployer(actor: Actor, groupId: string, given: EmployerDetails): Promise<void> {
    await this.addOrganisation(actor, groupId, { ...given, kind: 'employer' });
  }

  /** Adds an organisation, an employer or another, to the group; a name counts once. @returns its id */
  async addOrganisation(actor: Actor, groupId: string, given: OrganisationDetails): Promise<string> {
    return this.db.write(async (tx) => {
      const group = await tx.lock(TrailblazerGroup, groupId);
      permit(trailblazerPolicy, actor, 'manage', group);
      if ((await organisationOf(tx, groupId, given.name)) !== null) {
        refuse('This organisation is in the group already', 'name');
      }
      return this.organisationAdded(tx, actor, groupId, given);
    });
  }

  /** The same within the open transaction that holds the group. @returns its id, or that of the one of this name */
  async organisationAdded(tx: Tx, actor: Actor, groupId: string, given: OrganisationDetails): Promise<string> {
    const known = await organisationOf(tx, groupId, given.name);
    if (known !== null) return known.id;
    const { kind, name, size, sector, region } = given;
    const added = Object.assign(new TrailblazerOrganisation(), { groupId, kind, name, size, sector, region });
    await this.names.note(tx, name);
    await tx.insert(added);
    await tx.record(actor, employerAdded(groupId, { kind, name, size, sector, region }));
    return added.id;
  }

  /** Removes an organisation for which nobody sits in the group; quiet when somebody else did so before. */
  async removeOrganisation(actor: Actor, groupId: string, organisationId: string): Promise<void> {
    await this.db.write(async (tx) => {
      const group = await tx.lock(TrailblazerGroup, groupId);
      permit(trailblazerPolicy, actor, 'manage', group);
      const [found] = await tx.find(TrailblazerOrganisation, { id: organisationId, groupId });
      if (found === undefined || found.removedAt !== null) return;
      if (await isNeeded(tx, organisationId)) {
        refuse('Somebody sits in the group for this organisation, or is invited to: they go first');
      }
      found.removedAt = await tx.now();
      await tx.save(found);
      const { kind, name, size, sector, region } = found;
      await tx.record(actor, employerRemoved(groupId, { kind, name, size, sector, region }));
    });
  }
}

async function organisationOf(tx: Tx, groupId: string, name: string): Promise<{ id: string } | null> {
  const organisations = await tx.rows<{ id: string; name: string }>(
    'select id, name from trailblazer_organisation where group_id = $1 and removed_at is null',
    [groupId],
  );
  return organisations.find((one) => foldText(one.name) === foldText(name)) ?? null;
}

async function isNeeded(tx: Tx, organisationId: string): Promise<boolean> {
  const row = await tx.one(
    `select 1 from trailblazer_seat s join person_grant g on g.person_id = s.person_id and g.scope = 'group:' || s.group_id
     where s.organisation_id = $1 and (g.valid_until is null or g.valid_until > waymark_now())
     union all
     select 1 from group_invitation where organisation_id = $1 and accepted_at is null and withdrawn_at is null
       and expires_at > waymark_now()`,
    [organisationId],
  );
  return row !== null;
}
