import { type Actor, newId } from '@app/kernel';
import type { Reader, Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { Ballot } from './ballot.entity';
import { aboutOf, entriesOf, factsOf } from './ballot-record';
import { interestDeclared } from './domain/events';
import { InterestDeclaration } from './interest-declaration.entity';
import type { Subject } from './subjects';

/** Names the people who take no part in a thing, by their ids. */
export type RecusedPeople = (reader: Reader, subject: Subject) => Promise<readonly string[]>;

/** Recusals that were noted elsewhere than on a ballot: asked upward when one opens, told downward while one is open. */
@Injectable()
export class StandingRecusals {
  private readonly answers: RecusedPeople[] = [];

  /** Registers one lib's answer at boot. */
  add(answer: RecusedPeople): void {
    this.answers.push(answer);
  }

  /** Everybody of whom any lib knows that they take no part in this thing. */
  async people(reader: Reader, subject: Subject): Promise<Set<string>> {
    const known: string[] = [];
    for (const answer of this.answers) known.push(...(await answer(reader, subject)));
    return new Set(known);
  }

  /** Somebody is noted as recused from a thing: on its open ballots this counts as their declared interest, at once. */
  async declare(tx: Tx, actor: Actor, subject: Subject, personId: string, details: string): Promise<void> {
    const open = await tx.rows<{ id: string }>(
      `select b.id from ballot b join ballot_elector e on e.ballot_id = b.id and e.person_id = $3
       where b.subject_kind = $1 and b.subject_id = $2 and b.closed_at is null order by b.id`,
      [subject.kind, subject.id, personId],
    );
    for (const { id } of open) {
      const ballot = await tx.lock(Ballot, id);
      const declaredAt = await tx.now();
      const entries = await entriesOf(tx, ballot);
      const { seats, interested } = factsOf(entries);
      const recused =
        interested.includes(personId) || seats.some((seat) => seat.personId === personId && seat.conflict);
      if (ballot.closedAt !== null || ballot.closesAt <= declaredAt || recused) continue;
      const row = { ballotId: id, personId, interested: true, details, declaredAt, key: newId() };
      await tx.insert(Object.assign(new InterestDeclaration(), row));
      await tx.record(actor, interestDeclared(id, { ...aboutOf(entries), interested: true, details }));
    }
  }
}
