import { type GroupRole, groupRoles, Refused } from '@app/kernel';
import fc from 'fast-check';
import { accept, expiryOf, type InvitationFacts, invitationStanding } from './invitation';
import { appoint, handOver, isOwner, join, leave, ownersTold, type Seat, type Seats } from './membership';

const seat = (personId: string, role: GroupRole, isEmployer = true): Seat => ({ personId, role, isEmployer });
const chaired = [seat('chair', 'group-chair'), seat('deputy', 'group-deputy'), seat('body', 'group-member', false)];

describe('the members of a trailblazer group', () => {
  it('are led by employers: others join, but neither chair nor stand in for the chair', () => {
    expect(join([], seat('body', 'group-member', false))).toHaveLength(1);
    for (const role of ['group-chair', 'group-deputy'] as const) {
      expect(() => join([], seat('body', role, false))).toThrow('Only somebody from an employer');
    }
    expect(() => appoint(chaired, 'body', 'group-deputy')).toThrow('Only somebody from an employer');
    expect(() => handOver(chaired, 'body')).toThrow('Only somebody from an employer');
  });

  it('have one chair, who passes the chair on before leaving and is deputy then', () => {
    expect(() => join(chaired, seat('other', 'group-chair'))).toThrow('has a chair already');
    expect(() => leave(chaired, 'chair')).toThrow('before another member has taken the chair');
    const after = handOver(chaired, 'deputy');
    expect(after.map(({ role }) => role)).toEqual(['group-deputy', 'group-chair', 'group-member']);
    expect(leave(after, 'chair')).toHaveLength(2);
  });

  it('are told when there is one owner, or none', () => {
    expect(ownersTold(chaired)).toEqual([]);
    expect(ownersTold([seat('chair', 'group-chair')])).toEqual([
      'The group has one owner: it needs a chair and a deputy',
    ]);
    expect(ownersTold([seat('member', 'group-member')])).toEqual(['The group has no chair']);
  });

  it('keep their only owner, also in a group without a chair', () => {
    const alone = [seat('deputy', 'group-deputy'), seat('member', 'group-member')];
    expect(() => leave(alone, 'deputy')).toThrow('only owner');
    expect(() => appoint(alone, 'deputy', 'group-member')).toThrow('only owner');
    expect(leave(alone, 'member')).toHaveLength(1);
  });
});

/** A group in the small: what a run of steps has made of it. */
type World = { seats: Seats; invitations: (InvitationFacts & { role: GroupRole; isEmployer: boolean })[]; now: number };

const people = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const person = fc.constantFrom(...people);
const steps = fc.oneof(
  fc.record({ step: fc.constant('invite' as const), role: fc.constantFrom(...groupRoles), isEmployer: fc.boolean() }),
  fc.record({ step: fc.constant('accept' as const), no: fc.nat(8), by: person }),
  fc.record({ step: fc.constant('withdraw' as const), no: fc.nat(8) }),
  fc.record({ step: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 15 }) }),
  fc.record({ step: fc.constant('leave' as const), by: person }),
  fc.record({
    step: fc.constant('appoint' as const),
    by: person,
    role: fc.constantFrom('group-deputy' as const, 'group-member' as const),
  }),
  fc.record({ step: fc.constant('hand-over' as const), by: person }),
);
type Step = typeof steps extends fc.Arbitrary<infer S> ? S : never;

/** The invitation that a step is about: the numbers are taken round and round, so that most of them hit one. */
const asked = ({ invitations }: World, no: number) => invitations[no % Math.max(invitations.length, 1)];

function take(world: World, given: Step): void {
  const now = new Date(world.now);
  if (given.step === 'wait') world.now += given.days * 86_400_000;
  if (given.step === 'invite') {
    const { role, isEmployer } = given;
    world.invitations.push({ role, isEmployer, expiresAt: expiryOf(now), acceptedAt: null, withdrawnAt: null });
  }
  if (given.step === 'leave') world.seats = leave(world.seats, given.by);
  if (given.step === 'appoint') world.seats = appoint(world.seats, given.by, given.role);
  if (given.step === 'hand-over') world.seats = handOver(world.seats, given.by);
  if (given.step === 'accept' || given.step === 'withdraw') {
    const invitation = asked(world, given.no);
    if (invitation === undefined) return;
    if (given.step === 'withdraw') {
      if (invitationStanding(invitation, now) === 'open') invitation.withdrawnAt = now;
      return;
    }
    world.seats = accept(world.seats, invitation, given.by, now);
    invitation.acceptedAt = now;
  }
}

/** Which rule the group breaks now, given what it had before; null where all hold. */
function broken(seats: Seats, had: { chair: boolean; owner: boolean }): string | null {
  const chairs = seats.filter(({ role }) => role === 'group-chair').length;
  const owners = seats.filter(isOwner);
  if (chairs > 1) return 'two chairs';
  if (had.chair && chairs === 0) return 'the chair is gone';
  if (had.owner && owners.length === 0) return 'the last owner is gone';
  if (owners.some(({ isEmployer }) => !isEmployer)) return 'led by somebody who is no employer';
  return new Set(seats.map(({ personId }) => personId)).size === seats.length ? null : 'somebody sits twice';
}

it('whatever is tried: one chair for good, an owner stays, each invitation seats one person at most while it is open', () => {
  let [accepted, refused] = [0, 0];
  const play = (run: readonly Step[]): string | null => {
    const world: World = { seats: [], invitations: [], now: 0 };
    const had = { chair: false, owner: false };
    for (const one of run) {
      const { seats } = world;
      const invitation = one.step === 'accept' ? asked(world, one.no) : undefined;
      const standing = invitation && invitationStanding(invitation, new Date(world.now));
      try {
        take(world, one);
        if (standing !== undefined) accepted += 1;
        if (standing !== undefined && standing !== 'open') return `an invitation that is ${standing} seated somebody`;
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        if (world.seats !== seats) return 'a refused step changed the seats';
        refused += 1;
      }
      const wrong = broken(world.seats, had);
      if (wrong !== null) return wrong;
      had.chair ||= world.seats.some(({ role }) => role === 'group-chair');
      had.owner ||= world.seats.some(isOwner);
    }
    return null;
  };
  fc.assert(
    fc.property(fc.array(steps, { minLength: 20, maxLength: 60 }), (run) => {
      expect(play(run)).toBeNull();
    }),
    { numRuns: 2_000 },
  );
  expect(Math.min(accepted, refused)).toBeGreaterThan(1_000);
});
