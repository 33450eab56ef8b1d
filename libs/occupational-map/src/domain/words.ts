import { emptyMap, type MapState, type Placement } from './map';

/** A place in words: "Digital › Digital production › Software developers", or that placement is awaited. */
export function placeInWords({ route, pathway, cluster }: Placement, state: MapState = emptyMap): string {
  const parts = [state.routes[route]?.name ?? route];
  if (pathway) parts.push(state.pathways[pathway]?.name ?? pathway);
  if (cluster) parts.push(state.clusters[cluster]?.name ?? cluster);
  return cluster ? parts.join(' › ') : `${parts.join(' › ')} (awaiting placement)`;
}

/** Names in a row: "A, B and C". */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}

/** An occupation by reference and title, or by its reference alone where the state does not have it. */
export function named(state: MapState, reference: string): string {
  const occupation = state.occupations[reference];
  return occupation ? `${reference} ${occupation.title}` : reference;
}

/** What a field says, in words and at most 300 characters of them. */
export function valueInWords(value: unknown): string {
  const text = inWords(value);
  return text.length > 300 ? `${text.slice(0, 297)}...` : text;
}

function inWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.map(inWords).join('; ');
  if (typeof value === 'object') {
    return Object.values(value)
      .filter((part) => part !== null && !Array.isArray(part))
      .map(String)
      .join(' ');
  }
  return typeof value === 'number' ? String(value) : (value as string);
}
