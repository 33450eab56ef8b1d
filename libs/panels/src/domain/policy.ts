import { type Actor, groupScope, holds, type Policy, type Role, routeScope } from '@app/kernel';
import { actElsewhere, againstOneStage, type StageAct } from '@app/proposals';

export type PanelAction = 'see' | 'setRules' | 'appoint' | 'keepRegister';
export type BallotAction =
  'open' | 'see' | 'declare' | 'vote' | 'defer' | 'close' | 'castingVote' | 'tally' | 'outlook' | 'decideAlone';

/** Somebody of an electorate, as the policy looks at them. */
export type Seat = { personId: string; chair: boolean; conflict: string | null };

/** What the policy looks at: the panel, who proposes, the (future or frozen) electorate and what was declared. */
export type BallotFacts = {
  /** The panel's route; null for the committee. */
  route: string | null;
  groupId: string | null;
  submittedBy: string | null;
  seats: readonly Seat[];
  /** What anybody did on the request so far: one person acts in one stage of it. */
  acts: readonly StageAct[];
  declared: readonly string[];
  interested: readonly string[];
  voted: readonly string[];
  closed: boolean;
};

const panelRoles: readonly Role[] = ['panel-chair', 'panel-member'];
const readers: readonly Role[] = ['administrator', 'product-manager'];
const everybody: readonly Role[] = [...panelRoles, 'committee-member', 'decision-maker', ...readers];

type Line = (actor: Actor, ballot: BallotFacts) => string | null;

/** The first reason against, or null. */
const all =
  (...lines: readonly Line[]): Line =>
  (actor, ballot) =>
    lines.reduce<string | null>((why, line) => why ?? line(actor, ballot), null);

const seatOf = (actor: Actor, { seats }: BallotFacts): Seat | undefined =>
  seats.find(({ personId }) => personId === actor.id);

const isRecused = (ballot: BallotFacts, seat: Seat): boolean =>
  seat.conflict !== null || ballot.interested.includes(seat.personId);

type Bench = Pick<BallotFacts, 'route' | 'acts'>;
/** The stage of a request that this bench is. */
export const stageOf = ({ route }: Pick<BallotFacts, 'route'>): 'panel' | 'committee' =>
  route === null ? 'committee' : 'panel';

/** Whether somebody acted on the request in another stage than this bench's. */
export const actedElsewhere = (bench: Bench, { personId }: Pick<Seat, 'personId'>): boolean =>
  actElsewhere(bench.acts, personId, stageOf(bench)) !== null;

/** Recused, or acted on the request in another stage: who takes no part, seeing it or not. */
const takesNoPart = (ballot: BallotFacts, seat: Seat): boolean =>
  isRecused(ballot, seat) || actedElsewhere(ballot, seat);

/** One person acts in one stage of a request. */
const oneStage: Line = (actor, ballot) => againstOneStage(ballot.acts, actor.id, stageOf(ballot));

/** Four eyes: nobody votes on or decides what they, or their group, submitted. */
const notOwn: Line = (actor, { groupId, submittedBy }) => {
  if (actor.id !== null && actor.id === submittedBy) return 'You submitted this yourself';
  return groupId !== null && holds(actor, ['group-chair', 'group-member'], groupScope(groupId))
    ? 'You are a member of the group that proposes this'
    : null;
};

/** Recusal: who has an interest neither sees nor votes. */
const notRecused: Line = (actor, ballot) => {
  const seat = seatOf(actor, ballot);
  return seat !== undefined && isRecused(ballot, seat)
    ? 'You have an interest in this item: you take no part in it and do not see it'
    : null;
};

const seated: Line = (actor, ballot) =>
  seatOf(actor, ballot) === undefined ? 'You were not a member of this panel when the ballot opened' : null;

const hasDeclared: Line = (actor, { declared }) =>
  declared.includes(actor.id ?? '') ? null : 'Declare your interests first';

const takesPart: readonly Line[] = [notOwn, seated, notRecused, oneStage, hasDeclared];

/** The chair leads; where every chair is recused, any member who is not. On the committee every member is a chair. */
const leads: Line = (actor, ballot) => {
  const seat = seatOf(actor, ballot);
  const chairLeft = ballot.seats.some((other) => other.chair && !takesNoPart(ballot, other));
  return seat !== undefined && (seat.chair || !chairLeft) ? null : 'Only the chair of the panel does this';
};

/** Those before whom it is now; afterwards the panel's later members and the committee, too. */
const before: Line = (actor, ballot) => {
  if (holds(actor, readers) || seatOf(actor, ballot) !== undefined) return null;
  const later = ballot.route !== null && holds(actor, panelRoles, routeScope(ballot.route));
  return ballot.closed && (later || holds(actor, ['committee-member'])) ? null : 'This ballot is not before you';
};

/**
 * The chair closes; where no chair is left who declared, any member who did; where nobody is left at all, an
 * administrator. So no ballot stays open for ever.
 */
