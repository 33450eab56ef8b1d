import { Accounts } from '@app/accounts';
import { type Actor, groupRoles, type GroupRole, groupScope } from '@app/kernel';
import type { Reader, Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { Seat, Seats } from './domain/membership';

type HeldSeat = Seat & { grantId: string };

/** The seats of a group as grants: what a step of the domain makes of them is written as the difference. */
@Injectable()
export class GroupSeats {
  constructor(private readonly accounts: Accounts) {}

  /** Who sits in the group now. */
  async of(reader: Reader, groupId: string): Promise<HeldSeat[]> {
    return reader.rows<HeldSeat>(
      `select g.id as "grantId", g.person_id as "personId", g.role, coalesce(o.kind = 'employer', false) as "isEmployer"
       from person_grant g join person p on p.id = g.person_id
         left join trailblazer_seat s on s.group_id = $2::uuid and s.person_id = g.person_id
         left join trailblazer_organisation o on o.id = s.organisation_id
       where g.scope = $1 and g.role = any($3) and p.ended_at is null and g.valid_from <= waymark_now()
         and (g.valid_until is null or g.valid_until > waymark_now())
       order by g.valid_from, g.id`,
      [groupScope(groupId), groupId, groupRoles],
    );
  }

  /** Ends and gives grants so that the seats are as in `after`; the group is locked. Rights change with the commit. */
  async write(tx: Tx, actor: Actor, groupId: string, before: readonly HeldSeat[], after: Seats): Promise<void> {
    const roleIn = (seats: Seats, id: string): GroupRole | undefined =>
      seats.find(({ personId }) => personId === id)?.role;
    for (const { personId, role, grantId } of before) {
      if (roleIn(after, personId) !== role) await this.accounts.endGrant(tx, actor, grantId);
    }
    const from = await tx.now();
    for (const { personId, role } of after) {
      if (roleIn(before, personId) === role) continue;
      await this.accounts.grant(tx, actor, { personId, role, scope: groupScope(groupId), from, until: null });
    }
    await tx.rows(
      `update chair_offer set outcome = 'withdrawn', answered_at = waymark_now()
       where group_id = $1 and outcome is null and not (person_id = any($2::uuid[]))`,
      [groupId, after.map(({ personId }) => personId)],
    );
  }

  /** Notes for which organisation somebody sits in the group. */
  async sitFor(tx: Tx, groupId: string, personId: string, organisationId: string): Promise<void> {
    await tx.rows(
      `insert into trailblazer_seat (group_id, person_id, organisation_id) values ($1, $2, $3)
       on conflict (group_id, person_id) do update set organisation_id = excluded.organisation_id`,
      [groupId, personId, organisationId],
    );
  }
}
