import { canonicalJson, refuse } from '@app/kernel';
import { fieldOf, type MapState, newOccupation, type Occupation, type Placement } from '@app/occupational-map';
import {
  type Basis,
  changedFields,
  type ChangeKind,
  describedIn,
  type RequestKind,
  saidBy,
  standingParts,
  type SubmittedContent,
  toOccupation,
} from '@app/proposals';
import type { FieldChange, GivenAuthority, Operation } from './operations';
import { nextOptionReference, nextReference } from './references';

/** A request that was agreed, as far as its operations are concerned. */
export type AgreedRequest = {
  id: string;
  kind: RequestKind;
  changeKind: ChangeKind | null;
  standardApproved: boolean;
  content: SubmittedContent;
};

/** Where it is written into: the map as the draft makes it, every reference ever used, and the place that was chosen. */
export type Into = { state: MapState; used: readonly string[]; place: Pick<Placement, 'pathway' | 'cluster'> };

/** Whether somebody has to choose a place on the map: for what is new on its route, or changes its column. */
export function asksForPlace({ kind, content }: Pick<AgreedRequest, 'kind' | 'content'>): boolean {
  if (kind === 'occupation') return true;
  const { basis } = content;
  return (
    kind === 'change' &&
    basis !== null &&
    (content.route !== basis.content.route || content.level !== basis.content.level)
  );
}

/** What an agreed request does to the map, one kind after the other. @throws Refused where the map has gone another way */
export function operationsOfAgreed(request: AgreedRequest, into: Into): Operation[] {
  const { kind, content } = request;
  if (kind === 'occupation') return [newOccupationOf(request, into)];
  const basis = content.basis ?? refuse('This request is about no occupation');
  const standing = into.state.occupations[basis.reference] ?? refuse(`${basis.reference} is not on the map`);
  switch (kind) {
    case 'standard':
      return [amended(standing, [...changesOf(content, basis, ofStandard), ...approvalOf(standing)])];
    case 'change':
      return changed(request, { basis, standing, into });
    case 'option':
      return content.option?.act === 'remove'
        ? [{ op: 'retire-occupation', reference: basis.reference, successor: null }]
        : [addedOption(content, standing, into)];
    case 'retirement': {
      const successor = content.successor === 'none' ? null : content.successor;
      return [{ op: 'retire-occupation', reference: basis.reference, successor }];
    }
    case 'dispensation':
      return refuse('A dispensation changes no map: it holds for its time');
  }
}

/** On whose word these operations stand: the officer's correction, or the row by which the request was agreed. @throws Refused */
export function authorityOfAgreed(
  { id, changeKind, content }: AgreedRequest,
  decided: { by: 'decision' | 'ballot'; id: string } | null,
  reference: string,
): GivenAuthority {
  if (changeKind === 'correction') {
    return { by: 'correction', why: content.grounds.explanation || reference, proposalId: id };
  }
  if (decided === null) refuse('No decision stands on which this request could be put on the map');
  return { by: decided.by, decisionId: decided.id, proposalId: id };
}

function newOccupationOf({ content, standardApproved }: AgreedRequest, { used, place }: Into): Operation {
  if (content.route === null) refuse('This proposal names no route');
  const occupation = toOccupation(content, nextReference(used), standardApproved);
  return { op: 'add-occupation', occupation, placement: { route: content.route, ...place } };
}

/** The fields that the request changes, each against what it was drafted on: where the map says otherwise, it does not fit. */
function changesOf(content: SubmittedContent, { content: before }: Basis, asked = standingParts): FieldChange[] {
  return asked
    .map(({ part, of }) => ({ field: of, before: saidBy(before, part), after: saidBy(content, part) }))
    .filter((change) => canonicalJson(change.before) !== canonicalJson(change.after));
}

/** A standard says what the occupation is; what it is called and its level were agreed with the occupation. */
const ofStandard = standingParts.filter(({ of }) => fieldOf(of).changedBy === 'correction');

function approvalOf({ reference, status, standard }: Occupation): FieldChange[] {
  const name = standard?.reference ?? reference.replace(/^OCC(\d+).*$/, 'ST$1');
  const first = { reference: name, version: '1.0', status: 'approved' };
  return [
    { field: 'status', before: status, after: 'approved' },
    { field: 'standard', before: standard, after: first },
  ];
}

type About = { basis: Basis; standing: Occupation; into: Into };

function changed({ content, changeKind }: AgreedRequest, { basis, standing, into }: About): Operation[] {
  const operations: Operation[] = [];
  const changes = changesOf(content, basis);
  const version = changeKind === 'revision' ? nextVersionOf(standing) : [];
  if (changes.length > 0) operations.push(amended(standing, [...changes, ...version]));
  const moves = changedFields(basis.content, content).some((field) => field === 'route' || field === 'level');
  const from = into.state.placements[standing.reference] ?? refuse(`${standing.reference} is not on the map`);
  const to = { route: content.route ?? from.route, ...into.place };
  if (moves && canonicalJson(from) !== canonicalJson(to)) {
    operations.push({ op: 'place-occupation', reference: standing.reference, from, to });
  }
  return operations;
}

/** A revised standard is its next version: 1.2 after 1.1. */
function nextVersionOf({ standard }: Occupation): FieldChange[] {
  const [, major, minor] = /^(\d+)\.(\d+)$/.exec(standard?.version ?? '') ?? [];
  if (standard === null || major === undefined) return [];
  return [{ field: 'standard', before: standard, after: { ...standard, version: `${major}.${Number(minor) + 1}` } }];
}

function addedOption(content: SubmittedContent, sibling: Occupation, { state, used }: Into): Operation {
  const { option, standard, level } = sibling;
  if (option === null || content.option?.act !== 'add') refuse(`${sibling.reference} is not an option of a standard`);
  const occupation = newOccupation({
    ...describedIn(content),
    reference: nextOptionReference(option.core, used),
    level,
    status: 'approved',
    standard,
    option: { core: option.core, name: content.option.name },
  });
  return { op: 'add-occupation', occupation, placement: state.placements[sibling.reference] ?? null };
}

const amended = ({ reference }: Occupation, changes: FieldChange[]): Operation => ({
  op: 'amend-occupation',
  reference,
  changes,
});
