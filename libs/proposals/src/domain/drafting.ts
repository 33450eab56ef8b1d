import { canonicalJson } from '@app/kernel';
import { type ChangeKind, changeKindOf, larger, withPart } from './changes';
import type { ProposalContent } from './content';
import { fieldsOf, type RequestKind } from './kinds';
import type { Submission } from './rules';

/** What a kind does not ask for is not taken: it stays as it was. Employers and files stand beside the content. */
export function askedOf(kind: RequestKind, before: ProposalContent, after: ProposalContent): ProposalContent {
  const asked = fieldsOf(kind, after).filter((field) => !['employers', 'files'].includes(field));
  const named = kind === 'option' ? [...asked, 'title'] : asked;
  return named.reduce((content, field) => withPart(content, field, after), before);
}

/** Which change it is: what follows from what is changed, or what the officer raised it to if that is more. */
export function submittedChange({
  kind,
  basis,
  content,
  raisedTo,
}: Submission & { raisedTo: ChangeKind | null }): ChangeKind | null {
  if (kind !== 'change' || basis === null) return null;
  return larger(raisedTo, changeKindOf(basis.content, content));
}

/** The fields that differ, before and after: what the audit trail shows. */
export function difference(before: ProposalContent, after: ProposalContent): { before: object; after: object } {
  const changed = (Object.keys(after) as (keyof ProposalContent)[]).filter(
    (key) => canonicalJson(before[key]) !== canonicalJson(after[key]),
  );
  const of = (content: ProposalContent): object => Object.fromEntries(changed.map((key) => [key, content[key]]));
  return { before: of(before), after: of(after) };
}
