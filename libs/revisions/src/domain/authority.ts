import { canonicalJson, type Reason } from '@app/kernel';
import type { MapState } from '@app/occupational-map';
import { describe } from './describe';
import type { AmendableField, Authority, AuthorisedOperation, FieldChange, Operation } from './operations';

/** What a correction may touch: wording, and nothing that places, names or grades an occupation. */
const wording: readonly string[] = [
  'overview',
  'typicalJobTitles',
  'keywords',
  'duties',
  'ksbs',
  'banner',
] satisfies AmendableField[];

/**
 * Which operations stand on a word that is not enough for them, each in one sentence; `before` is the map that they
 * are applied to. A file, the seed and the undoing of a published map revision carry their own, and so does a committee's
 * decision on one map. Each map is owned by its route panel, and an occupation that moves to another route needs both.
 */
export function authorityGaps(operations: readonly AuthorisedOperation[], before: MapState): Reason[] {
  return operations.flatMap(({ operation, authority }) => {
    const lacking = lackingAuthority(operation, authority, before) ?? lackingSource(operation, authority);
    return lacking === null ? [] : [{ text: `${describe(operation, before)}: ${lacking}` }];
  });
}

function lackingAuthority(operation: Operation, authority: Authority, state: MapState): string | null {
  const routes = routesOf(operation, state);
  const names = routes.map((slug) => state.routes[slug]?.name ?? slug);
  const missing = (panels: readonly string[] = []) => names.filter((_, at) => !panels.includes(routes[at]));
  switch (authority.by) {
    case 'committee': {
      const unasked = operation.op === 'place-occupation' && routes.length > 1 ? missing(authority.panels) : [];
      return unasked.length === 0 ? null : `the recommendation of the panel of ${unasked.join(' and ')} is missing`;
    }
    case 'correction':
      return isWording(operation) ? null : 'a correction may change wording only';
    case 'review':
      return routes.length < 2 ? null : `the panels of ${names.join(' and ')} have to agree`;
    case 'panel': {
      const lacking = missing(authority.panels);
      return lacking.length === 0 ? null : `the agreement of the panel of ${lacking.join(' and ')} is missing`;
    }
    default:
      return null;
  }
}

/**
 * Calling an occupation apprenticeship only takes it away from T Levels: who says so, and when, has to be said. Undoing
 * a map revision may bring back a flag that was set before sources were noted.
 */
function lackingSource(operation: Operation, { by }: Authority): string | null {
  if (operation.op !== 'amend-occupation' || by === 'undo') return null;
  const after = (name: AmendableField) => operation.changes.find(({ field }) => field === name)?.after;
  const missing = after('apprenticeshipOnly') === true && !after('apprenticeshipOnlySource');
  return missing ? 'the source of the apprenticeship-only flag and its date are missing' : null;
}

const isWording = (operation: Operation): boolean =>
  operation.op === 'amend-occupation' &&
  operation.changes.every((change) => wording.includes(change.field) && keepsCodes(change));

/** Other words for the same duties and statements: none comes, none goes, and each duty still needs the same. */
function keepsCodes({ field, before, after }: FieldChange): boolean {
  if (field !== 'duties' && field !== 'ksbs') return true;
  return canonicalJson(withoutTexts(before)) === canonicalJson(withoutTexts(after));
}

const withoutTexts = (coded: FieldChange['before']): unknown[] =>
  Array.isArray(coded) ? coded.map((one) => ({ ...(one as object), text: '' })) : [];

/** The routes whose maps an operation changes, in order and once each: more than one where something moves between them. */
export function routesOf(operation: Operation, state: MapState): string[] {
  const at = (reference: string) => state.placements[reference]?.route ?? state.occupations[reference]?.retiredFrom;
  const ofPathway = (slug: string) => state.pathways[slug]?.route;
  const found: (string | null | undefined)[] = [];
  switch (operation.op) {
    case 'add-route':
    case 'remove-route':
      found.push(operation.route.slug);
      break;
    case 'amend-route':
      found.push(operation.after.slug);
      break;
    case 'add-pathway':
    case 'remove-pathway':
      found.push(operation.pathway.route);
      break;
    case 'amend-pathway':
      found.push(operation.before.route, operation.after.route);
      break;
    case 'retire-pathway':
      found.push(operation.pathway.route, operation.into?.route);
      break;
    case 'split-pathway':
      found.push(operation.part.route);
      break;
    case 'retire-cluster':
      found.push(ofPathway(operation.cluster.pathway), operation.into && ofPathway(operation.into.pathway));
      break;
    case 'split-cluster':
    case 'add-cluster':
    case 'remove-cluster':
      found.push(ofPathway(operation.cluster.pathway));
      break;
    case 'amend-cluster':
      found.push(ofPathway(operation.before.pathway), ofPathway(operation.after.pathway));
      break;
    case 'place-occupation':
      found.push(operation.from.route, operation.to.route);
      break;
    case 'add-occupation':
    case 'remove-occupation':
      found.push(operation.placement?.route);
      break;
    case 'reinstate-occupation':
      found.push(at(operation.reference), operation.placement.route);
      break;
    case 'merge-occupations':
      found.push(...[...operation.references, operation.into].map(at));
      break;
    case 'split-occupation':
      found.push(at(operation.reference), ...operation.into.map(({ placement }) => placement.route));
      break;
    case 'amend-occupation':
    case 'retire-occupation':
      found.push(at(operation.reference));
      break;
    case 'link-progression':
    case 'unlink-progression':
      // The map that a link begins on owns it: progression across routes is ordinary.
      found.push(at(operation.from));
      break;
    case 'set-t-level':
    case 'remove-t-level':
      found.push(operation.tLevel.route);
  }
  return [...new Set(found.filter((slug) => slug !== null && slug !== undefined))].sort();
}
