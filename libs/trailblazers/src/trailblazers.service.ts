import { Accounts } from '@app/accounts';
import { type Actor, groupScope, next, permit, refuse } from '@app/kernel';
import { Db, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { EmployerDetails } from './domain/employer';
import { employerAdded, employerRemoved, groupFormed, groupSupportChanged, memberInvited } from './domain/events';
import { type GroupAction, groupLifecycle } from './domain/lifecycle';
import { trailblazerPolicy } from './domain/policy';
import { TrailblazerEmployer } from './trailblazer-employer.entity';
import { TrailblazerGroup } from './trailblazer-group.entity';

/** The verbs on trailblazer groups. */
@Injectable()
export class Trailblazers {
  constructor(
    private readonly db: Db,
    private readonly accounts: Accounts,
  ) {}

  /** The officer forms a group; its chair is invited with `invite`. @returns the group's id */
  async form(actor: Actor, given: { name: string; remit: string }): Promise<string> {
    return this.db.write(async (tx) => {
      permit(trailblazerPolicy, actor, 'create', { id: '' });
      const taken = await tx.one('select 1 from trailblazer_group where lower(name) = lower($1)', [given.name]);
      if (taken !== null) refuse('There is a trailblazer group of this name already', 'name');
      const group = new TrailblazerGroup();
      group.name = given.name;
      group.remit = given.remit;
      group.createdAt = await tx.now();
      await tx.insert(group);
      await tx.record(actor, groupFormed(group.id, { name: group.name, remit: group.remit }));
      return group.id;
    });
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

  /** Invites somebody as chair or member; a person with an account is added as they are. */
  async invite(
    actor: Actor,
    groupId: string,
    given: { name: string; email: string; role: 'group-chair' | 'group-member' },
  ): Promise<void> {
    await this.db.write(async (tx) => {
      const group = await tx.lock(TrailblazerGroup, groupId);
      permit(trailblazerPolicy, actor, 'manage', group);
      const known = await tx.one<{ id: string }>('select id from person where lower(email) = lower($1)', [given.email]);
      const personId = known?.id ?? (await this.accounts.addPerson(tx, actor, given));
      const from = await tx.now();
      const scope = groupScope(groupId);
      await this.accounts.grant(tx, actor, { personId, role: given.role, scope, from, until: null });
      await tx.record(actor, memberInvited(groupId, { personId, role: given.role }));
    });
  }

  /** Adds an employer to the group; a name counts once. */
  async addEmployer(actor: Actor, groupId: string, given: EmployerDetails): Promise<void> {
    await this.db.write(async (tx) => {
      const group = await tx.lock(TrailblazerGroup, groupId);
      permit(trailblazerPolicy, actor, 'manage', group);
      const employers = await this.employers(tx, groupId);
      if (employers.some(({ name }) => name.toLowerCase() === given.name.toLowerCase())) {
        refuse('This employer is in the group already', 'name');
      }
      await tx.insert(Object.assign(new TrailblazerEmployer(), given, { groupId }));
      await tx.record(actor, employerAdded(groupId, given));
    });
  }

  /** Removes an employer; quiet when somebody else did so before. */
  async removeEmployer(actor: Actor, groupId: string, employerId: string): Promise<void> {
    await this.db.write(async (tx) => {
      const group = await tx.lock(TrailblazerGroup, groupId);
      permit(trailblazerPolicy, actor, 'manage', group);
      const [found] = await tx.find(TrailblazerEmployer, { id: employerId, groupId });
      if (found === undefined) return;
      await tx.rows('delete from trailblazer_employer where id = $1', [employerId]);
      const { name, size, sector, region } = found;
      await tx.record(actor, employerRemoved(groupId, { name, size, sector, region }));
    });
  }

  private async employers(tx: Tx, groupId: string): Promise<TrailblazerEmployer[]> {
    return tx.find(TrailblazerEmployer, { groupId });
  }
}
