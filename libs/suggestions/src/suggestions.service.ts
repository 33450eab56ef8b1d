import { type Actor, hashOf, NotFound, permit, publicActor, refuse, refuseIf, Stale } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { Db, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { suggesterErased, suggestionReceived, suggestionSorted } from './domain/events';
import { suggestionPolicy } from './domain/policy';
import { newReference, type SortingOrder, sortingGaps, type SuggestionText } from './domain/suggestion';
import { Suggester, Suggestion, SuggestionSorting } from './suggestion.entities';

/** What somebody sends: the suggestion, and who they are. */
export type SuggestionOrder = SuggestionText & { name: string; email: string; key: string };

/** Taking suggestions of anybody, and answering them. */
@Injectable()
export class Suggestions {
  constructor(
    private readonly db: Db,
    private readonly maps: MapReader,
  ) {}

  /** Takes a suggestion about an occupation. The key makes the same form sent twice one. @returns its reference */
  async suggest(occupationReference: string, order: SuggestionOrder): Promise<string> {
    const title = (await this.maps.current())?.occupation(occupationReference)?.occupation.title;
    if (title === undefined) throw new NotFound('This occupation');
    return this.db.write(async (tx) => {
      await alone(tx, order.key);
      const { name, email, key, ...text } = order;
      const [before] = await tx.find(Suggestion, { key });
      if (before !== undefined) return repeated(before, occupationReference, text);
      const suggestion = Object.assign(new Suggestion(), text, { key, occupationReference, occupationTitle: title });
      suggestion.reference = newReference();
      await tx.insert(suggestion);
      await tx.insert(Object.assign(new Suggester(), { suggestionId: suggestion.id, name, email }));
      const facts = { ...named(suggestion), part: suggestion.part, contentHash: hashOf(text) };
      await tx.record(publicActor, suggestionReceived(suggestion.id, facts));
      return suggestion.reference;
    });
  }

  /** The officer answers; `seen` is how many answers stood on the page they read. @throws Stale when another answered meanwhile */
  async sort(actor: Actor, id: string, order: SortingOrder, seen: number): Promise<void> {
    await this.db.write(async (tx) => {
      await alone(tx, id);
      const suggestion = await tx.get(Suggestion, id);
      permit(suggestionPolicy, actor, 'sort', null);
      const before = await tx.find(SuggestionSorting, { suggestionId: id });
      if (before.length !== seen) throw new Stale('Somebody else answered this suggestion after you opened the page');
      refuseIf(sortingGaps(order));
      const duplicateOf = await this.earlier(tx, suggestion, order);
      const { sorting, summary, reason } = order;
      const row = Object.assign(new SuggestionSorting(), { suggestionId: id, no: seen + 1, sorting, summary, reason });
      Object.assign(row, { duplicateOf, sortedBy: actor.id });
      await tx.insert(row);
      const facts = { ...named(suggestion), no: row.no, sorting, summary, reason };
      await tx.record(actor, suggestionSorted(id, { ...facts, duplicateOf: duplicateOf && order.duplicateOf }));
    });
  }

  /** Erases who made a suggestion; the suggestion stands. */
  async erase(actor: Actor, id: string): Promise<void> {
    await this.db.write(async (tx) => {
      permit(suggestionPolicy, actor, 'sort', null);
      await this.eraseSuggester(tx, actor, id);
    });
  }

  /** The same within the open transaction of who erases all that is held on somebody, or is over its time. */
  async eraseSuggester(tx: Tx, actor: Actor, id: string): Promise<void> {
    const { reference } = await tx.get(Suggestion, id);
    await tx.rows('delete from suggester where suggestion_id = $1', [id]);
    await tx.record(actor, suggesterErased(id, { reference }));
  }

  private async earlier(tx: Tx, suggestion: Suggestion, order: SortingOrder): Promise<string | null> {
    if (order.sorting !== 'duplicate') return null;
    const [found] = await tx.find(Suggestion, { reference: (order.duplicateOf ?? '').trim().toUpperCase() });
    if (found === undefined) return refuse('There is no suggestion with this reference', 'duplicateOf');
    if (found.receivedAt >= suggestion.receivedAt)
      refuse('Enter the reference of an earlier suggestion', 'duplicateOf');
    return found.id;
  }
}

/** What every event of a suggestion says of it. */
export function named({ reference, occupationReference, occupationTitle }: Suggestion) {
  return { reference, occupation: occupationReference, title: occupationTitle };
}

/** One at a time for the same form or suggestion: their rows are never updated, so there is no row to lock. */
export async function alone(tx: Tx, what: string): Promise<void> {
  await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 6))', [what]);
}

function repeated(before: Suggestion, occupation: string, text: SuggestionText): string {
  const { part, requester, change, why, evidence } = before;
  const same = hashOf({ part, requester, change, why, evidence }) === hashOf(text);
  if (same && before.occupationReference === occupation) return before.reference;
  throw new Stale(`You sent this form already, as ${before.reference}. Start anew to suggest something else`);
}
