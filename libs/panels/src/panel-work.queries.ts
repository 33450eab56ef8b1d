import { type Actor, groupScope, holds } from '@app/kernel';
import type { Reader } from '@app/platform';
import { Recusals } from '@app/proposals';
import { Injectable } from '@nestjs/common';
import type { Panel } from './panel.entity';
import { BallotSubjects, type Subject } from './subjects';

/** An item that lies before a panel, whoever looks: its latest version, and whether the panel voted on it before. */
export type ItemBefore = Subject & { reference: string; title: string; versionNo: number; returning: boolean };

/**
 * What lies before a panel, for whoever prepares its work: it leaves nothing out, so who reads must ask `unseen` before
 * anything of it is shown.
 */
@Injectable()
export class PanelWork {
  constructor(
    private readonly subjects: BallotSubjects,
    private readonly recusals: Recusals,
  ) {}

  /** The items before a panel in the order in which they were submitted; who came back after a vote is `returning`. */
  async before(reader: Reader, panel: Pick<Panel, 'id' | 'route'>): Promise<ItemBefore[]> {
    const rows = await this.subjects.before(reader, panel.route);
    const known = await reader.rows<{ id: string; versionNo: number; returning: boolean }>(
      `select v.proposal_id as id, max(v.no) as "versionNo", exists (select 1 from ballot b where b.panel_id = $2
         and b.subject_kind = 'proposal' and b.subject_id = v.proposal_id and b.closed_at is not null) as returning
       from proposal_version v where v.proposal_id = any($1::uuid[]) group by v.proposal_id`,
      [rows.map(({ id }) => id), panel.id],
    );
    const facts = new Map(known.map((row) => [row.id, row]));
    return rows.flatMap(({ id, reference, title }) => {
      const found = facts.get(id);
      return found === undefined ? [] : [{ kind: 'proposal', reference, title, ...found }];
    });
  }

  /** Which of these things the actor must not see: they propose it, have a conflict, or declared an interest. */
  async unseen(reader: Reader, actor: Actor, subjects: readonly Subject[]): Promise<Set<string>> {
    const proposals = subjects.filter(({ kind }) => kind === 'proposal').map(({ id }) => id);
    if (actor.id === null || proposals.length === 0) return new Set();
    const rows = await reader.rows<{ id: string; groupId: string; conflict: boolean }>(
      `select p.id, p.group_id as "groupId",
              exists (select 1 from proposal_version v where v.proposal_id = p.id and v.submitted_by = $2::uuid)
              or exists (select 1 from ballot b where b.subject_kind = 'proposal' and b.subject_id = p.id
                           and ballot_recused(b.id, $2::uuid)) as conflict
       from proposal p where p.id = any($1::uuid[])`,
      [proposals, actor.id],
    );
    const hidden = new Set<string>();
    for (const { id, groupId, conflict } of rows) {
      const own = holds(actor, ['group-chair', 'group-member'], groupScope(groupId));
      if (conflict || own || (await this.recusals.isRecused(reader, actor, id))) hidden.add(id);
    }
    return hidden;
  }
}
