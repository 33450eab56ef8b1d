import { Accounts, roleGranted } from '@app/accounts';
import { formatLondon, groupRoles, paths } from '@app/kernel';
import type { Tx } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { TellingTable, without } from './telling-table';

/**
 * Each role that is given is told to the administrators but who gave it, also where the command line did. Who joins a
 * trailblazer group is the business of its own people (`GroupTellings`).
 */
@Injectable()
export class RoleTellings implements OnModuleInit {
  constructor(
    private readonly table: TellingTable,
    private readonly accounts: Accounts,
  ) {}

  onModuleInit(): void {
    this.table.on(roleGranted, async (tx, { data, at, actorId, subjectId: personId }) => {
      if (groupRoles.some((role) => role === data.role)) return [];
      const held = await this.accounts.peopleWhoHeld(tx, 'administrator', at);
      // Who becomes an administrator by it was none of the others.
      const others = data.role === 'administrator' ? without(held, personId) : held;
      const names = await this.accounts.names(tx, [personId, ...(actorId === null ? [] : [actorId])]);
      const role = data.role.replaceAll('-', ' ') + (await this.placeOf(tx, data.scope));
      const by = actorId === null ? 'the command line' : (names.get(actorId) ?? 'somebody');
      const until = data.until === null ? '' : `, until ${formatLondon(new Date(data.until))}`;
      const lines = [
        `${names.get(personId) ?? 'Somebody'} was given the role ${role}${until}. It was given by ${by}.`,
        'If you did not expect this, ask them, or end the role.',
      ];
      const subject = `A role was given: ${role}`;
      return [{ to: without(others, actorId), topic: 'roles', subject, lines, path: paths.person(personId) }];
    });
  }

  private async placeOf(tx: Tx, scope: string | null): Promise<string> {
    if (scope === null) return '';
    const panel = await tx.one<{ name: string }>(`select name from panel where 'route:' || route = $1`, [scope]);
    return ` of the ${panel?.name ?? scope}`;
  }
}
