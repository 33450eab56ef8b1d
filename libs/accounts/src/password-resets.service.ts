import { newId, normalEmail, systemActor } from '@app/kernel';
import { Db, Sweeps } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { passwordResetAsked } from './domain/events';

/** How many links a person is sent within an hour, however often they are asked for. */
export const resetsAnHour = 3;

/**
 * Asking for a link to set a new password. The site only notes that an address was given, known or not, so that neither
 * its answer nor its time tells which; the worker looks up whose it is, and takes the note away.
 */
@Injectable()
export class PasswordResets implements OnModuleInit {
  constructor(
    private readonly db: Db,
    private readonly sweeps: Sweeps,
  ) {}

  onModuleInit(): void {
    this.sweeps.every(2, 'accounts.password-resets', () => this.answerAll());
  }

  /** Notes that somebody gave this address. */
  async ask(email: string): Promise<void> {
    await this.db.write((tx) =>
      tx.rows('insert into password_reset_request (id, email_normal, asked_at) values ($1, $2, waymark_now())', [
        newId(),
        normalEmail(email),
      ]),
    );
  }

  private async answerAll(): Promise<void> {
    while (await this.answerNext());
  }

  /** Takes the oldest note away and has its person sent a link, where there is one who was not sent enough already. */
  private async answerNext(): Promise<boolean> {
    return this.db.write(async (tx) => {
      const note = await tx.one<{ email: string }>(
        `with taken as (delete from password_reset_request where id = (
           select id from password_reset_request order by asked_at, id limit 1 for update skip locked)
           returning email_normal as email) select * from taken`,
      );
      if (note === null) return false;
      const person = await tx.one<{ id: string }>(
        'select id from person where email_normal = $1 and ended_at is null for update',
        [note.email],
      );
      if (person === null) return true;
      const sent = await tx.one<{ count: number }>(
        `select count(*)::int as count from event where subject_kind = 'person' and subject_id = $1
           and type = $2 and at > waymark_now() - interval '1 hour'`,
        [person.id, passwordResetAsked.definition.type],
      );
      if ((sent?.count ?? 0) < resetsAnHour) await tx.record(systemActor('sign-in'), passwordResetAsked(person.id, {}));
      return true;
    });
  }
}
