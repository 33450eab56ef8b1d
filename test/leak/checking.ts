import { newId } from '@app/kernel';
import {
  ChangeRequests,
  PeerReviews,
  ProposalQueries,
  type ReviewContent,
  Reviewing,
  ReviewLinks,
} from '@app/proposals';
import type { Site } from '../support/site';
import { emailOf, type People } from './people';
import { planted } from './planted';

type Peer = { name: string; email: string; anonymous?: 'yes' | 'no' };

/** The officer's check: what is said about a request, and what peers say of a proposal. */
export class Checking {
  private readonly reviews: PeerReviews;
  private readonly reviewing: Reviewing;

  constructor(
    private readonly site: Site,
    private readonly people: People,
  ) {
    this.reviews = site.lib(PeerReviews);
    this.reviewing = site.lib(Reviewing);
  }

  /** The group answers the request. @returns how the officer settles it, once the proposal is submitted again */
  async answered(id: string): Promise<() => Promise<void>> {
    const requests = this.site.lib(ChangeRequests);
    const [request] = await this.site.lib(ProposalQueries).changeRequests(this.site.db.read(), id);
    if (request === undefined) throw new Error('Nothing was asked');
    const { author, officer } = this.people;
    await requests.answer(author, request.id, { done: true, text: planted.threadAnswer, seen: 0, key: newId() });
    const ruling = { act: 'settle', text: planted.threadRuling, workingDays: 0, seen: 1 } as const;
    return () => requests.rule(officer, request.id, { ...ruling, key: newId() });
  }

  /**
   * By a member of the committee and by an anonymous peer, whose reviews the group may read; by one whose review it may
   * not; and two who have an interest review nothing, one of them of the panel.
   */
  async reviewed(id: string): Promise<void> {
    const { officer } = this.people;
    await this.start(id);
    const named = { name: `Rex ${planted.reviewer}`, email: emailOf('reviewing') };
    const email = `${planted.anonymousEmail}@example.test`;
    const anonymous = { name: `Ann ${planted.anonymous}`, email, anonymous: 'yes' } as const;
    const first = await this.sent(id, named, { overall: planted.review });
    const second = await this.sent(id, anonymous, {
      parts: { 'requirement-broad': planted.anonymousReview },
      toOfficer: planted.toOfficer,
    });
    const unreleased = { name: `Una ${planted.unreleased}`, email: 'una@example.test' };
    await this.sent(id, unreleased, { overall: planted.unreleasedReview });
    for (const invitation of [first, second]) await this.reviews.release(officer, id, invitation);
    const address = `${planted.decliningEmail}@example.test`;
    const declining = await this.invited(id, { name: `Dee ${planted.declining}`, email: address });
    await this.reviewing.declare(this.token(declining), { interested: true, details: planted.declaredInterest });
    const seated = await this.invited(id, { name: 'Abe Seated', email: emailOf('abstaining') });
    await this.reviewing.declare(this.token(seated), { interested: true, details: 'A brother' });
  }

  /** One review is in, one is at work, one is not begun. @returns the invitation of who is at work */
  async underReview(id: string): Promise<string> {
    await this.start(id);
    const first = { name: `Hal ${planted.openReviewer}`, email: 'hal@example.test' };
    await this.sent(id, first, { overall: planted.openReview });
    await this.invited(id, { name: 'Not yet', email: 'not-yet@example.test' });
    const invitation = await this.invited(id, { name: 'At work', email: 'at-work@example.test' });
    await this.reviewing.declare(this.token(invitation), { interested: false, details: '' });
    await this.reviewing.save(this.token(invitation), aReview({ overall: planted.reviewDraft }), 0);
    return invitation;
  }

  private async start(id: string): Promise<void> {
    const { officer } = this.people;
    const { version } = await this.site.lib(ProposalQueries).proposal(officer, id);
    await this.reviews.start(officer, id, version);
  }

  private async invited(id: string, { anonymous = 'no', ...peer }: Peer): Promise<string> {
    return this.reviews.invite(this.people.officer, id, { ...peer, anonymous, workingDays: 20, key: newId() });
  }

  private async sent(id: string, peer: Peer, content: Partial<ReviewContent>): Promise<string> {
    const invitation = await this.invited(id, peer);
    await this.reviewing.declare(this.token(invitation), { interested: false, details: '' });
    await this.reviewing.send(this.token(invitation), aReview(content), { seen: 0, key: newId() });
    return invitation;
  }

  private token(invitation: string): string {
    return this.site.lib(ReviewLinks).token(invitation);
  }
}

function aReview(content: Partial<ReviewContent>): ReviewContent {
  return { parts: {}, overall: 'In all.', toOfficer: '', recommendation: 'ready', ...content };
}
