import { PeerReviewController } from './peer-review.controller';
import { ReviewerController } from './reviewer.controller';

export const peerReviewControllers = [PeerReviewController, ReviewerController];
