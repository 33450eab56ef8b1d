import { emptyMap, fieldOf, listed, type MapState, named, placeInWords, valueInWords } from '@app/occupational-map';
import type { FieldChange, Operation, OperationKind } from './operations';

/** An operation in one sentence for people; names are looked up in the state where it has them. */
export function describe(operation: Operation, state: MapState = emptyMap): string {
  switch (operation.op) {
    case 'add-route':
      return `Add the route ${operation.route.name}`;
    case 'remove-route':
      return `Remove the route ${operation.route.name}`;
    case 'add-pathway':
      return `Add the pathway ${operation.pathway.name} to ${nameOfRoute(state, operation.pathway.route)}`;
    case 'add-cluster':
      return `Add the cluster ${operation.cluster.name} to ${nameOfPathway(state, operation.cluster.pathway)}`;
    case 'remove-pathway':
      return `Remove the pathway ${operation.pathway.name} from ${nameOfRoute(state, operation.pathway.route)}`;
    case 'remove-cluster':
      return `Remove the cluster ${operation.cluster.name} from ${nameOfPathway(state, operation.cluster.pathway)}`;
    case 'retire-pathway':
    case 'retire-cluster': {
      const [what, name] =
        operation.op === 'retire-pathway' ? ['pathway', operation.pathway.name] : ['cluster', operation.cluster.name];
      const { into } = operation;
      if (into) return `Merge the ${what} ${name} into ${into.name}`;
      return `Retire the ${what} ${name}, with no successor: what stands in it awaits placement`;
    }
    case 'split-pathway': {
      const { pathway, part, clusters } = operation;
      const names = clusters.map((slug) => state.clusters[slug]?.name ?? slug);
      return `Split the pathway ${part.name} off ${pathway.name}, with ${listed(names)}`;
    }
    case 'split-cluster': {
      const { cluster, part, occupations } = operation;
      const names = occupations.map((one) => named(state, one));
      return `Split the cluster ${part.name} off ${cluster.name}, with ${listed(names)}`;
    }
    case 'amend-route':
    case 'amend-pathway':
    case 'amend-cluster':
      return describeStructureChange(operation, state);
    case 'add-occupation': {
      const { reference, title, level } = operation.occupation;
      const where = operation.placement ? `to ${placeInWords(operation.placement, state)}` : 'to the retired list';
      return `Add ${reference} ${title}, level ${level}, ${where}`;
    }
    case 'amend-occupation':
      return `Amend ${named(state, operation.reference)}: ${listed(operation.changes.map((one) => fieldOf(one.field).name))}`;
    case 'place-occupation':
      return `Move ${named(state, operation.reference)} from ${placeInWords(operation.from, state)} to ${placeInWords(operation.to, state)}`;
    case 'retire-occupation':
      return operation.successor
        ? `Retire ${named(state, operation.reference)}, followed by ${named(state, operation.successor)}`
        : `Retire ${named(state, operation.reference)}, with no successor`;
    case 'reinstate-occupation':
      return `Reinstate ${named(state, operation.reference)} in ${placeInWords(operation.placement, state)}`;
    case 'merge-occupations':
      return `Merge ${listed(operation.references.map((one) => named(state, one)))} into ${named(state, operation.into)}`;
    case 'split-occupation': {
      const parts = operation.into.map(({ occupation }) => `${occupation.reference} ${occupation.title}`);
      return `Split ${named(state, operation.reference)} into ${listed(parts)}`;
    }
    case 'remove-occupation':
      return `Take back the addition of ${operation.occupation.reference} ${operation.occupation.title}`;
    case 'link-progression':
      return `Link ${named(state, operation.from)} to ${named(state, operation.to)} as a progression`;
    case 'unlink-progression':
      return `End the progression from ${named(state, operation.from)} to ${named(state, operation.to)}`;
    case 'set-t-level':
      return `Set the T Level ${operation.tLevel.title} and what it covers`;
    case 'remove-t-level':
      return `Take the T Level ${operation.tLevel.title} off the maps`;
  }
}

