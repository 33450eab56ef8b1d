import { canonicalJson } from '@app/kernel';
import {
  isLive,
  type MapState,
  newOccupation,
  type Occupation,
  type Placement,
  type Product,
  technicalLevelOf,
} from '@app/occupational-map';
import type { Candidate } from './import-rows';
import type { AmendableField, FieldChange, Operation } from './operations';

/** A candidate whose reference is settled. */
export type ReferencedCandidate = Candidate & { reference: string };

/** The sentence of an occupation whose starts are paused, where the file gives no banner of its own. */
export const pausedSentence = 'New starts on this apprenticeship are paused.';

/** What it takes to bring the map to what the file says of one occupation; nothing where the map already says so. */
export function operationsFor(candidate: ReferencedCandidate, state: MapState): Operation[] {
  const existing = state.occupations[candidate.reference];
  if (!existing) return [additionOf(candidate)];
  const retired = candidate.status === 'retired';
  if (retired && isLive(existing)) {
    return [{ op: 'retire-occupation', reference: existing.reference, successor: null }];
  }
  const changes = changesTo(existing, candidate);
  const amendment: Operation[] =
    changes.length > 0 ? [{ op: 'amend-occupation', reference: existing.reference, changes }] : [];
  if (retired) return amendment;
  return [...standing(existing, candidate, state), ...amendment];
}

function additionOf(candidate: ReferencedCandidate): Operation {
  const { reference, title, level, status, standard, option, core } = candidate;
  const retired = status === 'retired';
  const occupation = newOccupation({
    reference,
    title,
    level,
    status,
    standard,
    overview: candidate.overview,
    typicalJobTitles: candidate.typicalJobTitles,
    soc2020: candidate.soc2020,
    pausedForStarts: candidate.pausedForStarts,
    banner: candidate.banner ?? (candidate.pausedForStarts ? pausedSentence : null),
    retiredFrom: retired ? candidate.route : null,
    option: option === null ? null : { core, name: option },
    products: apprenticeshipOf(candidate),
  });
  return { op: 'add-occupation', occupation, placement: retired ? null : newPlacement(candidate) };
}

const newPlacement = ({ route, pathway }: Candidate): Placement => ({ route, pathway, cluster: null });

function apprenticeshipOf({ status, standard, title }: Candidate): Product[] {
  return status === 'approved' ? [{ kind: 'apprenticeship', reference: standard.reference, title }] : [];
}

/** The operation that puts an existing occupation where the file says; its pathway and cluster stay while they fit. */
function standing(existing: Occupation, candidate: ReferencedCandidate, state: MapState): Operation[] {
  const { reference } = existing;
  if (candidate.status === 'retired') return [];
  if (!isLive(existing)) {
    return [{ op: 'reinstate-occupation', reference, status: candidate.status, placement: newPlacement(candidate) }];
  }
  const from = state.placements[reference];
  const to = destination(from, candidate, state);
  return canonicalJson(from) === canonicalJson(to) ? [] : [{ op: 'place-occupation', reference, from, to }];
}

function destination(from: Placement, candidate: Candidate, { clusters }: MapState): Placement {
  if (from.route !== candidate.route) return newPlacement(candidate);
  const pathway = from.pathway ?? candidate.pathway;
  const fits = from.cluster !== null && clusters[from.cluster]?.level === technicalLevelOf(candidate.level);
  return { route: from.route, pathway, cluster: fits ? from.cluster : null };
}

function changesTo(existing: Occupation, candidate: ReferencedCandidate): FieldChange[] {
  return Object.entries(wanted(existing, candidate))
    .map(([field, after]) => {
      const before = existing[field as AmendableField] ?? null;
      return { field: field as AmendableField, before, after };
    })
    .filter(({ before, after }) => canonicalJson(before) !== canonicalJson(after));
}

/** The fields as the file has them. What the file leaves blank stays as the map has it. */
function wanted(existing: Occupation, candidate: ReferencedCandidate): Partial<Occupation> {
  const { title, level, status, standard, typicalJobTitles, overview, pausedForStarts, core, option } = candidate;
  const version = standard.version ?? existing.standard?.version ?? null;
  return {
    title,
    level,
    // Retiring and reinstating are operations of their own, and set the status themselves.
    ...(isLive(existing) && { status }),
    overview: overview || existing.overview,
    typicalJobTitles: typicalJobTitles.length > 0 ? typicalJobTitles : existing.typicalJobTitles,
    standard: { ...standard, version },
    pausedForStarts,
    banner: bannerOf(existing, candidate),
    soc2020: surer(existing.soc2020, candidate.soc2020),
    option: option === null ? existing.option : { core, name: option },
    products: existing.products.some(({ reference }) => reference === standard.reference)
      ? existing.products
      : [...existing.products, ...apprenticeshipOf(candidate)],
  };
}

function bannerOf({ banner }: Occupation, candidate: Candidate): string | null {
  if (candidate.banner) return candidate.banner;
  if (candidate.pausedForStarts) return banner ?? pausedSentence;
  return banner === pausedSentence ? null : banner;
}

const sureness = { low: 1, medium: 2, high: 3 } as const;

/** A SOC code from a file replaces the map's only where the file is surer of it. */
function surer(ours: Occupation['soc2020'], theirs: Occupation['soc2020']): Occupation['soc2020'] {
  if (!theirs || !ours) return ours ?? theirs;
  return sureness[theirs.confidence] > sureness[ours.confidence] ? theirs : ours;
}
