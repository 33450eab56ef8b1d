import { type Actor, permit, refuse } from '@app/kernel';
import { EditionStore } from '@app/occupational-map';
import { Db, type Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { fold, isRefused, type Operation, operationsBetween, revisionPolicy } from './domain';
import { RevisionDrafting } from './drafting.service';
import { Revision } from './revision.entity';
import { RevisionStore } from './revision.store';

/** What undoing a published revision would take. */
export type Undoing = { revision: Revision; operations: Operation[]; problems: readonly { text: string }[] };

/**
 * Undoes a published map revision by a new one, made from the inverses of its operations. An edition is never taken
 * back: the new revision is approved, scheduled and published like any other.
 */
@Injectable()
export class RevisionUndo {
  constructor(
    private readonly db: Db,
    private readonly store: RevisionStore,
    private readonly editions: EditionStore,
    private readonly drafting: RevisionDrafting,
  ) {}

  /** What undoing it would take, and where later publications stand in its way. @throws NotFound, Refused */
  async look(id: string): Promise<Undoing> {
    return this.work(this.db.read(), await this.db.read().get(Revision, id));
  }

  /**
   * Begins the draft that undoes a published revision; asked for twice with the same id, it begins one.
   * @returns the id of the draft
   * @throws Refused where something was changed since in what it would change back
   */
  async begin(actor: Actor, id: string, draft: { id: string; why: string }): Promise<string> {
    return this.db.write(async (tx) => {
      const undone = await tx.lock(Revision, id);
      permit(revisionPolicy, actor, 'undo', { drafters: [] });
      const begun = await tx.find(Revision, { id: draft.id });
      if (begun.length > 0) return draft.id;
      const { operations } = await this.work(tx, undone);
      const title = `Undo map revision ${undone.no}: ${undone.title}`.slice(0, 200);
      const revision = await this.store.create(tx, actor, { id: draft.id, title, kind: undone.kind, note: draft.why });
      const authority = { by: 'undo' as const, revisionId: id, revisionNo: undone.no, why: draft.why };
      await this.drafting.add(
        tx,
        actor,
        revision,
        operations.map((operation) => ({ operation, authority })),
      );
      return revision.id;
    });
  }

  private async work(reader: Reader, revision: Revision): Promise<Undoing> {
    const { editionNo } = revision;
    if (editionNo === null) refuse('Only a published map revision can be undone');
    if (editionNo === 1) refuse('The first edition cannot be undone: there is nothing before it');
    const [made, before] = await this.statesAround(reader, editionNo);
    const operations = operationsBetween(made, before);
    const after = fold(await this.editions.liveState(reader), operations);
    return { revision, operations, problems: isRefused(after) ? after : [] };
  }

  private async statesAround(reader: Reader, editionNo: number) {
    const states = [];
    for (const no of [editionNo, editionNo - 1]) {
      const edition = await this.editions.byNo(reader, no);
      if (edition === null) throw new Error(`Edition ${no} is missing`);
      states.push(await this.editions.stateOf(reader, edition));
    }
    return states;
  }
}
