import { newOccupation, type Occupation, type Placement } from '@app/occupational-map';
import { blankContent, type ProposalContent } from './content';
import { type ChangeableField, partsOfOccupations, type WrittenField } from './parts';

type Standing = { part: ChangeableField; of: WrittenField };

/** The parts of a request that stand in a field of the occupation, each with that field. */
export const standingParts = Object.entries(partsOfOccupations).flatMap(([part, { of }]) =>
  of === null ? [] : [{ part, of } as Standing],
);

/** What one part says; null where it says nothing, as fields that came later may. */
export const saidBy = (content: Partial<ProposalContent>, part: ChangeableField) =>
  (part === 'mapping' ? null : content[part]) ?? null;

/** What a content says of its occupation, by the fields of the map; a level that is not chosen yet is 0. */
export function describedIn(content: ProposalContent): Pick<Occupation, WrittenField> {
  const said = standingParts.map(({ part, of }) => [of, saidBy(content, part) ?? undefined]);
  return { ...(Object.fromEntries(said) as Pick<Occupation, WrittenField>), level: content.level ?? 0 };
}

/** What stands on the map about an occupation, as a draft says it: the copy that its proposer edits. */
export function copyOf(occupation: Occupation, placement: Placement | null): ProposalContent {
  const stands = standingParts.filter(({ of }) => occupation[of] !== undefined);
  const copied = Object.fromEntries(stands.map(({ part, of }) => [part, occupation[of]]));
  return { ...blankContent(), ...copied, route: placement?.route ?? null };
}

/**
 * The occupation that an agreed proposal becomes. Being agreed as an occupation and having an approved standard are
 * two things: without the standard it stands on the map as in development.
 */
export function toOccupation(content: ProposalContent, reference: string, standardApproved: boolean): Occupation {
  return newOccupation({
    ...describedIn(content),
    reference,
    status: standardApproved ? 'approved' : 'in-development',
    standard: {
      reference: reference.replace(/^OCC(\d+).*$/, 'ST$1'),
      version: standardApproved ? '1.0' : null,
      status: standardApproved ? 'approved' : 'in-development',
    },
  });
}
