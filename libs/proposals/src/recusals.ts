import type { Actor } from '@app/kernel';
import type { Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';

/** Tells whether this person takes no part in a proposal, and so must not see it. */
export type RecusedFrom = (reader: Reader, actor: Actor, proposalId: string) => Promise<boolean>;

/** Asks upward: panels know who declared an interest in a proposal; each lib that knows such people registers here. */
@Injectable()
export class Recusals {
  private readonly answers: RecusedFrom[] = [];

  /** Registers one lib's answer at boot. */
  add(answer: RecusedFrom): void {
    this.answers.push(answer);
  }

  /** Whether any lib knows this person as recused. */
  async isRecused(reader: Reader, actor: Actor, proposalId: string): Promise<boolean> {
    // One after the other: the reader may be an open transaction, which is one connection.
    for (const answer of this.answers) if (await answer(reader, actor, proposalId)) return true;
    return false;
  }
}
