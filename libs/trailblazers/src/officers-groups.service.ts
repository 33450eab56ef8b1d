import { type Actor, permit, refuse } from '@app/kernel';
import type { Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { groupFormed, requestTakenOver } from './domain/events';
import type { WithoutGroup } from './domain/ground';
import { trailblazerPolicy } from './domain/policy';
import { GroupSeats } from './group-seats';
import { TrailblazerGroup } from './trailblazer-group.entity';

/**
 * Requests that an officer prepares without a trailblazer group. What makes such a request is a group like any other, with
 * its ground in place of employers and one officer in its chair: so drafts, rights, letters and recusals are the same.
 */
@Injectable()
export class OfficersGroups {
  constructor(private readonly seats: GroupSeats) {}

  /** For the one request with this reference; the officer takes the chair. @returns the group's id */
  async formed(tx: Tx, actor: Actor, reference: string, { ground, reason }: WithoutGroup): Promise<string> {
    permit(trailblazerPolicy, actor, 'create', { id: '' });
    const personId = actor.id ?? refuse('Only a person prepares a request');
    const name = `Officers, without a trailblazer group (${reference})`;
    const group = Object.assign(new TrailblazerGroup(), { name, remit: '', ground, groundReason: reason });
    await tx.insert(group);
    await tx.record(actor, groupFormed(group.id, { name, remit: '', ground, groundReason: reason }));
    await this.seats.write(tx, actor, group.id, [], [{ personId, role: 'group-chair', isEmployer: false }]);
    return group.id;
  }

  /** The actor takes the chair, with a reason that the officer before is told. Whether they may, the caller has asked. */
  async takenOver(tx: Tx, actor: Actor, groupId: string, reason: string): Promise<void> {
    const group = await tx.lock(TrailblazerGroup, groupId);
    if (group.ground === null) refuse('A trailblazer group makes this request: nobody takes it over');
    const personId = actor.id ?? refuse('Only a person prepares a request');
    const before = await this.seats.of(tx, groupId);
    const chair = before.find(({ role }) => role === 'group-chair')?.personId;
    if (chair === personId) return;
    await this.seats.write(tx, actor, groupId, before, [{ personId, role: 'group-chair', isEmployer: false }]);
    await tx.record(actor, requestTakenOver(groupId, { name: group.name, personId, before: chair, reason }));
  }
}
