import { Db, Sweeps } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { daysToEnter } from './domain';

/** What was not sent is erased so many days after the close; what was sent keeps its draft as long, to be seen again. */
export const daysAfterClose = 7;

/** What came on paper is entered until some days after the close, and its draft stays as long after that. */
export const daysAfterCloseOfEntries = daysAfterClose + daysToEnter;

/** Erases drafts of responses after the close: nobody but their writers ever read them. */
@Injectable()
export class ResponseDrafts implements OnModuleInit {
  constructor(
    private readonly db: Db,
    private readonly sweeps: Sweeps,
  ) {}

  onModuleInit(): void {
    this.sweeps.every(3_600, 'responses.erase-drafts', async () => void (await this.erase()));
  }

  /** Erases what is due, 500 at a time, and the links that work no more. @returns how many drafts */
  async erase(): Promise<number> {
    let erased = 0;
    await this.db.write((tx) => tx.rows('delete from ruling_link where expires_at < waymark_now()'));
    for (;;) {
      const gone = await this.db.write((tx) =>
        tx.rows(
          `delete from response_draft where id in (
             select d.id from response_draft d join consultation_standing s on s.id = d.consultation_id
             where (s.standing = 'closed' and s.closes_at < waymark_now() - make_interval(days => case when d.entry_id is null then $1 else $2 end::int))
                or s.standing = 'withdrawn' limit 500) returning id`,
          [daysAfterClose, daysAfterCloseOfEntries],
        ),
      );
      erased += gone.length;
      if (gone.length < 500) return erased;
    }
  }
}
