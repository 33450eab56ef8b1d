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

/** What differs, as finely as two people work beside each other: each field, requirement and statement is a place of its own. */
export function placesChanged(before: Partial<ProposalContent>, after: Partial<ProposalContent>): string[] {
  return (Object.keys({ ...before, ...after }) as (keyof ProposalContent)[]).flatMap((field) => {
    const [was, is] = [partsIn(before[field]), partsIn(after[field])];
    const places = [...new Set([...was.keys(), ...is.keys()])];
    return places.filter((place) => was.get(place) !== is.get(place)).map((place) => `${field} ${place}`);
  });
}

type Coded = { code: string; text: string };
const isList = (value: unknown): value is Coded[] =>
  Array.isArray(value) && value.every((one) => typeof (one as Partial<Coded> | null)?.code === 'string');

/** The parts of a field by where they stand; a field without parts stands at the empty place. */
function partsIn(value: unknown): Map<string, string> {
  if (isList(value) && value.length > 0) return new Map(value.map((one) => [one.code, canonicalJson(one)]));
  if (isList(value)) return new Map();
  const isTable = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (isTable) return new Map(Object.entries(value).map(([key, part]) => [key, canonicalJson(part ?? null)]));
  return new Map([['', canonicalJson(value ?? null)]]);
}

/** The fields that differ, before and after: what the audit trail shows. A field that says nothing is null there. */
export function difference(before: ProposalContent, after: ProposalContent): { before: object; after: object } {
  const said = (content: ProposalContent, key: keyof ProposalContent): unknown => content[key] ?? null;
  const changed = (Object.keys({ ...before, ...after }) as (keyof ProposalContent)[]).filter(
    (key) => canonicalJson(said(before, key)) !== canonicalJson(said(after, key)),
  );
  const of = (content: ProposalContent): object => Object.fromEntries(changed.map((key) => [key, said(content, key)]));
  return { before: of(before), after: of(after) };
}