type StructureChange = Extract<Operation, { op: 'amend-route' | 'amend-pathway' | 'amend-cluster' }>;

/** What an amended route, pathway or cluster is called now, where it moves to, and its new column. */
function describeStructureChange(operation: StructureChange, state: MapState): string {
  const { before, after } = operation;
  const said: string[] = [];
  if (before.name !== after.name) said.push(`rename it to ${after.name}`);
  if (operation.op === 'amend-pathway' && operation.before.route !== operation.after.route) {
    said.push(`move it to ${nameOfRoute(state, operation.after.route)}`);
  }
  if (operation.op === 'amend-cluster') {
    if (operation.before.pathway !== operation.after.pathway) {
      said.push(`move it to ${nameOfPathway(state, operation.after.pathway)}`);
    }
    if (operation.before.level !== operation.after.level) said.push(`set it in the column ${operation.after.level}`);
  }
  const what = operation.op.slice('amend-'.length);
  return `Amend the ${what} ${before.name}: ${said.length > 0 ? listed(said) : 'its description'}`;
}

/** One changed field in words: what it said, and what it is to say. Long values are shortened. */
export function describeChange({ field, before, after }: FieldChange): {
  field: string;
  before: string;
  after: string;
} {
  return { field: fieldOf(field).name, before: valueInWords(before), after: valueInWords(after) };
}

const kinds: Record<OperationKind, [string, string, string]> = {
  'add-route': ['added', 'route', 'routes'],
  'amend-route': ['amended', 'route', 'routes'],
  'remove-route': ['removed', 'route', 'routes'],
  'add-pathway': ['added', 'pathway', 'pathways'],
  'amend-pathway': ['amended', 'pathway', 'pathways'],
  'remove-pathway': ['removed', 'pathway', 'pathways'],
  'add-cluster': ['added', 'cluster', 'clusters'],
  'amend-cluster': ['amended', 'cluster', 'clusters'],
  'remove-cluster': ['removed', 'cluster', 'clusters'],
  'retire-pathway': ['retired', 'pathway', 'pathways'],
  'retire-cluster': ['retired', 'cluster', 'clusters'],
  'split-pathway': ['split', 'pathway', 'pathways'],
  'split-cluster': ['split', 'cluster', 'clusters'],
  'add-occupation': ['added', 'occupation', 'occupations'],
  'amend-occupation': ['amended', 'occupation', 'occupations'],
  'place-occupation': ['moved', 'occupation', 'occupations'],
  'retire-occupation': ['retired', 'occupation', 'occupations'],
  'reinstate-occupation': ['reinstated', 'occupation', 'occupations'],
  'merge-occupations': ['made', 'merger of occupations', 'mergers of occupations'],
  'split-occupation': ['split', 'occupation', 'occupations'],
  'remove-occupation': ['taken back', 'added occupation', 'added occupations'],
  'link-progression': ['added', 'progression link', 'progression links'],
  'unlink-progression': ['ended', 'progression link', 'progression links'],
  'set-t-level': ['set', 'T Level', 'T Levels'],
  'remove-t-level': ['taken off', 'T Level', 'T Levels'],
};

/** The operations counted by kind: "2 occupations added, 1 occupation moved". */
export function summary(operations: readonly Operation[]): string {
  const counts = Object.entries(kinds).flatMap(([kind, [done, one, many]]) => {
    const count = operations.filter(({ op }) => op === kind).length;
    return count === 0 ? [] : [`${count.toLocaleString('en-GB')} ${count === 1 ? one : many} ${done}`];
  });
  return counts.length === 0 ? 'Nothing changes' : counts.join(', ');
}

const nameOfRoute = (state: MapState, slug: string): string => state.routes[slug]?.name ?? slug;
const nameOfPathway = (state: MapState, slug: string): string => state.pathways[slug]?.name ?? slug;
