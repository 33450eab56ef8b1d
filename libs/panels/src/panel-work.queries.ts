import type { Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { Panel } from './panel.entity';
import { BallotSubjects, type Subject } from './subjects';

/** An item that lies before a panel, whoever looks: its latest version, and whether the panel voted on it before. */
export type ItemBefore = Subject & { reference: string; title: string; versionNo: number; returning: boolean };

/**
 * What lies before a panel, for whoever prepares its work: it leaves nothing out, so who shows anything of it must
 * ask first who takes no part.
 */
@Injectable()
export class PanelWork {
  constructor(private readonly subjects: BallotSubjects) {}

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
}