const close: Line = (actor, ballot) => {
  const left = ballot.seats.filter((seat) => !takesNoPart(ballot, seat) && ballot.declared.includes(seat.personId));
  if (left.length === 0 && holds(actor, ['administrator'])) return all(notOwn, notRecused, oneStage)(actor, ballot);
  const against = all(...takesPart)(actor, ballot);
  const chairs = left.filter(({ chair }) => chair);
  if (against !== null || chairs.length === 0) return against;
  return chairs.some(({ personId }) => personId === actor.id) ? null : 'Only the chair of the panel does this';
};

const secretaries: readonly Role[] = ['panel-secretary', 'committee-secretary'];

/** The one chair who takes part: where everybody leads, as on the committee, nobody has a casting vote. */
const onlyChair: Line = (actor, ballot) => {
  const chairs = ballot.seats.filter((seat) => seat.chair && !takesNoPart(ballot, seat));
  const declared = chairs.filter(({ personId }) => ballot.declared.includes(personId));
  return declared.length === 1 && declared[0]?.personId === actor.id ? null : 'Only the chair has the casting vote';
};

const hasVoted: Line = (actor, { voted }) =>
  voted.includes(actor.id ?? '') ? null : 'Vote first: how the others voted is hidden until then';

const afterClose =
  (earlier: Line): Line =>
  (actor, ballot) =>
    ballot.closed ? before(actor, ballot) : earlier(actor, ballot);

/** The office of a named decision-maker has neither members nor rules of its own. */
const notOfOne = (_: Actor, { personId }: { personId: string | null }): string | null =>
  personId === null ? null : 'This is the office of one person, and no panel';

/** Who may do what with panels; `see` is their list, the rules and the seats are the administrators'. */
export const panelPolicy: Policy<PanelAction, { route: string | null; personId: string | null }> = {
  see: {
    roles: [...everybody, ...secretaries],
    when: (actor, { route, personId }) => {
      if (personId !== null) return notOfOne(actor, { personId });
      if (holds(actor, ['administrator', 'product-manager', 'committee-member', 'committee-secretary'])) return null;
      return route !== null && holds(actor, [...panelRoles, 'panel-secretary'], routeScope(route))
        ? null
        : 'You are not a member of this panel';
    },
  },
  setRules: { roles: ['administrator'], when: notOfOne },
  appoint: { roles: ['administrator'], when: notOfOne },
  keepRegister: { roles: [...panelRoles, 'committee-member', ...secretaries] },
};

const members: readonly Role[] = [...panelRoles, 'committee-member', 'decision-maker'];

/** What is before one person is decided by them, or by nobody. */
const named: Line = (actor, ballot) =>
  seatOf(actor, ballot) === undefined ? 'Somebody else is named to decide on this' : null;

/**
 * Who may do what with a ballot: four eyes, recusal and one stage for one person are lines in it. The secrecy of the votes is here, too, once:
 * `tally`, how many answered what, is hidden until one's own vote; `outlook`, what would change the outcome, until the
 * close, except for a chair who has voted, and their looking is recorded. Who voted how is for the time after the close.
 */
export const ballotPolicy: Policy<BallotAction, BallotFacts> = {
  open: { roles: members, when: all(notOwn, seated, notRecused, oneStage, leads) },
  see: {
    roles: everybody,
    when: all(notRecused, notOwn, before),
    // Who has an interest in it, or proposes it, knows that it is there.
    hides: (actor, ballot) => all(notRecused, notOwn)(actor, ballot) === null && before(actor, ballot) !== null,
  },
  declare: { roles: members, when: all(seated, notRecused, oneStage) },
  vote: { roles: members, when: all(...takesPart) },
  defer: { roles: members, when: all(...takesPart) },
  close: { roles: [...members, 'administrator'], when: close },
  castingVote: { roles: members, when: all(...takesPart, onlyChair) },
  tally: { roles: everybody, when: all(notRecused, notOwn, afterClose(all(...takesPart, hasVoted))) },
  outlook: { roles: everybody, when: all(notRecused, notOwn, afterClose(all(...takesPart, leads, hasVoted))) },
  decideAlone: { roles: ['decision-maker'], when: all(named, notOwn, notRecused, oneStage) },
};

/** What the policy of rulings looks at: the electorate as it stands, with who takes no part. */
export type RecusalFacts = Bench & Pick<BallotFacts, 'seats'>;

/** Who leads and takes part: the chairs, else everybody who is left. */
export function whoRules({ seats, ...bench }: RecusalFacts): string[] {
  const left = seats.filter((seat) => seat.conflict === null && !actedElsewhere(bench, seat));
  const chairs = left.filter(({ chair }) => chair);
  return (chairs.length > 0 ? chairs : left).map(({ personId }) => personId);
}

/**
 * Who rules on a proposed recusal: who leads the panel and takes part themselves, so never the person concerned; where
 * nobody is left who takes part, an administrator.
 */
export const recusalPolicy: Policy<'rule', RecusalFacts> = {
  rule: {
    roles: [...members, 'administrator'],
    when: (actor, facts) => {
      const leaders = whoRules(facts);
      if (leaders.length === 0 && holds(actor, ['administrator'])) return null;
      return leaders.includes(actor.id ?? '')
        ? null
        : 'Whoever leads the panel, and takes part in the item, rules on this';
    },
  },
};
