import { type Role, routeScope } from '@app/kernel';

/** What somebody is on a panel. The secretary prepares and writes down, and does not vote. */
export const offices = ['chair', 'deputy', 'secretary', 'member'] as const;
export type Office = (typeof offices)[number];

/** The grant that a seat is; the office is noted beside it where the role does not say it. */
export type SeatGrant = { role: Role; scope: string | null; noted: 'chair' | 'deputy' | null };

/** The grant of a seat on the panel of a route, or on the committee (null), where every voting seat is one role. */
export function grantOf(route: string | null, office: Office): SeatGrant {
  if (route === null) {
    const noted = office === 'chair' || office === 'deputy' ? office : null;
    return { role: office === 'secretary' ? 'committee-secretary' : 'committee-member', scope: null, noted };
  }
  const roles = {
    chair: 'panel-chair',
    deputy: 'panel-member',
    secretary: 'panel-secretary',
    member: 'panel-member',
  } as const;
  return { role: roles[office], scope: routeScope(route), noted: office === 'deputy' ? 'deputy' : null };
}

/**
 * Who leads when these are away (recused, or with apologies): the chair; else the deputy; else, so that nothing stays
 * undone, any member who is there; else the chair all the same.
 */
export function leaders(
  seats: readonly { personId: string; office: Office }[],
  away: ReadonlySet<string>,
): readonly string[] {
  const holding = (office: Office) => seats.filter((seat) => seat.office === office).map(({ personId }) => personId);
  const there = (people: readonly string[]) => people.filter((id) => !away.has(id));
  const lists = [there(holding('chair')), there(holding('deputy')), there(holding('member')), holding('chair')];
  return lists.find((people) => people.length > 0) ?? [];
}
