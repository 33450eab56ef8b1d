import { addWorkingDays, systemActor } from '@app/kernel';
import { Db, type Reader, Sweeps } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { reviewReminded } from './domain/check-events';
import { reminderWorkingDays } from './domain/peer-review';
import { ReviewInvitation } from './peer-review.entities';
import { Proposal } from './proposal.entity';

const waiting = `from review_invitation i join proposal p on p.id = i.proposal_id
  where i.reminded_at is null and i.revoked_at is null and p.state = 'peer-review'
    and i.version_id = (select v.id from proposal_version v where v.proposal_id = p.id order by v.no desc limit 1)
    and not exists (select 1 from peer_review s where s.invitation_id = i.id)
    and not exists (select 1 from peer_review_declaration d where d.invitation_id = i.id and d.interested)`;

/** Reminds reviewers once, some days before their review is due. */
@Injectable()
export class ReviewReminders implements OnModuleInit {
  constructor(
    private readonly db: Db,
    private readonly sweeps: Sweeps,
  ) {}

  onModuleInit(): void {
    this.sweeps.every(3600, 'proposals.review-reminders', () => this.remindAll());
    this.sweeps.due('reviews that are due', (reader) => this.nextDue(reader));
  }

  /** Reminds whoever is due, each in a transaction of its own. */
  async remindAll(): Promise<void> {
    const reader = this.db.read();
    const until = addWorkingDays(await reader.now(), reminderWorkingDays);
    const rows = await reader.rows<{ id: string }>(
      `select i.id ${waiting} and i.due_on <= $1 order by i.due_on limit 500`,
      [until],
    );
    for (const { id } of rows) await this.remind(id);
  }

  /** One reminder; nothing when the review came in, or the reminder went out, before the lock was ours. */
  private async remind(id: string): Promise<void> {
    await this.db.write(async (tx) => {
      const { proposalId } = await tx.get(ReviewInvitation, id);
      const { reference, content, groupId } = await tx.lock(Proposal, proposalId);
      const invitation = await tx.lock(ReviewInvitation, id);
      if ((await tx.one(`select 1 ${waiting} and i.id = $1`, [id])) === null) return;
      invitation.remindedAt = await tx.now();
      await tx.save(invitation);
      const facts = { reference, title: content.title, groupId, invitationId: id, no: invitation.no };
      await tx.record(systemActor('proposals.review-reminders'), reviewReminded(proposalId, facts));
    });
  }

  private async nextDue(reader: Reader): Promise<Date | null> {
    const row = await reader.one<{ due: Date | null }>(
      `select min(i.due_on) as due ${waiting} and i.due_on > waymark_now()`,
    );
    return row?.due ?? null;
  }
}
