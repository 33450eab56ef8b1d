import { responseReceived } from '@app/consultations';
import { paths } from '@app/kernel';
import type { RecordedEvent, Tx } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Told, TellingTable } from './telling-table';

type Received = Parameters<typeof responseReceived>[1];

/** What respondents are told: that their response came, once, whatever comes of it. Thousands may respond within minutes. */
@Injectable()
export class ResponseTellings implements OnModuleInit {
  constructor(private readonly table: TellingTable) {}

  onModuleInit(): void {
    this.table.onMany(responseReceived, (tx, events) => this.receipts(tx, events));
  }

  /** A receipt for each response whose sender was not erased meanwhile. */
  private async receipts(tx: Tx, events: readonly RecordedEvent<Received>[]): Promise<Told[][]> {
    const senders = await tx.rows<{ id: string; email: string }>(
      'select response_id as id, email from respondent where response_id = any($1::uuid[])',
      [events.map(({ subjectId }) => subjectId)],
    );
    const emails = new Map(senders.map(({ id, email }) => [id, email]));
    return events.map(({ subjectId, data }) => {
      const email = emails.get(subjectId);
      return email === undefined ? [] : [receipt(email, data)];
    });
  }
}

function receipt(email: string, { consultation, reference }: Received): Told {
  return {
    to: [{ id: null, email }],
    topic: 'receipts',
    subject: `We received your response ${reference}`,
    lines: [`Thank you for responding to consultation ${consultation}. Your reference is ${reference}.`],
    path: paths.consultation(consultation),
  };
}
