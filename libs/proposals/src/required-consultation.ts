import type { Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { type ConsultationHeld, consultationWait } from './domain/consultation-wait';
import type { RequestKind } from './domain/kinds';

/** Tells the consultations that were announced on a proposal. */
export type ConsultationsOn = (reader: Reader, proposalId: string) => Promise<ConsultationHeld[]>;

/** Asks upward: consultations know what ran on a proposal whose kind asks for one; the panel waits for it. */
@Injectable()
export class RequiredConsultation {
  private ask: ConsultationsOn = () => Promise.resolve([]);

  /** Registers the answer at boot. */
  answerBy(answer: ConsultationsOn): void {
    this.ask = answer;
  }

  /** What the panel waits for, in words with the date; null where nothing is missing. */
  async waitsFor(reader: Reader, { id, kind }: { id: string; kind: RequestKind }): Promise<string | null> {
    return consultationWait(kind, await this.ask(reader, id), await reader.now());
  }
}
