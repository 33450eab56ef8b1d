import type { PersonLine } from '@app/accounts';
import { paths } from '@app/kernel';
import { recusalProposed, RecusalRulingQueries, recusalRuledOn } from '@app/panels';
import type { Tx } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { TellingTable } from './telling-table';

/** What people are told about proposed recusals. The item is never named: the person concerned must not learn of it. */
@Injectable()
export class RecusalTellings implements OnModuleInit {
  constructor(
    private readonly table: TellingTable,
    private readonly rulings: RecusalRulingQueries,
  ) {}

  onModuleInit(): void {
    this.table.on(recusalProposed, async (tx, { data }) => {
      const { panelName, personId, panel } = data;
      const own = [
        'Your register of interests names an organisation of the group that proposes an item.',
        'Until whoever leads the panel has ruled on it you neither see the item nor vote on it. You need not do anything.',
      ];
      const leads = ['A member shares an organisation with the group that proposes an item.', 'Confirm or dismiss it.'];
      const subject = `Proposed recusal: ${panelName}`;
      return [
        { to: await this.people(tx, [personId]), topic: 'ballots', subject, lines: own, path: paths.interests() },
        {
          to: await this.people(tx, await this.rulings.leaders(tx, panel, data)),
          topic: 'casework',
          subject,
          lines: leads,
          path: paths.recusals(panel),
        },
      ];
    });
    this.table.on(recusalRuledOn, async (tx, { data }) => {
      const dismissed = data.ruling === 'dismissed';
      const lines = [
        dismissed
          ? 'It was dismissed: you may read the item and vote on it. The reason:'
          : 'It was confirmed: you take no part in the item. The reason:',
        data.reason,
      ];
      const path = dismissed ? paths.panel(data.panel) : paths.interests();
      const subject = `Recusal ${data.ruling}: ${data.panelName}`;
      return [{ to: await this.people(tx, [data.personId]), topic: 'ballots', subject, lines, path }];
    });
  }

  private async people(tx: Tx, ids: readonly string[]): Promise<PersonLine[]> {
    return tx.rows<PersonLine>(
      'select id, name, email from person where id = any($1::uuid[]) and ended_at is null order by id',
      [ids],
    );
  }
}
