import { Accounts } from '@app/accounts';
import { groupScope, routeScope } from '@app/kernel';
import type { Reader } from '@app/platform';
import { PeerReviewQueries } from '@app/proposals';
import { Injectable } from '@nestjs/common';
import type { Seat } from './domain/policy';
import type { Panel } from './panel.entity';

/** A member of a panel by name. */
export type PanelMember = { id: string; name: string; chair: boolean };

/** Who belongs to a panel, by the grants that hold now: accounts has the one truth. */
@Injectable()
export class Electorate {
  constructor(
    private readonly accounts: Accounts,
    private readonly reviews: PeerReviewQueries,
  ) {}

  /** The members, chairs first. On the committee everybody may lead. */
  async members(reader: Reader, panel: Pick<Panel, 'route'>): Promise<PanelMember[]> {
    if (panel.route === null) {
      const people = await this.accounts.peopleHolding(reader, 'committee-member', null);
      return people.map(({ id, name }) => ({ id, name, chair: true }));
    }
    const scope = routeScope(panel.route);
    const chairs = await this.accounts.peopleHolding(reader, 'panel-chair', scope);
    const others = await this.accounts.peopleHolding(reader, 'panel-member', scope);
    const seats = new Map(chairs.map(({ id, name }) => [id, { id, name, chair: true }]));
    for (const { id, name } of others) if (!seats.has(id)) seats.set(id, { id, name, chair: false });
    return [...seats.values()];
  }

  /** The electorate of a ballot that would open now; who proposes the thing or reviewed it is in it, and recused. */
  async seats(
    reader: Reader,
    panel: Pick<Panel, 'route'>,
    proposer: { id: string; groupId: string | null; submittedBy: string | null },
  ): Promise<Seat[]> {
    const inGroup = proposer.groupId === null ? new Set<string>() : await this.group(reader, proposer.groupId);
    const reviewed = await this.reviews.conflicts(reader, proposer.id);
    return (await this.members(reader, panel)).map(({ id, chair }) => {
      const conflict =
        id === proposer.submittedBy
          ? 'submitted this'
          : inGroup.has(id)
            ? 'is a member of the group that proposes this'
            : (reviewed.get(id) ?? null);
      return { personId: id, chair, conflict };
    });
  }

  private async group(reader: Reader, groupId: string): Promise<Set<string>> {
    const scope = groupScope(groupId);
    const chairs = await this.accounts.peopleHolding(reader, 'group-chair', scope);
    const members = await this.accounts.peopleHolding(reader, 'group-member', scope);
    return new Set([...chairs, ...members].map(({ id }) => id));
  }
}
