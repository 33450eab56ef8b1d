import { Accounts } from '@app/accounts';
import { caseHandedOver, dayWords, decidedKindWords, deciderName, deciderSet } from '@app/deciders';
import { paths } from '@app/kernel';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { once, TellingTable, without } from './telling-table';

/** The administrators and the secretaries are told who decides from a day on; administrators of a case handed over. */
@Injectable()
export class DeciderTellings implements OnModuleInit {
  constructor(
    private readonly table: TellingTable,
    private readonly accounts: Accounts,
  ) {}

  onModuleInit(): void {
    this.table.on(deciderSet, async (tx, { data, actorId }) => {
      const roles = ['administrator', 'panel-secretary', 'committee-secretary'] as const;
      const held = await Promise.all(roles.map((role) => this.accounts.peopleHolding(tx, role)));
      const who = deciderName(data);
      const subject = `From ${dayWords(data.from)}: ${who} decides. ${decidedKindWords[data.kind]}`;
      const lines = ['Requests whose stage has begun by then keep who decides on them.', 'The rule:', data.source];
      return [{ to: without(once(held.flat()), actorId), topic: 'roles', subject, lines, path: paths.whoDecides() }];
    });
    this.table.on(caseHandedOver, async (tx, { data, actorId, subjectId }) => {
      const to = without(await this.accounts.peopleHolding(tx, 'administrator'), actorId);
      const subject = `Handed over: ${data.reference} is before ${deciderName(data)} now`;
      return [{ to, topic: 'roles', subject, lines: [data.reason], path: paths.proposal(subjectId) }];
    });
  }
}
