import { Accounts, type PersonLine } from '@app/accounts';
import {
  conditionDischarged,
  conditionExtended,
  conditionLapsed,
  conditionMet,
  conditionSentBack,
  DecisionQueries,
  decisionReopened,
  letterText,
  reviewAsked,
  reviewConsidered,
  reviewDecided,
} from '@app/decisions';
import { formatLondon, paths } from '@app/kernel';
import { ballotDeferred, ballotEnded, decisionMade, recommendationMade } from '@app/panels';
import type { Tx } from '@app/platform';
import { RevisionQueries } from '@app/revisions';
import { TrailblazerQueries } from '@app/trailblazers';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { once, type Told, TellingTable, without } from './telling-table';

type Thing = { reference: string; title: string; groupId: string | null };

/** Who is told what when something is decided, and of what follows: the notice of a decision carries its letter. */
@Injectable()
export class DecisionTellings implements OnModuleInit {
  constructor(
    private readonly table: TellingTable,
    private readonly accounts: Accounts,
    private readonly trailblazers: TrailblazerQueries,
    private readonly decisions: DecisionQueries,
    private readonly revisions: RevisionQueries,
  ) {}

  onModuleInit(): void {
    this.table.on(recommendationMade, async (tx, { data }) => this.letter(tx, data));
    this.table.on(decisionMade, async (tx, { data }) => this.letter(tx, data));
    this.onBallots();
    this.onConditions();
    this.onReviews();
  }

  private onBallots(): void {
    this.table.on(ballotEnded, async (tx, { data, actorId, subjectId }) => {
      const to = without(await this.electors(tx, subjectId), actorId);
      const subject = `Closed without an outcome: the ballot on ${data.reference}, ${data.title}`;
      const lines = ['A new ballot can be opened. The reason:', data.why];
      return [{ to, topic: 'ballots', subject, lines, path: paths.ballot(subjectId) }];
    });
    this.table.on(ballotDeferred, async (tx, { data, actorId, subjectId }) => {
      const people = await this.electors(tx, subjectId);
      const until = formatLondon(new Date(data.closesAt), 'datetime');
      const lines = [`The ballot now closes on ${until}. The reason:`, data.reason];
      const subject = `Deferred: the ballot on ${data.reference}, ${data.title}`;
      return [{ to: without(people, actorId), topic: 'ballots', subject, lines, path: paths.ballot(subjectId) }];
    });
  }

  private onConditions(): void {
    this.table.on(conditionMet, async (tx, { data }) => {
      const subject = `Evidence given: condition ${data.no} of ${data.reference}, ${data.title}`;
      const lines = ['Check whether the condition is met:', data.condition];
      const to = await this.officers(tx);
      return [{ to, topic: 'casework', subject, lines, path: paths.decisionConditions(data.decisionId) }];
    });
    this.table.on(conditionSentBack, async (tx, { data }) =>
      this.ofCondition(tx, data, 'More is needed for', [
        data.why,
        `It is to be met by ${formatLondon(new Date(data.dueOn))}.`,
      ]),
    );
    this.table.on(conditionExtended, async (tx, { data }) =>
      this.ofCondition(tx, data, `More time, until ${formatLondon(new Date(data.dueOn))}, for`, [data.why]),
    );
    this.table.on(conditionDischarged, async (tx, { data }) => {
      const left =
        data.left === 0 ? 'All conditions are discharged: it is agreed.' : `Not discharged yet: ${data.left}.`;
      return this.ofCondition(tx, data, 'Discharged:', [data.why, left]);
    });
    this.table.on(conditionLapsed, async (tx, { data }) =>
      this.ofCondition(tx, data, 'Lapsed, and the approval with it:', [data.why]),
    );
  }

  private onReviews(): void {
    this.table.on(decisionReopened, async (tx, { data, actorId, subjectId }) => {
      const deciding = await this.deciding(tx, data.proposalId);
      const to = without(
        once([...(await this.group(tx, data)), ...(await this.unrecused(tx, data, deciding))]),
        actorId,
      );
      const subject = `To be decided afresh: ${data.reference}, ${data.title}`;
      const lines = ['It is before those who decide on it again. The reasons:', data.reasons];
      return [{ to, topic: 'decisions', subject, lines, path: paths.decision(subjectId) }];
    });
    this.table.on(reviewAsked, async (tx, { data, actorId, subjectId }) => {
      const path = paths.review(subjectId);
      const name = `procedural review ${data.review} of the decision on ${data.reference}, ${data.title}`;
      const lines = [`To be considered by ${formatLondon(new Date(data.due))}, by somebody who was not involved.`];
      const asker = (await this.group(tx, data)).filter(({ id }) => id === actorId);
      const staff = await this.considerers(tx, data.proposalId);
      return [
        { to: asker, topic: 'receipts', subject: `We received your request for ${name}`, lines, path },
        { to: staff, topic: 'casework', subject: `To consider: ${name}`, lines, path },
      ];
    });
    this.table.on(reviewConsidered, async (tx, { data, actorId, subjectId }) => {
      const administrators = await this.accounts.peopleHolding(tx, 'administrator');
      const to = without(await this.uninvolved(tx, data.proposalId, administrators), actorId);
      const subject = `To decide: procedural review ${data.review} of the decision on ${data.reference}, ${data.title}`;
      return [{ to, topic: 'casework', subject, lines: ['It was considered.'], path: paths.review(subjectId) }];
    });
    this.table.on(reviewDecided, async (tx, { data, subjectId }) => {
      const outcome = data.outcome === 'upheld' ? 'Upheld' : 'Not upheld';
      const subject = `${outcome}: procedural review ${data.review} of the decision on ${data.reference}, ${data.title}`;
      const lines = [
        data.outcome === 'upheld' ? 'The committee decides afresh.' : 'The decision stands.',
        'The reasons:',
        data.reasons,
      ];
      const to = once([...(await this.group(tx, data)), ...(await this.officers(tx))]);
      return [{ to, topic: 'decisions', subject, lines, path: paths.review(subjectId) }];
    });
  }

