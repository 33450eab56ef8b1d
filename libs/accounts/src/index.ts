export { AccountsModule } from './accounts.module';
export { Accounts, type GrantOrder, type PersonLine } from './accounts.service';
export { personAdded, personEnded, roleEnded, roleGranted } from './domain/events';
export { WaitingList, type WaitingEntry, type WaitingFor } from './waiting-list';
