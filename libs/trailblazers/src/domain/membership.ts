import { type GroupRole, refuse } from '@app/kernel';

/** A place in a trailblazer group: who has it, in which role, and whether they sit there for an employer. */
export type Seat = { personId: string; role: GroupRole; isEmployer: boolean };

/** Everybody in a group. Each step below gives the seats after it, or refuses it with the reason. */
export type Seats = readonly Seat[];

/** The owners lead a group: its chair, and deputies, who may do all that the chair may. */
export const isOwner = ({ role }: { role: GroupRole }): boolean => role !== 'group-member';

const onlyEmployersLead =
  'Only somebody from an employer can be chair or deputy: others may join, but not lead the group';

/** Somebody takes a seat. A group has one chair, and who leads it comes from an employer. @throws Refused */
export function join(seats: Seats, seat: Seat): Seats {
  if (seats.some(({ personId }) => personId === seat.personId)) refuse('This person is in the group already');
  if (isOwner(seat) && !seat.isEmployer) refuse(onlyEmployersLead);
  if (seat.role === 'group-chair' && seats.some(({ role }) => role === 'group-chair')) {
    refuse('The group has a chair already, who can offer the chair to a member');
  }
  return [...seats, seat];
}

/** Somebody leaves, or is removed. The chair passes on the chair first, and the last owner stays. @throws Refused */
export function leave(seats: Seats, personId: string): Seats {
  const seat = seatOf(seats, personId);
  if (seat.role === 'group-chair') refuse('The chair cannot leave the group before another member has taken the chair');
  if (isOwner(seat) && seats.filter(isOwner).length === 1) {
    refuse('The only owner cannot leave the group: make another member deputy first');
  }
  return seats.filter((one) => one !== seat);
}

/** A member becomes deputy, or a deputy a member again. @throws Refused */
export function appoint(seats: Seats, personId: string, role: 'group-deputy' | 'group-member'): Seats {
  const seat = seatOf(seats, personId);
  if (seat.role === 'group-chair') refuse('The chair stays chair until another member has taken the chair');
  if (seat.role === role) refuse(role === 'group-deputy' ? 'They are deputy already' : 'They are a member already');
  if (role === 'group-deputy' && !seat.isEmployer) refuse(onlyEmployersLead);
  if (role === 'group-member' && seats.filter(isOwner).length === 1) {
    refuse('The only owner stays one: make another member deputy first');
  }
  return seats.map((one) => (one === seat ? { ...seat, role } : one));
}

/** A member takes the chair; who was chair until then becomes deputy. @throws Refused */
export function handOver(seats: Seats, personId: string): Seats {
  const seat = seatOf(seats, personId);
  if (seat.role === 'group-chair') refuse('They are the chair already');
  if (!seat.isEmployer) refuse(onlyEmployersLead);
  return seats.map((one): Seat => {
    if (one === seat) return { ...one, role: 'group-chair' };
    return one.role === 'group-chair' ? { ...one, role: 'group-deputy' } : one;
  });
}

/** What the owners of a group are told about its lead: said, not forbidden. */
export function ownersTold(seats: readonly { role: GroupRole }[]): string[] {
  const owners = seats.filter(isOwner);
  if (owners.length === 0) return ['The group has no chair'];
  const told = owners.some(({ role }) => role === 'group-chair') ? [] : ['The group has no chair'];
  return owners.length === 1 ? [...told, 'The group has one owner: it needs a chair and a deputy'] : told;
}

function seatOf(seats: Seats, personId: string): Seat {
  return seats.find((one) => one.personId === personId) ?? refuse('This person is not in the group');
}
