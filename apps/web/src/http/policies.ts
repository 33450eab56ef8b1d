import { accountPolicy } from '@app/accounts';
import { auditPolicy } from '@app/audit';
import { consultationPolicy } from '@app/consultations';
import { decisionPolicy } from '@app/decisions';
import type { Rule } from '@app/kernel';
import { ballotPolicy, panelPolicy } from '@app/panels';
import { notificationPolicy } from '@app/notifications';
import { proposalPolicy } from '@app/proposals';
import { revisionPolicy } from '@app/revisions';
import { trailblazerPolicy } from '@app/trailblazers';

/** The policies of all libs, by the area that `@Can('area.action')` names. */
const policies: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  account: accountPolicy,
  ballot: ballotPolicy,
  panel: panelPolicy,
  audit: auditPolicy,
  consultation: consultationPolicy,
  decision: decisionPolicy,
  notification: notificationPolicy,
  proposal: proposalPolicy,
  revision: revisionPolicy,
  trailblazer: trailblazerPolicy,
};

/** The rule that `@Can` names. @throws Error for a name that no policy has: a mistake of ours, found at boot by a test */
export function ruleOf(action: string): Rule<never> {
  const [area = '', name = ''] = action.split('.');
  const rule = policies[area]?.[name];
  if (rule === undefined) throw new Error(`No policy has the action ${action}`);
  return rule as Rule<never>;
}
