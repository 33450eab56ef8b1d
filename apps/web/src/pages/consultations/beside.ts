import { type ConsultationDetail, formatKinds, OtherFormats } from '@app/consultations';
import { Equality, InvitedEvidence, ResponseQueries } from '@app/responses';
import { Injectable } from '@nestjs/common';
import { sizeWords } from '../proposals/files.view';
import { talliesShown } from './start.view';

/** What stands on a consultation's page beside its questions: files in other formats and, once it has closed, how it was answered. */
@Injectable()
export class BesideConsultation {
  constructor(
    private readonly responses: ResponseQueries,
    private readonly evidence: InvitedEvidence,
    private readonly equality: Equality,
    private readonly formats: OtherFormats,
  ) {}

  async of(consultation: ConsultationDetail) {
    const files = await this.formats.list(consultation.id);
    return {
      files: files.map((one) => ({ ...one, format: formatKinds[one.format], size: sizeWords(one.size) })),
      results: talliesShown(consultation, await this.responses.tallies(consultation)),
      evidence: await this.evidence.published(consultation.id),
      equality: consultation.asksEquality ? await this.equality.totals(consultation.id) : [],
    };
  }
}
