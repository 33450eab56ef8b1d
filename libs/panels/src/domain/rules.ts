import { formatLondon, type Reason } from '@app/kernel';
import type { Rules } from './carrying';

/** The rules that a panel begins with. The public record names none, so they are settings, versioned. */
export const firstRules: Rules = {
  quorumPercent: 50,
  quorumFloor: 3,
  thresholdPercent: 50,
  blockingRejects: 0,
  chairBlocks: false,
  castingVote: true,
};
export const firstCommitteeRules: Rules = { ...firstRules, quorumFloor: 2 };

/** Why no ballot is opened on which too few could vote, in words. */
export function quorumProblems(given: { members: number; voters: number; rules: Rules }): Reason[] {
  const { members, voters, rules } = given;
  if (members === 0) return [{ text: 'This panel has no members: an administrator appoints them first' }];
  if (voters >= rules.quorumFloor) return [];
  const can = `${voters} of ${members} members can take part`;
  return [
    { text: `The quorum of ${rules.quorumFloor} can't be reached: ${can}. An administrator appoints members first` },
  ];
}

const longestDays = 90;

/** What keeps a ballot from being opened, in words. */
export function openingProblems(given: {
  members: number;
  voters: number;
  rules: Rules;
  closesAt: Date;
  now: Date;
}): Reason[] {
  const { closesAt, now } = given;
  const reasons = quorumProblems(given);
  if (closesAt <= now) reasons.push({ field: 'day', text: 'The closing time must be in the future' });
  if (closesAt.getTime() > now.getTime() + longestDays * 86_400_000) {
    reasons.push({ field: 'day', text: `The closing time must be within ${longestDays} days` });
  }
  return reasons;
}

/** Why no declaration or vote is taken any more, if so: the database's clock decides, read after the lock. */
export function tooLate(ballot: { closesAt: Date; closedAt: Date | null }, now: Date): Reason[] {
  if (ballot.closedAt !== null) {
    return [{ text: `This ballot was closed on ${formatLondon(ballot.closedAt, 'datetime')}: nothing was stored` }];
  }
  if (now < ballot.closesAt) return [];
  return [{ text: `The time to vote ended on ${formatLondon(ballot.closesAt, 'datetime')}: nothing was stored` }];
}

/** What keeps a ballot from being deferred, in words: it is once, to a later time, while votes are still taken. */
export function deferralProblems(given: { deferred: boolean; closesAt: Date; later: Date; openedAt: Date }): Reason[] {
  const { deferred, closesAt, later, openedAt } = given;
  if (deferred) return [{ text: 'This ballot was deferred before: a ballot is deferred once' }];
  if (later <= closesAt) return [{ field: 'day', text: 'The new closing time must be later than the one now' }];
  if (later.getTime() > openedAt.getTime() + 2 * longestDays * 86_400_000) {
    return [{ field: 'day', text: `The new closing time must be within ${2 * longestDays} days of the opening` }];
  }
  return [];
}
