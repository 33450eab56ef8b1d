import { canonicalJson, hashOf, type Reason } from '@app/kernel';
import { type MapState, wordingFields } from '@app/occupational-map';
import type { ChangeKind, RequestKind } from '@app/proposals';
import { describe } from './describe';
import {
  type Authority,
  type AuthorisedOperation,
  type FieldChange,
  isInWords,
  type Operation,
  type StoredAuthority,
} from './operations';
import { routesOf } from './routes';

/** A row that operations may stand on, as the database has it now. */
export type AuthorityRow = {
  by: Exclude<Authority['by'], 'seed' | 'import'>;
  /** Of the decision, the item, the direction, the correction, or the revision that is undone. */
  id: string;
  /** Whether it stands: decided and not taken afresh, agreed, published. */
  stands: boolean;
  /** The slugs of the routes whose panels recommended or agreed, or that a direction names; null: asks for none. */
  routes: readonly string[] | null;
  /** What was agreed by a decision or a ballot: the request, and the occupation that it is about; null: a new one. */
  request: {
    kind: RequestKind;
    changeKind: ChangeKind | null;
    act: 'add' | 'remove' | null;
    about: string | null;
  } | null;
  /** What the row is called, and what it says, in plain words. */
  title: string;
  text: string;
  dated: Date;
  /** Where it is read: the slug of the panel, and the number of its meeting, of the direction, or of the edition undone. */
  slug: string | null;
  no: number | null;
  /** Whether everybody may read it. */
  isPublic: boolean;
  /** Of an undoing: the hashes of the operations that take the revision back. */
  inverse?: ReadonlySet<string>;
};
/** The rows that the operations of a plan refer to, by `rowKey`. */
export type AuthorityRows = ReadonlyMap<string, AuthorityRow>;
export const rowKey = (by: AuthorityRow['by'], id: string): string => `${by}:${id}`;

/** The rows that an authority refers to. */
export function rowsBehind(authority: StoredAuthority): { by: AuthorityRow['by']; id: string }[] {
  if (isInWords(authority)) return [];
  switch (authority.by) {
    case 'decision':
    case 'ballot':
      return [{ by: authority.by, id: authority.decisionId }];
    case 'minutes':
      return authority.items.map(({ itemId }) => ({ by: 'minutes', id: itemId }));
    case 'direction':
      return [{ by: 'direction', id: authority.directionId }];
    case 'correction':
      return [{ by: 'correction', id: authority.correctionId }];
    case 'undo':
      return [{ by: 'undo', id: authority.revisionId }];
    case 'seed':
    case 'import':
      return [];
  }
}

/**
 * Which operations stand on an authority that does not carry them, each in one sentence; `before` is the map that they
 * are applied to, `rows` what they refer to. Each map is owned by its route panel: an occupation that moves to another
 * route needs both.
 */
export function authorityGaps(
  operations: readonly AuthorisedOperation[],
  before: MapState,
  rows: AuthorityRows,
): Reason[] {
  return operations.flatMap(({ operation, authority }) => {
    const lacking = lackingAuthority(operation, authority, before, rows);
    return lacking === null ? [] : [{ text: `${describe(operation, before)}: ${lacking}` }];
  });
}

type Carried<By extends Authority['by']> = {
  operation: Operation;
  authority: Extract<Authority, { by: By }>;
  before: MapState;
  rows: AuthorityRows;
};
type Carriers = { [By in Authority['by']]: (given: Carried<By>) => string | null };

/** One rule for each kind of authority: null where it carries the operation, else what is lacking. */
const carriers: Carriers = {
  decision: (given) => carriedByRequest(given, routesOf(given.operation, given.before).length > 1),
  ballot: (given) => carriedByRequest(given, true),
  minutes: ({ operation, authority, before, rows }) => {
    const found = authority.items.map(({ itemId }) => rows.get(rowKey('minutes', itemId)));
    if (found.some((row) => !row?.stands)) return 'the minutes that it stands on do not say that the panel agreed';
    const agreed = found.flatMap((row) => row?.routes ?? []);
    return onlyByRequest(operation, before) ?? missingPanels(operation, before, agreed, 'the agreement');
  },
  direction: ({ operation, authority, before, rows }) => {
    const row = rows.get(rowKey('direction', authority.directionId));
    if (!row?.stands) return 'there is no such ministerial direction';
    const other = namesOf(before, notIn(routesOf(operation, before), row.routes ?? []));
    if (other !== '') return `the direction is about other maps than ${other}`;
    return onlyByRequest(operation, before);
  },
  correction: ({ operation, authority, rows }) => {
    if (!rows.get(rowKey('correction', authority.correctionId))?.stands) return 'nobody recorded this correction';
    return isWording(operation) ? null : 'a correction may change wording only';
  },
  undo: ({ operation, authority, rows }) => {
    const row = rows.get(rowKey('undo', authority.revisionId));
    if (!row?.stands) return 'only a published map revision can be undone';
    return row.inverse?.has(hashOf(operation)) ? null : 'this is not what takes that map revision back';
  },
  seed: ({ before }) => (Object.keys(before.routes).length === 0 ? null : 'the seed makes the first edition only'),
  import: ({ operation }) => (isOfFile(operation) ? null : 'a file may add and amend, and nothing else'),
};

