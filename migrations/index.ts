import { Ground1700000000001 } from './0001-ground';

/** Every migration, in order. One line each; once landed a line is never changed. */
export const migrations = [Ground1700000000001];
