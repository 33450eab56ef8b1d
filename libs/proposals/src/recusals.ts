import type { Actor } from '@app/kernel';
import type { Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';

/**
 * Who takes no part in a proposal, and so must not see it: the group that makes it, who wrote or reviews it, who declared
 * an interest, and who shares an organisation with the group until the chair has ruled. There is one truth for it, the
 * function `recusal_of` in the database, which every list joins; this asks it for pages.
 */
@Injectable()
export class Recusals {
  /** Whether this person takes no part in the proposal. */
  async isRecused(reader: Reader, actor: Actor, proposalId: string): Promise<boolean> {
    return (await this.among(reader, actor, [proposalId])).has(proposalId);
  }

  /** Those of these proposals that this person takes no part in. */
  async among(reader: Reader, actor: Actor, proposalIds: readonly string[]): Promise<Set<string>> {
    if (actor.id === null || proposalIds.length === 0) return new Set();
    const rows = await reader.rows<{ id: string }>(
      `select x.id from unnest($1::uuid[]) as x(id) where recusal_of('proposal', x.id, $2::uuid) is not null`,
      [proposalIds, actor.id],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
