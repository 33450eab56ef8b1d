import { type EditionKind, EditionStore } from '@app/occupational-map';
import { Db } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { type Operation, routesOf, touches } from './domain';

/** A map revision that is to be published, as everybody may know of it. `about`: occupations and routes that it changes. */
export type ScheduledChange = {
  no: number;
  title: string;
  kind: EditionKind;
  note: string;
  scheduledFor: Date;
  about: readonly string[];
};

type Row = Omit<ScheduledChange, 'about'> & { id: string; planHash: string };

/** The calendar of publications, for public pages and feeds. */
@Injectable()
export class ScheduledChanges {
  /** What each plan is about, by its hash: read once, not with every look at the calendar. */
  private readonly known = new Map<string, readonly string[]>();

  constructor(
    private readonly db: Db,
    private readonly editions: EditionStore,
  ) {}

  /** What is scheduled, the earliest first, 50 at most. */
  async list(): Promise<ScheduledChange[]> {
    const rows = await this.db.read().rows<Row>(
      `select id, no, title, kind, note, scheduled_for as "scheduledFor", plan_hash as "planHash"
       from revision where state = 'scheduled' order by scheduled_for, no limit 50`,
    );
    const changes: ScheduledChange[] = [];
    for (const { id, planHash, ...row } of rows) changes.push({ ...row, about: await this.about(id, planHash) });
    for (const hash of this.known.keys()) if (!rows.some((row) => row.planHash === hash)) this.known.delete(hash);
    return changes;
  }

  private async about(id: string, planHash: string): Promise<readonly string[]> {
    const known = this.known.get(planHash);
    if (known) return known;
    const reader = this.db.read();
    const state = await this.editions.liveState(reader);
    const rows = await reader.rows<{ content: Operation }>(
      `select content from revision_operation where revision_id = $1`,
      [id],
    );
    const found = rows.flatMap(({ content }) => {
      const { writes, claims } = touches(content);
      const occupations = [...writes, ...claims].filter((key) => key.startsWith('occupation:'));
      return [...occupations.map((key) => key.slice('occupation:'.length)), ...routesOf(content, state)];
    });
    const about = [...new Set(found)].sort();
    this.known.set(planHash, about);
    return about;
  }
}
