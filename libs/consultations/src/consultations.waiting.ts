import { WaitingList } from '@app/accounts';
import { type Actor, holds, paths } from '@app/kernel';
import { type Reader, Sweeps } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';

/** What waits for moderators; when the next consultation opens or closes. */
@Injectable()
export class ConsultationsWaiting implements OnModuleInit {
  constructor(
    private readonly waiting: WaitingList,
    private readonly sweeps: Sweeps,
  ) {}

  onModuleInit(): void {
    this.waiting.add('moderation', (reader, actor) => this.entries(reader, actor));
    this.sweeps.due('consultations', async (reader) => {
      const row = await reader.one<{ due: Date | null }>(
        `select min(at) as due from (select unnest(array[opens_at, closes_at]) as at from consultation) t where at > waymark_now()`,
      );
      return row?.due ?? null;
    });
  }

  private async entries(reader: Reader, actor: Actor) {
    if (!holds(actor, ['moderator'])) return [];
    const row = await reader.one<{ count: number }>(
      `select count(*)::int as count from consultation_response r where consent_to_publish
         and not exists (select 1 from response_ruling u where u.response_id = r.id)`,
    );
    const count = row?.count ?? 0;
    const text = `Moderate ${count} ${count === 1 ? 'response' : 'responses'}`;
    return count === 0 ? [] : [{ text, href: paths.moderation(), due: null }];
  }
}
