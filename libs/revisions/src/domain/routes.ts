import type { MapState } from '@app/occupational-map';
import type { Operation } from './operations';

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
