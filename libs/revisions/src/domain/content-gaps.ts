import type { Reason } from '@app/kernel';
import { isLive, type MapState, type Occupation } from '@app/occupational-map';
import { foldWhatFits } from './apply';
import { describe } from './describe';
import type { AmendableField, AuthorisedOperation, Operation, StoredAuthority } from './operations';

/** What the operations of a plan lack in content, whoever agreed to them, each in one sentence. */
export function contentGaps(operations: readonly AuthorisedOperation[], before: MapState): Reason[] {
  const plain = operations.map(({ operation }) => operation);
  const after = plain.some(setsApproval) ? foldWhatFits(before, plain) : before;
  return operations.flatMap(({ operation, authority }) => {
    const lacking = lackingSource(operation, authority) ?? lackingStandard(operation, authority, before, after);
    return lacking === null ? [] : [{ text: `${describe(operation, before)}: ${lacking}` }];
  });
}

/**
 * Calling an occupation apprenticeship only takes it away from T Levels: who says so, and when, has to be said. Undoing
 * a map revision may bring back a flag that was set before sources were noted.
 */
function lackingSource(operation: Operation, { by }: StoredAuthority): string | null {
  if (operation.op !== 'amend-occupation' || by === 'undo') return null;
  const after = (name: AmendableField) => operation.changes.find(({ field }) => field === name)?.after;
  const missing = after('apprenticeshipOnly') === true && !after('apprenticeshipOnlySource');
  return missing ? 'the source of the apprenticeship-only flag and its date are missing' : null;
}

const approvalFields: readonly string[] = ['status', 'standard', 'duties', 'ksbs'] satisfies AmendableField[];
const setsApproval = (operation: Operation): boolean =>
  operation.op === 'reinstate-occupation' ||
  operation.op === 'add-occupation' ||
  operation.op === 'split-occupation' ||
  (operation.op === 'amend-occupation' && operation.changes.some(({ field }) => approvalFields.includes(field)));

/** An approved occupation has a standard with duties and KSBs, unless it came so from the seed, a file or an undoing. */
function lackingStandard(
  operation: Operation,
  { by }: StoredAuthority,
  before: MapState,
  after: MapState,
): string | null {
  if (!setsApproval(operation) || by === 'seed' || by === 'import' || by === 'undo') return null;
  const approved = (state: MapState, reference: string): Occupation | null => {
    const found = state.occupations[reference];
    return found?.status === 'approved' && isLive(found) ? found : null;
  };
  const bare = touched(operation).filter((reference) => {
    const [stood, stands] = [approved(before, reference), approved(after, reference)];
    return stands !== null && !isStandard(stands) && (stood === null || isStandard(stood));
  });
  return bare.length === 0 ? null : 'an approved occupation needs a standard with duties and KSBs';
}

const isStandard = ({ standard, duties, ksbs }: Occupation): boolean =>
  standard !== null && duties.length > 0 && ksbs.length > 0;

function touched(operation: Operation): string[] {
  if (operation.op === 'add-occupation') return [operation.occupation.reference];
  if (operation.op === 'split-occupation') return operation.into.map(({ occupation }) => occupation.reference);
  return 'reference' in operation ? [operation.reference] : [];
}
