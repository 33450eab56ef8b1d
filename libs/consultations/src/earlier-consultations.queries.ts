import { type Actor, may, permit } from '@app/kernel';
import { Db, type Reader } from '@app/platform';
import { Proposal, Recusals, stageActsOn } from '@app/proposals';
import { Injectable } from '@nestjs/common';
import { againstCounting, type CountingFacts, earlierConsultationPolicy, type ToBeCounted } from './domain';

/** A consultation on the same occupation that has closed and was long enough. */
export type EarlierConsultation = { id: string; reference: string; title: string; opensAt: Date; closesAt: Date };
/** The ruling that one of them counts for a request. */
export type CountedConsultation = EarlierConsultation & { why: string; ruledAt: Date };

const columns = `c.reference, c.title, c.opens_at as "opensAt", c.closes_at as "closesAt"`;

/** Earlier consultations on the occupation of a request, and which of them the committee ruled to count for it. */
@Injectable()
export class EarlierConsultationQueries {
  constructor(
    private readonly db: Db,
    private readonly recusals: Recusals,
  ) {}

  /** What could be ruled to count for this request, the last closed first. */
  async offered(reader: Reader, proposalId: string): Promise<EarlierConsultation[]> {
    return reader.rows<EarlierConsultation>(
      `select c.consultation_id as id, ${columns} from earlier_consultation c
       where c.proposal_id = $1 order by c.closes_at desc, c.consultation_id limit 50`,
      [proposalId],
    );
  }

  /** The ruling on this request; null while there is none. */
  async counted(reader: Reader, proposalId: string): Promise<CountedConsultation | null> {
    return reader.one<CountedConsultation>(
      `select c.id, ${columns}, r.why, r.ruled_at as "ruledAt"
       from earlier_consultation_ruling r join consultation c on c.id = r.consultation_id where r.proposal_id = $1`,
      [proposalId],
    );
  }

  /** What keeps the committee from ruling on this request now. */
  async toBeCounted(reader: Reader, { id, state }: Pick<Proposal, 'id' | 'state'>): Promise<ToBeCounted> {
    const row = await reader.one<{ opened: boolean }>('select committee_ballot_opened($1) as opened', [id]);
    const counted = (await this.counted(reader, id)) !== null;
    return { state, counted, ballotOpened: row?.opened ?? false };
  }

  /** What the policy looks at. */
  async factsOf(reader: Reader, actor: Actor, proposalId: string): Promise<CountingFacts> {
    const recused = await this.recusals.isRecused(reader, actor, proposalId);
    return { recused, acts: await stageActsOn(reader, proposalId) };
  }

  /** For the page of a request that this person may see: the ruling, and whether they could rule now. */
  async around(actor: Actor, proposalId: string): Promise<{ counted: CountedConsultation | null; mayCount: boolean }> {
    const reader = this.db.read();
    const proposal = await reader.get(Proposal, proposalId);
    const rules = may(earlierConsultationPolicy, actor, 'rule', await this.factsOf(reader, actor, proposalId));
    const open = rules && againstCounting(await this.toBeCounted(reader, proposal)) === null;
    const mayCount = open && (await this.offered(reader, proposalId)).length > 0;
    return { counted: await this.counted(reader, proposalId), mayCount };
  }

  /** What the form of a ruling offers. @throws Forbidden for whoever cannot rule on this request */
  async choices(actor: Actor, proposalId: string): Promise<EarlierConsultation[]> {
    const reader = this.db.read();
    permit(earlierConsultationPolicy, actor, 'rule', await this.factsOf(reader, actor, proposalId));
    return this.offered(reader, proposalId);
  }
}
