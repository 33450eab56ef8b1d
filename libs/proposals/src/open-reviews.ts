import type { Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { OpenReview } from './domain/open-review';

/** Tells the procedural reviews that are under way: on these requests, or all of them. */
export type ReviewsUnderWay = (reader: Reader, proposalIds: readonly string[] | null) => Promise<OpenReview[]>;

/** Asks upward: decisions know which requests are under procedural review; these do not reach the map meanwhile. */
@Injectable()
export class OpenReviews {
  private ask: ReviewsUnderWay = () => Promise.resolve([]);

  /** Registers the answer at boot. */
  answerBy(answer: ReviewsUnderWay): void {
    this.ask = answer;
  }

  /** Those on these requests. */
  async on(reader: Reader, proposalIds: readonly string[]): Promise<OpenReview[]> {
    return proposalIds.length === 0 ? [] : this.ask(reader, proposalIds);
  }

  /** All that are under way. */
  async all(reader: Reader): Promise<OpenReview[]> {
    return this.ask(reader, null);
  }
}
