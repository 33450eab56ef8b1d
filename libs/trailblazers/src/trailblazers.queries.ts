import { type Actor, groupScope, holds, permit } from '@app/kernel';
import { Db, type Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { EmployerDetails } from './domain/employer';
import type { GroupState } from './domain/lifecycle';
import { trailblazerPolicy } from './domain/policy';
import { TrailblazerGroup } from './trailblazer-group.entity';

/** A group as lists show it. */
export type GroupRow = { id: string; name: string; remit: string; state: GroupState; employers: number };
/** An employer of a group. */
export type EmployerRow = EmployerDetails & { id: string };
/** Somebody of a group. */
export type GroupPerson = { id: string; name: string; email: string; role: 'group-chair' | 'group-member' };

/** Trailblazer groups as pages read them. */
@Injectable()
export class TrailblazerQueries {
  constructor(private readonly db: Db) {}

  /** The groups that the actor may see: their own, or all for the officer. */
  async list(actor: Actor): Promise<GroupRow[]> {
    return this.db.read().rows<GroupRow>(
      `select g.id, g.name, g.remit, g.state, (select count(*)::int from trailblazer_employer e where e.group_id = g.id) as employers
       from trailblazer_group g
       where $1 or 'group:' || g.id = any($2::text[]) order by g.name limit 500`,
      [holds(actor, ['product-manager']), scopesOf(actor)],
    );
  }

  /** All groups by name, for who gives roles in them. */
  async names(reader: Reader): Promise<{ id: string; name: string }[]> {
    return reader.rows('select id, name from trailblazer_group order by name, id');
  }

  /** One group with its people and employers. @throws NotFound, Forbidden */
  async group(
    actor: Actor,
    id: string,
  ): Promise<{ group: TrailblazerGroup; people: GroupPerson[]; employers: EmployerRow[] }> {
    const reader = this.db.read();
    const group = await reader.get(TrailblazerGroup, id);
    permit(trailblazerPolicy, actor, 'see', group);
    return { group, people: await this.people(reader, id), employers: await this.employers(reader, id) };
  }

  /** Whether the support for the group stands, so that it may propose. @throws NotFound */
  async isRecognised(reader: Reader, groupId: string): Promise<boolean> {
    return (await reader.get(TrailblazerGroup, groupId)).state === 'recognised';
  }

  /** The employers of a group, by name. */
  async employers(reader: Reader, groupId: string): Promise<EmployerRow[]> {
    return reader.rows<EmployerRow>(
      'select id, name, size, sector, region from trailblazer_employer where group_id = $1 order by name',
      [groupId],
    );
  }

  /** Who holds a role in the group now. */
  async people(reader: Reader, groupId: string): Promise<GroupPerson[]> {
    return reader.rows<GroupPerson>(
      `select p.id, p.name, p.email, g.role from person_grant g join person p on p.id = g.person_id
       where g.scope = $1 and g.valid_from <= waymark_now() and (g.valid_until is null or g.valid_until > waymark_now())
         and p.ended_at is null
       order by g.role, p.name`,
      [groupScope(groupId)],
    );
  }
}

/** The `group:<id>` scopes of an actor. */
function scopesOf(actor: Actor): string[] {
  return actor.grants.flatMap(({ scope }) => (scope?.startsWith('group:') ? [scope] : []));
}
