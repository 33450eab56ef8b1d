import type { ConsultationDetail } from '@app/consultations';
import { Equality, InvitedEvidence, ResponseQueries } from '@app/responses';
import { Injectable } from '@nestjs/common';
import { talliesShown } from './start.view';

/** What a consultation's page says of how it was answered, once it has closed; before that there is nothing of it. */
@Injectable()
export class AfterTheClose {
  constructor(
    private readonly responses: ResponseQueries,
    private readonly evidence: InvitedEvidence,
    private readonly equality: Equality,
  ) {}

  async of(consultation: ConsultationDetail) {
    return {
      results: talliesShown(consultation, await this.responses.tallies(consultation)),
      evidence: await this.evidence.published(consultation.id),
      equality: consultation.asksEquality ? await this.equality.totals(consultation.id) : [],
    };
  }
}
