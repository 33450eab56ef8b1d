export { notificationPolicy } from './domain/policy';
export { type Topic, topics } from './domain/topics';
export { type Followed, type FollowedKind, followedKinds } from './domain/following';
export { type Follower, Following } from './following.service';
export { Ledger, type Telling } from './ledger.service';
export { type MessageRow, NotificationQueries } from './notifications.queries';
export { NotificationsModule } from './notifications.module';
export { mostAttempts, Sending } from './sending.service';
export { Unsubscribing } from './unsubscribe';