/** Why an authority does not carry an operation; null where it does. */
export function lackingAuthority(
  operation: Operation,
  authority: StoredAuthority,
  before: MapState,
  rows: AuthorityRows,
): string | null {
  if (isInWords(authority)) {
    return 'its authority was recorded in words, before authority was a row. Take the operation out, and add it again';
  }
  const carrier = carriers[authority.by] as (given: Carried<Authority['by']>) => string | null;
  return carrier({ operation, authority, before, rows });
}

function carriedByRequest(
  { operation, authority, before, rows }: Carried<'decision'> | Carried<'ballot'>,
  asksPanels: boolean,
): string | null {
  const row = rows.get(rowKey(authority.by, authority.decisionId));
  if (!row?.stands || row.request === null) return 'the decision that it stands on does not stand';
  if (!asksFor(row.request, operation, before)) return 'the request that was agreed asks for something else';
  return asksPanels ? missingPanels(operation, before, row.routes ?? [], 'the recommendation') : null;
}

/** Whether an agreed request asks for this operation. */
function asksFor(request: NonNullable<AuthorityRow['request']>, operation: Operation, before: MapState): boolean {
  const isAbout = 'reference' in operation && operation.reference === request.about;
  switch (request.kind) {
    case 'occupation':
      return operation.op === 'add-occupation';
    case 'standard':
      return operation.op === 'amend-occupation' && isAbout;
    case 'change':
      return (operation.op === 'amend-occupation' || operation.op === 'place-occupation') && isAbout;
    case 'option':
      return request.act === 'add'
        ? operation.op === 'add-occupation' && operation.occupation.option !== null
        : operation.op === 'retire-occupation' && isAbout && isOption(before, operation.reference);
    case 'retirement':
      return operation.op === 'retire-occupation' && isAbout;
    case 'dispensation':
      return false;
  }
}

/** An option has a letter after the number of its standard: calling an occupation one does not make it one. */
const isOption = ({ occupations }: MapState, reference: string): boolean =>
  occupations[reference]?.option != null && /[A-Z]$/.test(reference);

/** What no agreement of a panel and no direction carries: a whole occupation leaves the map by its own request only. */
function onlyByRequest(operation: Operation, before: MapState): string | null {
  if (operation.op === 'remove-occupation') return 'only the undoing of a map revision takes an addition back';
  if (operation.op !== 'retire-occupation' || isOption(before, operation.reference)) return null;
  return 'a whole occupation is retired by a request to retire it, and nothing else';
}

const notIn = (routes: readonly string[], agreed: readonly string[]): string[] =>
  routes.filter((route) => !agreed.includes(route));

const namesOf = (state: MapState, routes: readonly string[]): string =>
  routes.map((slug) => state.routes[slug]?.name ?? slug).join(' and ');

function missingPanels(
  operation: Operation,
  before: MapState,
  agreed: readonly string[],
  what: 'the agreement' | 'the recommendation',
): string | null {
  const missing = namesOf(before, notIn(routesOf(operation, before), agreed));
  return missing === '' ? null : `${what} of the panel of ${missing} is missing`;
}

/** Whether a file may do this: it adds and amends; within its route it also says where something stands. */
export function isOfFile(operation: Operation): boolean {
  if (operation.op === 'place-occupation') return operation.from.route === operation.to.route;
  return operation.op === 'add-occupation' || operation.op === 'amend-occupation';
}

const wording: ReadonlySet<string> = new Set(wordingFields);
const isWording = (operation: Operation): boolean =>
  operation.op === 'amend-occupation' &&
  operation.changes.every((change) => wording.has(change.field) && keepsCodes(change));

/** Other words for the same duties and statements: none comes, none goes, and each duty still needs the same. */
function keepsCodes({ field, before, after }: FieldChange): boolean {
  if (field !== 'duties' && field !== 'ksbs') return true;
  return canonicalJson(withoutTexts(before)) === canonicalJson(withoutTexts(after));
}

const withoutTexts = (coded: FieldChange['before']): unknown[] =>
  Array.isArray(coded) ? coded.map((one) => ({ ...(one as object), text: '' })) : [];
