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
export {
  type ErasureGround,
  erasureGrounds,
  personalDataErased,
  personalDataExported,
} from './domain/personal-data-events';
export { accountPolicy } from './domain/policy';
export { Exports, type Taken } from './exports.service';
export {
  exportBegun,
  exportEnded,
  refusedByRule,
  sessionsEnded,
  signedIn,
  signedOut,
  signInLocked,
} from './domain/security-events';
export { type GrantRow, PeopleQueries, type PersonRow } from './people.queries';
export { PasswordResets } from './password-resets.service';
export { type AllHeld, type AskedAbout, PersonalData } from './personal-data.service';
export { PersonSessions } from './person-sessions.service';
export { PolicyRefusals } from './policy-refusals.service';
export { RefusedSignIns } from './refused-sign-ins.service';
export { Retention } from './retention.service';
export { SealedForms } from './sealed-forms.service';
export { noPerson, type SecurityFilter, SecurityQueries } from './security.queries';
export { type LinkPurpose, SignIn } from './sign-in.service';
export { WaitingList, type WaitingEntry, type WaitingFor } from './waiting-list';
