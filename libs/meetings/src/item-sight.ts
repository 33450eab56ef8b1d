import type { Actor } from '@app/kernel';
import type { Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { MeetingItem } from './meeting-item.entity';

/** Somebody who takes no part in an item. */
export type Recused = { itemId: string; personId: string };

/**
 * Who sees which items. Who takes no part in a thing (`recusal_of`: also by what was noted for an item about the same
 * thing at any meeting) sees nothing of its item.
 */
@Injectable()
export class ItemSight {
  /** The ids of the items that this actor must not see. What becomes public of them stands on the public pages. */
  async unseen(reader: Reader, actor: Actor, items: readonly MeetingItem[]): Promise<Set<string>> {
    if (actor.id === null) return new Set();
    const rows = await this.recused(reader, items, [actor.id]);
    return new Set(rows.map(({ itemId }) => itemId));
  }

  /** Who of these people takes no part in which of these items, for the attendance and for who may agree the minutes. */
  async recused(reader: Reader, items: readonly MeetingItem[], people: readonly string[]): Promise<Recused[]> {
    return reader.rows<Recused>(
      `select i.id as "itemId", x.id as "personId" from meeting_item i cross join unnest($2::uuid[]) as x(id)
       where i.id = any($1::uuid[]) and recusal_of(i.subject_kind, i.subject_id, x.id) is not null
       order by i.position, x.id`,
      [items.map(({ id }) => id), people],
    );
  }
}
