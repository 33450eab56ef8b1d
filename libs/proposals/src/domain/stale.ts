import { Stale } from '@app/kernel';

/** Forms carry the version that they read: a person acts on what they saw. @throws Stale where somebody saved since */
export function refuseStale(proposal: { version: number }, readVersion: number | undefined): void {
  if (readVersion === undefined || readVersion === proposal.version) return;
  throw new Stale('Somebody else changed this proposal after you opened the page');
}
