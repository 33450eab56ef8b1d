import { type Actor, permit, refuse, systemActor } from '@app/kernel';
import { Db, Reactions, type Tx } from '@app/platform';
import { ProposalQueries, proposalPutOnMap } from '@app/proposals';
import { revisionPublished, RevisionQueries } from '@app/revisions';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { suggestionCarried, suggestionFulfilled } from './domain/events';
import { suggestionPolicy } from './domain/policy';
import { isTakenUp, type Work } from './domain/suggestion';
import { Suggestion, SuggestionSorting, SuggestionWork } from './suggestion.entities';
import { alone, named } from './suggestions.service';

const system = systemActor('suggestions.fulfil');

/** Where suggestions that are taken up are carried on, and when what came of them is on the map. */
@Injectable()
export class SuggestionCarrying implements OnModuleInit {
  constructor(
    private readonly db: Db,
    private readonly reactions: Reactions,
    private readonly revisions: RevisionQueries,
    private readonly proposals: ProposalQueries,
  ) {}

  onModuleInit(): void {
    this.reactions.on(revisionPublished, 'suggestions.fulfil', async (tx, { subjectId, data }) =>
      this.fulfil(tx, subjectId, data.edition),
    );
    this.reactions.on(proposalPutOnMap, 'suggestions.fulfil', async (tx, { subjectId, data }) =>
      this.fulfil(tx, subjectId, data.editionNo),
    );
  }

  /** Says in which map revision or proposal a suggestion is carried on. Saying the same again changes nothing. */
  async carry(actor: Actor, id: string, work: Work): Promise<void> {
    await this.db.write(async (tx) => {
      await alone(tx, id);
      const suggestion = await tx.get(Suggestion, id);
      permit(suggestionPolicy, actor, 'carry', null);
      const [answer] = (await tx.find(SuggestionSorting, { suggestionId: id })).sort((a, b) => b.no - a.no);
      if (answer === undefined || !isTakenUp(answer.sorting)) refuse('Only what is taken up is carried on', 'work');
      const before = (await tx.find(SuggestionWork, { suggestionId: id })).sort((a, b) => b.no - a.no);
      if (before[0]?.workId === work.id) return;
      const name = await this.nameOf(tx, work);
      const row = Object.assign(new SuggestionWork(), { suggestionId: id, no: before.length + 1, kind: work.kind });
      Object.assign(row, { workId: work.id, carriedBy: actor.id });
      await tx.insert(row);
      const facts = { ...named(suggestion), kind: work.kind, workId: work.id, work: name };
      await tx.record(actor, suggestionCarried(id, facts));
    });
  }

  private async nameOf(tx: Tx, { kind, id }: Work): Promise<string> {
    if (kind === 'proposal') return (await this.proposals.summary(tx, id)).reference;
    const { no, state } = await this.revisions.summary(tx, id);
    if (state === 'published' || state === 'discarded') refuse(`Map revision ${no} is ${state}`, 'work');
    return `map revision ${no}`;
  }

  /** What is carried on there is on the map now. */
  private async fulfil(tx: Tx, workId: string, edition: number): Promise<void> {
    const rows = await tx.rows<{ id: string }>('select id from suggestion_standing where work_id = $1 order by id', [
      workId,
    ]);
    for (const { id } of rows) {
      const suggestion = await tx.get(Suggestion, id);
      await tx.rows('insert into suggestion_fulfilment values ($1, $2) on conflict do nothing', [id, edition]);
      await tx.record(system, suggestionFulfilled(id, { ...named(suggestion), edition }));
    }
  }
}