  /** The group and the officers get the letter. */
  private async letter(tx: Tx, data: Thing & { decisionId: string }): Promise<Told[]> {
    const letter = await this.decisions.letterOf(tx, data.decisionId);
    const to = once([...(await this.group(tx, data)), ...(await this.officers(tx))]);
    const path = paths.decisionLetter(data.decisionId);
    return [{ to, topic: 'decisions', subject: letter.heading, lines: letterText(letter), path }];
  }

  private async ofCondition(
    tx: Tx,
    data: Thing & { no: number; decisionId: string; condition: string },
    verb: string,
    lines: string[],
  ): Promise<Told[]> {
    const subject = `${verb} condition ${data.no} of ${data.reference}, ${data.title}`;
    const path = paths.decisionConditions(data.decisionId);
    return [{ to: await this.group(tx, data), topic: 'decisions', subject, lines: [data.condition, ...lines], path }];
  }

  /** Who decides on the case now: the named decision-maker, or the committee. */
  private async deciding(tx: Tx, proposalId: string): Promise<PersonLine[]> {
    const named = await tx.one<PersonLine>(
      `select p.id, p.name, p.email from stage_decider s join decider d on d.id = s.decider_id
         join person p on p.id = d.person_id
       where s.proposal_id = $1 and s.no = (select max(no) from stage_decider where proposal_id = $1) and p.ended_at is null`,
      [proposalId],
    );
    return named === null ? this.accounts.peopleHolding(tx, 'committee-member') : [named];
  }

  /** The electors of a ballot who take part in it. */
  private electors(tx: Tx, ballotId: string): Promise<PersonLine[]> {
    return tx.rows<PersonLine>(
      `select p.id, p.name, p.email from ballot_elector e join ballot b on b.id = e.ballot_id join person p on p.id = e.person_id
       where b.id = $1 and p.ended_at is null and not ballot_recused(b.id, p.id)
         and not acts_elsewhere(b.subject_id, p.id, b.stage) order by p.id`,
      [ballotId],
    );
  }

  private async group(tx: Tx, { groupId }: Thing): Promise<PersonLine[]> {
    if (groupId === null) return [];
    return once((await this.trailblazers.people(tx, groupId)).map(({ id, name, email }) => ({ id, name, email })));
  }

  private officers(tx: Tx): Promise<PersonLine[]> {
    return this.accounts.peopleHolding(tx, 'product-manager');
  }

  private async staff(tx: Tx): Promise<PersonLine[]> {
    return once([...(await this.accounts.peopleHolding(tx, 'administrator')), ...(await this.officers(tx))]);
  }

  /**
   * Who may be asked to consider a review. Who drafted or approved the map revision that holds the request is told of that
   * instead (`RevisionTellings`): one event, one notice.
   */
  private async considerers(tx: Tx, proposalId: string): Promise<PersonLine[]> {
    const held = await this.revisions.holding(tx, proposalId);
    const staff = (await this.staff(tx)).filter(({ id }) => id !== null && held?.people.includes(id) !== true);
    return this.uninvolved(tx, proposalId, staff);
  }

  private async uninvolved(tx: Tx, proposalId: string, people: readonly PersonLine[]): Promise<PersonLine[]> {
    const rows = await tx.rows<{ id: string }>(
      'select id from unnest($2::uuid[]) id where proposal_involvement($1, id) is null',
      [proposalId, people.map(({ id }) => id)],
    );
    const left = new Set(rows.map(({ id }) => id));
    return people.filter(({ id }) => id !== null && left.has(id));
  }

  /** Who takes no part in it is not told of it. */
  private async unrecused(tx: Tx, data: { proposalId: string }, people: readonly PersonLine[]): Promise<PersonLine[]> {
    const rows = await tx.rows<{ id: string }>(
      `select id from unnest($2::uuid[]) id where recusal_of('proposal', $1, id) is not null`,
      [data.proposalId, people.map(({ id }) => id)],
    );
    return people.filter((person) => !rows.some(({ id }) => id === person.id));
  }
}
