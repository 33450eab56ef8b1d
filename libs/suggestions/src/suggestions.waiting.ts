import { WaitingList } from '@app/accounts';
import { holds, paths } from '@app/kernel';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SuggestionQueries } from './suggestions.queries';

/** What waits for the officer (answers) and for administrators (corrections to be put into a map revision). */
@Injectable()
export class SuggestionsWaiting implements OnModuleInit {
  constructor(
    private readonly waiting: WaitingList,
    private readonly suggestions: SuggestionQueries,
  ) {}

  onModuleInit(): void {
    this.waiting.add('suggestions', async (reader, actor) => {
      const entries = [];
      const { count, due } = await this.suggestions.unanswered(reader);
      if (count > 0 && holds(actor, ['product-manager'])) {
        const text = `Answer ${count === 1 ? '1 suggestion' : `${count} suggestions`}`;
        entries.push({ text, href: paths.suggestions(), due });
      }
      if (holds(actor, ['administrator'])) {
        for (const { id, reference, occupation, sorting } of await this.suggestions.toDo(reader)) {
          const text = `Carry the ${sorting} ${reference} of ${occupation} on in a map revision`;
          entries.push({ text, href: paths.suggestion(id), due: null });
        }
      }
      return entries;
    });
  }
}
