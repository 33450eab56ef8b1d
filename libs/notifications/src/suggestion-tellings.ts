import { Accounts } from '@app/accounts';
import { paths } from '@app/kernel';
import type { Tx } from '@app/platform';
import { suggestionFulfilled, SuggestionQueries, suggestionReceived, suggestionSorted } from '@app/suggestions';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { TellingTable } from './telling-table';

const answers: Readonly<Record<string, string>> = {
  correction: 'It is taken up as a correction.',
  adjustment: 'It is taken up as an adjustment.',
  revision: 'It is taken up as a revision of the occupation.',
  duplicate: 'Somebody suggested the same before:',
  declined: 'It is not taken up.',
};

/** Who made a suggestion gets a receipt, the answer, and word of the edition; officers learn of a new one. */
@Injectable()
export class SuggestionTellings implements OnModuleInit {
  constructor(
    private readonly table: TellingTable,
    private readonly accounts: Accounts,
    private readonly suggestions: SuggestionQueries,
  ) {}

  onModuleInit(): void {
    const topic = 'receipts';
    this.table.on(suggestionReceived, async (tx, { data, subjectId }) => {
      const lines = [`Thank you for your suggestion about ${data.title}. Its reference is ${data.reference}.`];
      lines.push('An officer answers within four weeks.');
      const subject = `We received your suggestion ${data.reference}`;
      const officers = await this.accounts.peopleHolding(tx, 'product-manager');
      return [
        { to: await this.sender(tx, subjectId), topic, subject, lines, path: paths.revisionsStatus() },
        {
          to: officers,
          topic: 'casework',
          subject: `Suggested: a change to ${data.title}`,
          lines: [`${data.reference} waits for your answer.`],
          path: paths.suggestion(subjectId),
        },
      ];
    });
    this.table.on(suggestionSorted, async (tx, { data, subjectId }) => {
      const lines = [answers[data.sorting] ?? '', ...(data.duplicateOf === null ? [] : [data.duplicateOf])];
      if (data.reason !== '') lines.push(data.reason);
      const subject = `The answer to your suggestion ${data.reference} about ${data.title}`;
      return [{ to: await this.sender(tx, subjectId), topic, subject, lines, path: paths.revisionsStatus() }];
    });
    this.table.on(suggestionFulfilled, async (tx, { data, subjectId }) => {
      const subject = `Your suggestion ${data.reference} is on the map`;
      const lines = [`${data.title} was changed with edition ${data.edition} of the maps. Thank you.`];
      return [{ to: await this.sender(tx, subjectId), topic, subject, lines, path: paths.occupation(data.occupation) }];
    });
  }

  private async sender(tx: Tx, suggestionId: string) {
    const sender = await this.suggestions.suggester(tx, suggestionId);
    return sender === null ? [] : [{ id: null, email: sender.email }];
  }
}
