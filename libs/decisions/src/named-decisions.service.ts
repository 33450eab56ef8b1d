import { type WaitingEntry, WaitingList } from '@app/accounts';
import { type Actor, holds, paths } from '@app/kernel';
import { OfficeBallots, type OfficeOrder, type Outcome } from '@app/panels';
import { Db, type Reader } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type ConclusionOrder, Conclusions } from './conclusions.service';

/** What a named decision-maker gives on one page: no interest, the outcome, the reasons, the conditions. */
export type NamedOrder = ConclusionOrder & { contentHash: string; key: string; outcome: Outcome };

/** What one named person decides, alone. It has the rows of a ballot, so all that follows is as of any decision. */
@Injectable()
export class NamedDecisions implements OnModuleInit {
  constructor(
    private readonly db: Db,
    private readonly offices: OfficeBallots,
    private readonly conclusions: Conclusions,
    private readonly waiting: WaitingList,
  ) {}

  onModuleInit(): void {
    this.waiting.add('named decisions', (reader, actor) => this.waitingFor(reader, actor));
  }

  /** The version that this person decides on. @throws NotFound, Forbidden */
  async before(actor: Actor, proposalId: string) {
    return this.offices.before(this.db.read(), actor, proposalId);
  }

  /**
   * Decides, having declared no interest: the request moves on in the same transaction. The same key twice is one.
   * @throws Forbidden for everybody else, Stale on another version, Refused where a reason or a condition is missing
   */
  async decide(actor: Actor, proposalId: string, order: NamedOrder): Promise<void> {
    const { contentHash, key, outcome, reasons } = order;
    await this.db.write(async (tx) => {
      const taken: OfficeOrder = { contentHash, key, interest: null, outcome, reasons };
      const ballotId = await this.offices.take(tx, actor, proposalId, taken);
      if (ballotId !== null) await this.conclusions.concludeIn(tx, actor, ballotId, order);
    });
  }

  /** Declares an interest: they take no part from then on, and administrators hand the case over. */
  async declareInterest(
    actor: Actor,
    proposalId: string,
    order: { contentHash: string; key: string; interest: string },
  ): Promise<void> {
    await this.db.write((tx) => this.offices.take(tx, actor, proposalId, order));
  }

  /** What is before this person alone; for administrators what waits for another decision-maker. */
  private async waitingFor(reader: Reader, actor: Actor): Promise<WaitingEntry[]> {
    const administrates = holds(actor, ['administrator']);
    if (!administrates && !holds(actor, ['decision-maker'])) return [];
    const rows = await reader.rows<{ id: string; name: string; mine: boolean }>(
      `select * from (
         select p.id, p.reference || ', ' || (p.content ->> 'title') as name, p.submitted_at,
                c.person_id = $1 and c.against is null as mine, c.against is not null as stuck
         from proposal p cross join lateral (
           select d.person_id, against_named(d.id, p.id) as against from stage_decider s join decider d on d.id = s.decider_id
           where s.proposal_id = p.id and d.body = 'named' and s.no = (select max(no) from stage_decider where proposal_id = p.id)) c
         where p.state = 'with-committee') found
       where mine or (stuck and $2 and recusal_of('proposal', id, $1) is null) order by submitted_at, id limit 50`,
      [actor.id, administrates],
    );
    return rows.map(({ id, name, mine }) => ({
      text: mine ? `Decide on ${name}` : `Hand over ${name}: who decides on it can’t`,
      href: mine ? paths.namedDecision(id) : paths.handingOver(id),
      due: null,
    }));
  }
}
