import { accountPolicy } from '@app/accounts';
import { auditPolicy } from '@app/audit';
import { consultationPolicy, earlierConsultationPolicy } from '@app/consultations';
import { cyclePolicy } from '@app/cycles';
import { deciderPolicy } from '@app/deciders';
import { decisionPolicy } from '@app/decisions';
import type { RefusedBy, Rule } from '@app/kernel';
import { meetingPolicy } from '@app/meetings';
import { ballotPolicy, panelPolicy, recusalPolicy } from '@app/panels';
import { notificationPolicy } from '@app/notifications';
import { proposalPolicy } from '@app/proposals';
import { responsePolicy } from '@app/responses';
import { directionPolicy, revisionPolicy } from '@app/revisions';
import { suggestionPolicy } from '@app/suggestions';
import { trailblazerPolicy } from '@app/trailblazers';
import { unfoundPolicy } from '@app/unfound';

/** The policies of all libs, by the area that `@Can('area.action')` names. */
const policies: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  account: accountPolicy,
  ballot: ballotPolicy,
  panel: panelPolicy,
  recusal: recusalPolicy,
  meeting: meetingPolicy,
  audit: auditPolicy,
  consultation: consultationPolicy,
  earlierConsultation: earlierConsultationPolicy,
  cycle: cyclePolicy,
  decider: deciderPolicy,
  decision: decisionPolicy,
  direction: directionPolicy,
  notification: notificationPolicy,
  proposal: proposalPolicy,
  response: responsePolicy,
  revision: revisionPolicy,
  suggestion: suggestionPolicy,
  trailblazer: trailblazerPolicy,
  unfound: unfoundPolicy,
};

/** The rule that `@Can` names. @throws Error for a name that no policy has: a mistake of ours, found at boot by a test */
export function ruleOf(action: string): Rule<never> {
  const [area = '', name = ''] = action.split('.');
  const rule = policies[area]?.[name];
  if (rule === undefined) throw new Error(`No policy has the action ${action}`);
  return rule as Rule<never>;
}

/** The name of the rule that refused, as `@Can` names it; null for an action of a policy that no page uses. */
export function nameOf(by: RefusedBy): string | null {
  if (typeof by === 'string') return by;
  const [area] = Object.entries(policies).find(([, policy]) => policy === by.policy) ?? [];
  return area === undefined ? null : `${area}.${by.action}`;
}
