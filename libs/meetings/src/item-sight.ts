import type { Actor } from '@app/kernel';
import { PanelWork, StandingRecusals } from '@app/panels';
import type { Reader } from '@app/platform';
import { Recusals } from '@app/proposals';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { MeetingItem } from './meeting-item.entity';

/** Somebody who takes no part in an item. */
export type Recused = { itemId: string; personId: string };

/**
 * Who sees which items. A person takes no part in an item when they propose it, have a conflict, declared an interest, or
 * when it was noted for an item about the same thing at any meeting; then they see nothing of it.
 */
@Injectable()
export class ItemSight implements OnModuleInit {
  constructor(
    private readonly work: PanelWork,
    private readonly recusals: Recusals,
    private readonly standing: StandingRecusals,
  ) {}

  /** Who is noted as recused on an agenda does not see the proposal on its own pages, and is recused on its ballots. */
  onModuleInit(): void {
    this.recusals.add(async (reader, actor, id) => (await this.noted(reader, actor, [id])).has(id));
    this.standing.add(async (reader, { kind, id }) => {
      const rows = await reader.rows<{ personId: string }>(
        `select distinct r.person_id as "personId" from meeting_recusal r join meeting_item i on i.id = r.item_id
         where i.subject_kind = $1 and i.subject_id = $2`,
        [kind, id],
      );
      return rows.map(({ personId }) => personId);
    });
  }

  /** The ids of the items that this actor must not see. */
  async unseen(reader: Reader, actor: Actor, items: readonly MeetingItem[]): Promise<Set<string>> {
    const subjects = items.map(({ subjectKind: kind, subjectId: id }) => ({ kind, id }));
    const [hidden, noted] = [
      await this.work.unseen(reader, actor, subjects),
      await this.noted(
        reader,
        actor,
        subjects.map(({ id }) => id),
      ),
    ];
    const out = items.filter(({ subjectId }) => hidden.has(subjectId) || noted.has(subjectId));
    return new Set(out.map(({ id }) => id));
  }

  /** Who of these people takes no part in which of these items, for the attendance and for who may agree the minutes. */
  async recused(reader: Reader, items: readonly MeetingItem[], people: readonly string[]): Promise<Recused[]> {
    return reader.rows<Recused>(
      `select i.id as "itemId", x.id as "personId" from meeting_item i cross join unnest($2::uuid[]) as x(id)
       where i.id = any($1::uuid[]) and (
         exists (select 1 from meeting_recusal r join meeting_item o on o.id = r.item_id
                 where o.subject_kind = i.subject_kind and o.subject_id = i.subject_id and r.person_id = x.id)
         or exists (select 1 from ballot b where b.subject_kind = i.subject_kind and b.subject_id = i.subject_id
                    and ballot_recused(b.id, x.id))
         or exists (select 1 from proposal p where i.subject_kind = 'proposal' and p.id = i.subject_id and (
              p.submitted_by = x.id or exists (select 1 from person_grant g where g.person_id = x.id
                and g.scope = 'group:' || p.group_id and (g.valid_until is null or g.valid_until > waymark_now())))))
       order by i.position, x.id`,
      [items.map(({ id }) => id), people],
    );
  }

  private async noted(reader: Reader, actor: Actor, subjectIds: readonly string[]): Promise<Set<string>> {
    if (actor.id === null) return new Set();
    const rows = await reader.rows<{ id: string }>(
      `select i.subject_id as id from meeting_recusal r join meeting_item i on i.id = r.item_id
       where r.person_id = $1 and i.subject_id = any($2::uuid[])`,
      [actor.id, subjectIds],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
