import { WaitingList } from '@app/accounts';
import { aboutOccupations } from '@app/consultations';
import { type Actor, holds, paths } from '@app/kernel';
import type { Reader } from '@app/platform';
import { RevisionRehearsal } from '@app/revisions';
import { Injectable, type OnModuleInit } from '@nestjs/common';

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

  private async entries(reader: Reader, actor: Actor) {
    if (!holds(actor, ['moderator'])) return [];
    const row = await reader.one<{ count: number }>(
      `select count(*)::int as count from ruled_text where permission <> 'confidential' and outcome is null`,
    );
    const count = row?.count ?? 0;
    const text = `Moderate ${count} ${count === 1 ? 'text' : 'texts'} of responses`;
    return count === 0 ? [] : [{ text, href: paths.moderation(), due: null }];
  }
}
