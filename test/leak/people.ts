import { type Actor, groupScope, type Role, routeScope } from '@app/kernel';
import type { Site } from '../support/site';

/** Who is crawled as. */
export const readers = [
  /** Declared an interest on the ballot. */
  'interested',
  /** Noted as recused on an agenda, by the secretary. */
  'noted',
  /** Their register names an employer of the group; nobody has ruled on it. */
  'employed',
  /** The same, and the chair has confirmed it. */
  'confirmed',
  /** On the panel and in the group that proposes. */
  'colleague',
  /** Declared an interest, and has every role of the staff. */
  'everything',
  /** On the committee, and reviews it. */
  'reviewing',
  /** On the panel, asked to review it as a peer, and declared an interest instead. */
  'abstaining',
  /** May vote, and has not. */
  'waiter',
  /** An administrator whom nothing is against. */
  'ada',
  /** The chair of another panel. */
  'builder',
  /** The chair of another group. */
  'stranger',
  /** Who proposes. */
  'author',
  'anonymous',
] as const;
export type Reader = (typeof readers)[number];

/** Who makes the world, or finds a marker where it belongs. */
type Other = 'officer' | 'lead' | 'voter' | 'secretary' | 'c1' | 'c2' | 'mo';
export type Name = Exclude<Reader, 'anonymous'> | Other;
export type Person = Actor & { id: string };
export type People = Readonly<Record<Name, Person>>;
export const emailOf = (name: Name): string => `${name}@example.test`;

type Given = { role: Role; scope?: string };
const digital = routeScope('digital');
const member: Given = { role: 'panel-member', scope: digital };
const seats: Readonly<Record<Exclude<Name, 'author' | 'stranger' | 'colleague'>, readonly Given[]>> = {
  interested: [member],
  noted: [member],
  employed: [member],
  confirmed: [member],
  abstaining: [member],
  waiter: [member],
  voter: [member],
  everything: [member, { role: 'administrator' }, { role: 'product-manager' }],
  ada: [{ role: 'administrator' }],
  builder: [{ role: 'panel-chair', scope: routeScope('construction') }],
  lead: [{ role: 'panel-chair', scope: digital }],
  secretary: [{ role: 'panel-secretary', scope: digital }],
  officer: [{ role: 'product-manager' }],
  mo: [{ role: 'moderator' }],
  c1: [{ role: 'committee-member' }],
  c2: [{ role: 'committee-member' }],
  reviewing: [{ role: 'committee-member' }],
};

/** Adds everybody; the groups are formed by the officer in between. */
export async function addPeople(
  site: Site,
  names: { author: string },
  form: (officer: Person) => Promise<{ secret: string; open: string }>,
): Promise<{ people: People; groups: { secret: string; open: string } }> {
  const people: Partial<Record<Name, Person>> = {};
  const add = async (name: Name, grants: readonly Given[], called = `${name} Person`): Promise<Person> => {
    const id = await site.person(called, emailOf(name), ...grants);
    const held = grants.map(({ role, scope }) => ({ role, scope: scope ?? null }));
    return (people[name] = { kind: 'person', id, name: called, grants: held });
  };
  for (const [name, grants] of Object.entries(seats)) await add(name as Name, grants);
  if (people.officer === undefined) throw new Error('There is no officer');
  const groups = await form(people.officer);
  await add('author', [{ role: 'group-chair', scope: groupScope(groups.secret) }], names.author);
  await add('colleague', [member, { role: 'group-member', scope: groupScope(groups.secret) }]);
  await add('stranger', [{ role: 'group-chair', scope: groupScope(groups.open) }]);
  return { people: people as People, groups };
}
