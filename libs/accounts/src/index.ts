export { AccountsModule } from './accounts.module';
export { Accounts, type GrantOrder, type PersonLine } from './accounts.service';
export { type ApiKeyRow, ApiKeys } from './api-keys.service';
export {
  apiKeyMade,
  apiKeyRevoked,
  passwordResetAsked,
  passwordSet,
  personAdded,
  personEmailChanged,
  personEnded,
  roleEnded,
  roleGranted,
} from './domain/events';
export { ownGrantProblems } from './domain/granting';
export { accountPolicy } from './domain/policy';
export { type GrantRow, PeopleQueries, type PersonRow } from './people.queries';
export { PasswordResets } from './password-resets.service';
export { type LinkPurpose, SignIn } from './sign-in.service';
export { WaitingList, type WaitingEntry, type WaitingFor } from './waiting-list';
