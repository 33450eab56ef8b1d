import { Accounts } from '@app/accounts';
import { consultationAnnounced, ConsultationQueries, draftAgreementAsked, draftSentBack } from '@app/consultations';
import { formatLondon, paths } from '@app/kernel';
import type { Tx } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { TellingTable } from './telling-table';

/** Who is told what while a consultation is prepared: the second person, and who prepared it. */
@Injectable()
export class ConsultationTellings implements OnModuleInit {
  constructor(
    private readonly table: TellingTable,
    private readonly accounts: Accounts,
    private readonly consultations: ConsultationQueries,
  ) {}

  onModuleInit(): void {
    this.table.on(draftAgreementAsked, async (tx, { data, actorId, subjectId }) => {
      const to =
        data.of === null ? await this.whoMayAgree(tx, [...data.authors, actorId]) : await this.people(tx, [data.of]);
      const lines = [
        `Draft ${data.version} waits for you. Read it as the public will, and agree or send it back. If you cannot, somebody else who may can agree in your place.`,
      ];
      const path = paths.consultationDraft(subjectId);
      return [{ to, topic: 'casework', subject: `Agree to a consultation: ${data.title}`, lines, path }];
    });
    this.table.on(draftSentBack, async (tx, { data, subjectId }) => {
      const to = await this.people(tx, data.authors);
      const lines = ['It was sent back. The reason:', data.why];
      const path = paths.consultationDraft(subjectId);
      return [{ to, topic: 'casework', subject: `Sent back: ${data.title}`, lines, path }];
    });
    this.table.on(consultationAnnounced, async (tx, { data, actorId }) => {
      const { createdBy } = await this.consultations.consultation(data.reference, tx);
      const to = createdBy === actorId ? [] : await this.people(tx, [createdBy]);
      const opens = formatLondon(new Date(data.opensAt), 'datetime');
      const lines = [
        `A second person agreed. It opens on ${opens}, and closes on ${formatLondon(new Date(data.closesAt), 'closing')}.`,
      ];
      const path = paths.consultation(data.reference);
      return [{ to, topic: 'casework', subject: `Announced as ${data.reference}: ${data.title}`, lines, path }];
    });
  }

  /** Of a question from before anybody was chosen: all who may agree. */
  private async whoMayAgree(tx: Tx, but: readonly (string | null)[]) {
    const officers = await this.accounts.peopleHolding(tx, 'product-manager');
    const administrators = await this.accounts.peopleHolding(tx, 'administrator');
    const people = new Map([...officers, ...administrators].map((person) => [person.id, person]));
    return [...people.values()].filter(({ id }) => !but.includes(id));
  }

  private async people(tx: Tx, ids: readonly string[]) {
    return tx.rows<{ id: string; name: string; email: string }>(
      'select id, name, email from person where id = any($1::uuid[]) and ended_at is null order by id',
      [ids],
    );
  }
}
