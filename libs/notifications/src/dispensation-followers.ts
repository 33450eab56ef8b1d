import { paths } from '@app/kernel';
import { Reactions, type RecordedEvent, type Tx } from '@app/platform';
import {
  dayInWords,
  dispensationEnded,
  DispensationQueries,
  lastDay,
  periodInWords,
  proposalConditionsDischarged,
  proposalDecided,
} from '@app/proposals';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { FollowLinks } from './follow-links';
import { Ledger, type Telling } from './ledger.service';

/** What those who follow an occupation by mail are told of dispensations from its standard: agreed, and ended early. */
@Injectable()
export class DispensationFollowers implements OnModuleInit {
  constructor(
    private readonly reactions: Reactions,
    private readonly ledger: Ledger,
    private readonly links: FollowLinks,
    private readonly dispensations: DispensationQueries,
  ) {}

  onModuleInit(): void {
    this.reactions.on(proposalDecided, 'notifications.followers', async (tx, event) => {
      if (event.data.outcome === 'approve') await this.tellOfAgreement(tx, event);
    });
    this.reactions.on(proposalConditionsDischarged, 'notifications.followers', (tx, event) =>
      this.tellOfAgreement(tx, event),
    );
    this.reactions.on(dispensationEnded, 'notifications.followers', async (tx, event) => {
      const { occupation, title, endsOn, reason } = event.data;
      const lines = [`The dispensation was to hold until ${dayInWords(endsOn)}. It ended early:`, reason];
      await this.tell(tx, event, occupation, `A dispensation from the standard of ${title} ended early`, lines);
    });
  }

  /** Nothing where what was decided on is no dispensation, or is not agreed, or is over already. */
  private async tellOfAgreement(tx: Tx, event: Caused): Promise<void> {
    const agreed = await this.dispensations.of(tx, event.subjectId);
    if (agreed === null || agreed.standing === 'ended') return;
    const { occupation, title, instead } = agreed;
    const when = `${periodInWords({ ...agreed, endsOn: lastDay(agreed) })} this is allowed instead of what the standard says:`;
    await this.tell(tx, event, occupation, `A dispensation from the standard of ${title} was agreed`, [when, instead]);
  }

  private async tell(
    tx: Tx,
    event: Caused,
    occupation: string | null,
    subject: string,
    lines: readonly string[],
  ): Promise<void> {
    const followers = await tx.rows<{ id: string; address: string }>(
      `select id, address from follower where subject_kind = 'occupation' and subject_key = $1
         and confirmed_at is not null order by address`,
      [occupation],
    );
    const told = followers.map(({ id, address }) => {
      const page = `Now: ${this.links.address(paths.occupation(occupation ?? ''))}`;
      const stop = `Stop following it: ${this.links.address(paths.followStop(this.links.token('stop', id)))}`;
      const to = [{ id: null, email: address }];
      const telling: Telling = { to, topic: 'following', subject, lines: [...lines, page, stop], link: null };
      return { event, telling };
    });
    await this.ledger.writeAll(tx, told);
  }
}

type Caused = Pick<RecordedEvent, 'seq' | 'subjectId' | 'actorKind'>;
