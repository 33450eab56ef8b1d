import { type Actor, permit, refuse } from '@app/kernel';
import { Db } from '@app/platform';
import { Proposal, proposalPolicy } from '@app/proposals';
import { Injectable } from '@nestjs/common';
import { againstCounting, earlierConsultationCounted, earlierConsultationPolicy } from './domain';
import { EarlierConsultationRuling } from './earlier-consultation-ruling.entity';
import { EarlierConsultationQueries } from './earlier-consultations.queries';

/** A ruling as its form sends it: the reference of the consultation, and the reason. */
export type CountingOrder = { consultation: string; why: string };

/** The committee rules that an earlier consultation on the same occupation counts for a request that needs one. */
@Injectable()
export class EarlierConsultations {
  constructor(
    private readonly db: Db,
    private readonly queries: EarlierConsultationQueries,
  ) {}

  /**
   * Rules so, once for a request and before the ballot of the committee opens. @throws NotFound, Forbidden; Refused for
   * a consultation that has not closed, was too short or is about something else
   */
  async rule(actor: Actor, proposalId: string, { consultation, why }: CountingOrder): Promise<void> {
    await this.db.write(async (tx) => {
      const proposal = await tx.lock(Proposal, proposalId);
      permit(proposalPolicy, actor, 'see', proposal);
      permit(earlierConsultationPolicy, actor, 'rule', await this.queries.factsOf(tx, actor, proposalId));
      const against = againstCounting(await this.queries.toBeCounted(tx, proposal));
      if (against !== null) refuse(against);
      const found = (await this.queries.offered(tx, proposalId)).find(({ reference }) => reference === consultation);
      if (found === undefined) refuse('Choose a consultation on this occupation that has closed', 'consultation');
      const ruledBy = actor.id ?? refuse('Only a member of the committee rules on this');
      const ruling = { proposalId, consultationId: found.id, why, ruledBy };
      await tx.insert(Object.assign(new EarlierConsultationRuling(), ruling));
      const { reference } = proposal;
      await tx.record(actor, earlierConsultationCounted(proposalId, { reference, consultation, why }));
    });
  }
}
