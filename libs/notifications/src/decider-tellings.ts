import { Accounts } from '@app/accounts';
import { caseHandedOver, dayWords, decidedKindWords, deciderName, DeciderQueries, deciderSet } from '@app/deciders';
import { paths } from '@app/kernel';
import type { Tx } from '@app/platform';
import { proposalPanelsDiffer, ProposalQueries, proposalRecommended } from '@app/proposals';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { once, TellingTable, type Told, without } from './telling-table';

/**
 * The administrators and the secretaries are told who decides from a day on, administrators of a case handed over, and a
 * named decision-maker of each case that comes before them.
 */
@Injectable()
export class DeciderTellings implements OnModuleInit {
  constructor(
    private readonly table: TellingTable,
    private readonly accounts: Accounts,
    private readonly deciders: DeciderQueries,
    private readonly proposals: ProposalQueries,
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
      const others = { to, topic: 'roles', subject, lines: [data.reason], path: paths.proposal(subjectId) } as const;
      return [...(await this.beforeNamed(tx, subjectId)), others];
    });
    this.table.on(
      proposalRecommended,
      (tx, { subjectId }) => this.beforeNamed(tx, subjectId),
      'notifications.deciders',
    );
    this.table.on(
      proposalPanelsDiffer,
      (tx, { subjectId }) => this.beforeNamed(tx, subjectId),
      'notifications.deciders',
    );
  }

  /** The named decision-maker is told that a case is before them; nobody, where a committee decides or it is at no decision. */
  private async beforeNamed(tx: Tx, proposalId: string): Promise<Told[]> {
    const { reference, title, state } = await this.proposals.summary(tx, proposalId);
    const decider = (await this.deciders.ofCases(tx, [proposalId])).get(proposalId);
    if (state !== 'with-committee' || !decider?.personId || decider.against !== null) return [];
    const to = [await this.accounts.person(tx, decider.personId)];
    const subject = `Before you: ${reference}, ${title}`;
    return [
      { to, topic: 'casework', subject, lines: ['It waits for your decision.'], path: paths.namedDecision(proposalId) },
    ];
  }
}
