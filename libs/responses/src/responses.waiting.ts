import { WaitingList } from '@app/accounts';
import { aboutOccupations } from '@app/consultations';
import { type Actor, addWorkingDays, holds, paths } from '@app/kernel';
import type { Reader } from '@app/platform';
import { RevisionRehearsal } from '@app/revisions';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { alarmDays } from './domain';

/** What waits for moderators; and the comments that stand on what a map revision changes, so that none is orphaned unseen. */
@Injectable()
export class ResponsesWaiting implements OnModuleInit {
  constructor(
    private readonly waiting: WaitingList,
    private readonly rehearsal: RevisionRehearsal,
  ) {}

  onModuleInit(): void {
    this.waiting.add('moderation', (reader, actor) => this.entries(reader, actor));
    this.rehearsal.ask('comments', async (reader, about) => {
      const row = await reader.one<{ count: number }>(
        `select count(*)::int as count from published_response r where r.consultation_id in (${aboutOccupations})`,
        [[...about]],
      );
      const count = row?.count ?? 0;
      const subject = count === 1 ? 'published response was' : 'published responses were';
      return { count, text: `${count} ${subject} given on an occupation that changes` };
    });
  }

  /** Moderators, until when the oldest is to be read; officers where it is late, so that it is somebody's who can help. */
  private async entries(reader: Reader, actor: Actor) {
    const moderates = holds(actor, ['moderator']);
    if (!moderates && !holds(actor, ['product-manager', 'administrator'])) return [];
    const row = await reader.one<{ count: number; since: Date | null; now: Date }>(
      `select count(*)::int as count, min(since) as since, waymark_now() as now from waiting_text`,
    );
    if (row === null || row.since === null) return [];
    const due = addWorkingDays(row.since, alarmDays);
    const texts = row.count === 1 ? 'text' : 'texts';
    if (moderates) return [{ text: `Moderate ${row.count} ${texts} of responses`, href: paths.moderation(), due }];
    const text = `${row.count} ${texts} of responses wait for moderators, the oldest too long`;
    return row.now < due ? [] : [{ text, href: paths.moderationLedger(), due }];
  }
}
