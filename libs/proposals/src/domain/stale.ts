import { Stale } from '@app/kernel';

const changed = 'Somebody else changed this proposal after you opened the page';

/** Forms carry the version that they read: a person acts on what they saw. @throws Stale where somebody saved since */
export function refuseStale(proposal: { version: number }, readVersion: number | undefined): void {
  if (readVersion === undefined || readVersion === proposal.version) return;
  throw new Stale(changed);
}

/**
 * Two people work on one draft beside each other, as long as they do not meet.
 * @param meanwhile the places that others changed since the page was read, null where it is not known what was done since
 * @param mine the places that this changes
 * @param rests the fields that it stands on
 * @throws Stale where they meet
 */
export function refuseMet(
  meanwhile: readonly string[] | null,
  mine: readonly string[],
  rests: readonly string[],
): void {
  if (meanwhile === null) throw new Stale(changed);
  const met = meanwhile.some((place) => mine.includes(place) || rests.some((field) => place.startsWith(`${field} `)));
  if (met) throw new Stale(changed);
}
