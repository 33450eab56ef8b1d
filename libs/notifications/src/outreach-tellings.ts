import { ConsultationQueries } from '@app/consultations';
import { formatLondon } from '@app/kernel';
import type { Tx } from '@app/platform';
import {
  AnswerInvitationLinks,
  type InvitationMail,
  InvitationsToAnswer,
  invitedReminded,
  organisationsInvited,
} from '@app/responses';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Told, TellingTable } from './telling-table';

/** Organisations that are invited to answer a consultation: one mail each, and one reminder to those who have not answered. */
@Injectable()
export class OutreachTellings implements OnModuleInit {
  constructor(
    private readonly table: TellingTable,
    private readonly consultations: ConsultationQueries,
    private readonly invitations: InvitationsToAnswer,
    private readonly links: AnswerInvitationLinks,
  ) {}

  onModuleInit(): void {
    this.table.on(organisationsInvited, async (tx, { data }) => {
      const { title, standing, opensAt } = await this.consultations.consultation(data.reference, tx);
      const opens = standing === 'upcoming' ? [`It opens on ${formatLondon(opensAt, 'datetime')}.`] : [];
      const last = 'If you do not answer, we may remind you once. We do not write again.';
      return this.each(tx, data.reference, await this.invitations.ofBatch(tx, data.batch), {
        subject: `You are invited to answer: ${title}`,
        lines: (organisation) => [
          `${organisation} is invited to answer the consultation “${title}”.`,
          ...opens,
          ...howTo,
          last,
        ],
      });
    });
    this.table.on(invitedReminded, async (tx, { data, subjectId }) =>
      this.each(tx, data.reference, await this.invitations.toRemind(tx, subjectId), {
        subject: `Reminder: ${data.title}`,
        lines: (organisation) => [
          `${organisation} was invited to answer the consultation “${data.title}”. We know of no answer yet.`,
          ...howTo,
          'If you have answered without this link, there is nothing to do. We do not write again.',
        ],
      }),
    );
  }

  private async each(
    tx: Tx,
    reference: string,
    mails: readonly InvitationMail[],
    { subject, lines }: { subject: string; lines: (organisation: string) => string[] },
  ): Promise<Told[]> {
    const { standing, closesAt } = await this.consultations.consultation(reference, tx);
    if (standing !== 'open' && standing !== 'upcoming') return [];
    const until = `It closes on ${formatLondon(closesAt, 'closing')}.`;
    return mails.map(({ id, organisation, email }) => ({
      to: [{ id: null, email }],
      topic: 'receipts' as const,
      subject,
      lines: [...lines(organisation), until],
      path: this.links.path(id),
    }));
  }
}

const howTo = ['You need no account. The link below leads to the questions, which you can read before you begin.'];
