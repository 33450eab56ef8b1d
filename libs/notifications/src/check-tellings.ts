import { Accounts, type PersonLine } from '@app/accounts';
import { formatLondon, paths } from '@app/kernel';
import type { Tx } from '@app/platform';
import {
  changeRequestAnswered,
  changeRequestReplied,
  changeRequestSettled,
  PeerReviewQueries,
  reviewInvited,
  ReviewLinks,
  reviewReleased,
  reviewReminded,
  reviewSent,
} from '@app/proposals';
import { TrailblazerQueries } from '@app/trailblazers';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { once, type Told, TellingTable } from './telling-table';

type AboutRequest = { reference: string; title: string; groupId: string; requestId: string };
type AboutReview = { reference: string; title: string; invitationId: string };

/** Who is told what during the officer's check and the peer review. What is asked again is told when it is returned. */
@Injectable()
export class CheckTellings implements OnModuleInit {
  constructor(
    private readonly table: TellingTable,
    private readonly accounts: Accounts,
    private readonly trailblazers: TrailblazerQueries,
    private readonly reviews: PeerReviewQueries,
    private readonly links: ReviewLinks,
  ) {}

  onModuleInit(): void {
    this.requests();
    this.peerReviews();
  }

  private requests(): void {
    this.table.on(changeRequestAnswered, async (tx, { data, subjectId }) => {
      const officers = await this.accounts.peopleHolding(tx, 'product-manager');
      const said = data.done
        ? `The group says that it is done in version ${data.version}.`
        : 'The group says no, and why.';
      const subject = `A change request is answered: ${data.reference}, ${data.title}`;
      const to = officers.filter(({ id }) => id === data.raisedBy);
      return [{ to, topic: 'casework', subject, lines: [said], path: paths.changeRequest(subjectId, data.requestId) }];
    });
    this.table.on(changeRequestReplied, (tx, { data, subjectId }) =>
      this.group(tx, subjectId, data, 'A reply on a change request', 'The product manager has replied to your group.'),
    );
    this.table.on(changeRequestSettled, (tx, { data, subjectId }) =>
      this.group(
        tx,
        subjectId,
        data,
        'A change request is settled',
        'The product manager asks for nothing more there.',
      ),
    );
  }

  private peerReviews(): void {
    this.table.on(reviewInvited, (tx, { data }) =>
      this.reviewer(tx, data, 'You are invited to review', (due, anonymous) => [
        `You are asked to review a proposal by ${due}.`,
        anonymous ? 'The group that proposes it does not learn who you are.' : 'The group may learn your name.',
        'This link is yours alone, and needs no account:',
      ]),
    );
    this.table.on(reviewReminded, (tx, { data }) =>
      this.reviewer(tx, data, 'Your review is due soon', (due) => [`Your review is due on ${due}.`]),
    );
    this.table.on(reviewSent, async (tx, { data, subjectId }) => {
      const to = await this.accounts.peopleHolding(tx, 'product-manager');
      const subject = `A peer review is in: ${data.reference}, ${data.title}`;
      const lines = [`Reviewer ${data.no} has sent a review.`];
      return [{ to, topic: 'casework', subject, lines, path: paths.peerReview(subjectId) }];
    });
    this.table.on(reviewReleased, async (tx, { data, subjectId }) => {
      const subject = `Comments of a reviewer: ${data.reference}, ${data.title}`;
      const lines = [`You can read what reviewer ${data.no} wrote to your group.`];
      const to = await this.people(tx, data.groupId);
      return [{ to, topic: 'change-requests', subject, lines, path: paths.proposal(subjectId) }];
    });
  }

  private async group(tx: Tx, id: string, data: AboutRequest, what: string, sentence: string): Promise<Told[]> {
    const subject = `${what}: ${data.reference}, ${data.title}`;
    const path = paths.changeRequest(id, data.requestId);
    return [{ to: await this.people(tx, data.groupId), topic: 'change-requests', subject, lines: [sentence], path }];
  }

  /** A mail with the reviewer's own link, which says what it is about; nothing once the invitation was withdrawn. */
  private async reviewer(
    tx: Tx,
    { reference, invitationId }: AboutReview,
    what: string,
    lines: (due: string, anonymous: boolean) => string[],
  ): Promise<Told[]> {
    const reviewer = await this.reviews.reviewer(tx, invitationId);
    if (reviewer === null) return [];
    const { email, dueOn, anonymous } = reviewer;
    const path = paths.peerReviewLink(this.links.token(invitationId));
    const subject = `${what}: ${reference}`;
    return [
      {
        to: [{ id: null, email }],
        topic: 'receipts',
        subject,
        lines: lines(formatLondon(dueOn), anonymous),
        path,
      },
    ];
  }

  private async people(tx: Tx, groupId: string): Promise<PersonLine[]> {
    return once((await this.trailblazers.people(tx, groupId)).map(({ id, name, email }) => ({ id, name, email })));
  }
}
