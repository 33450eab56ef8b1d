import { Accounts, type PersonLine } from '@app/accounts';
import { paths } from '@app/kernel';
import type { Tx } from '@app/platform';
import { dayInWords, dispensationEnded, dispensationReminded } from '@app/proposals';
import { TrailblazerQueries } from '@app/trailblazers';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { once, TellingTable, without } from './telling-table';

/** What the group and the officers are told of a dispensation once it is agreed: that it ends soon, or was ended early. */
@Injectable()
export class DispensationTellings implements OnModuleInit {
  constructor(
    private readonly table: TellingTable,
    private readonly accounts: Accounts,
    private readonly trailblazers: TrailblazerQueries,
  ) {}

  onModuleInit(): void {
    this.table.on(dispensationReminded, async (tx, { data, subjectId }) => {
      const subject = `Ends on ${dayInWords(data.endsOn)}: the dispensation ${data.reference}, ${data.title}`;
      const lines = [
        `It holds until the end of ${dayInWords(data.endsOn)}.`,
        'It cannot be made longer. If more time is needed, a new dispensation is asked for: a decision takes 4 weeks.',
      ];
      const to = await this.concerned(tx, subjectId, data.groupId);
      return [{ to, topic: 'casework', subject, lines, path: paths.proposal(subjectId) }];
    });
    this.table.on(dispensationEnded, async (tx, { data, actorId, subjectId }) => {
      const subject = `Ended early: the dispensation ${data.reference}, ${data.title}`;
      const lines = [`It was to hold until ${dayInWords(data.endsOn)}, and does not hold any more. The reason:`];
      const to = without(await this.concerned(tx, subjectId, data.groupId), actorId);
      return [{ to, topic: 'decisions', subject, lines: [...lines, data.reason], path: paths.proposal(subjectId) }];
    });
  }

  /** The people of its group, and the officers who take part in it. */
  private async concerned(tx: Tx, proposalId: string, groupId: string): Promise<PersonLine[]> {
    const group = (await this.trailblazers.people(tx, groupId)).map(({ id, name, email }) => ({ id, name, email }));
    const officers = await this.accounts.peopleHolding(tx, 'product-manager');
    const recused = await tx.rows<{ id: string }>(
      `select id from unnest($2::uuid[]) id where recusal_of('proposal', $1, id) is not null`,
      [proposalId, officers.map(({ id }) => id)],
    );
    return once([...group, ...officers.filter((one) => !recused.some(({ id }) => id === one.id))]);
  }
}
