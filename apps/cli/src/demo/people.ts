import { Accounts, SignIn } from '@app/accounts';
import { type Actor, newId, type Role, systemActor } from '@app/kernel';
import { type Office, RegisterOfInterests, Seats } from '@app/panels';
import { CONFIG, type Config, Db } from '@app/platform';
import type { INestApplicationContext } from '@nestjs/common';

type DemoPerson = {
  local: string;
  name: string;
  role?: Role;
  /** Their seat on a panel: an administrator appoints them, for three years. */
  seat?: { panel: string; office: Office };
};

const staff: readonly DemoPerson[] = [
  { local: 'admin', name: 'Amina Farouk', role: 'administrator' },
  { local: 'officer', name: 'Carys Morgan', role: 'product-manager' },
  { local: 'committee1', name: 'Daljit Singh', seat: { panel: 'committee', office: 'chair' } },
  { local: 'committee2', name: 'Eleanor Hughes', seat: { panel: 'committee', office: 'deputy' } },
  { local: 'committee3', name: 'Femi Adeyemi', seat: { panel: 'committee', office: 'member' } },
  { local: 'secretary.committee', name: 'Sam Reed', seat: { panel: 'committee', office: 'secretary' } },
  { local: 'moderator', name: 'Grace Lin', role: 'moderator' },
  // Their roles are those of their trailblazer group, which the officer gives them.
  { local: 'trailblazer', name: 'Hannah Price' },
  { local: 'employer', name: 'Imran Aziz' },
];

/** Comes last: each grant is told to the other administrators. */
const secondAdmin: DemoPerson = { local: 'admin2', name: 'Ben Okafor', role: 'administrator' };

const panelSeats: readonly { local: string; first: string; office: Office; employer: string | null }[] = [
  { local: 'chair', first: 'Jo', office: 'chair', employer: 'and Sons' },
  { local: 'member1', first: 'Kim', office: 'deputy', employer: 'Services' },
  { local: 'member2', first: 'Lee', office: 'member', employer: 'Works' },
  { local: 'member3', first: 'Max', office: 'member', employer: 'Partners' },
  { local: 'secretary', first: 'Sky', office: 'secretary', employer: null },
];
const term = 3 * 365 * 86_400_000;

/** The address of a demo person. */
export function demoAddress(local: string): string {
  return `${local}@demo.waymark.test`;
}

/** Everybody of the demo: staff and committee, and for each route a chair, a deputy, two members and a secretary. */
export function demoPeople(routes: readonly string[]): DemoPerson[] {
  const panels = routes.flatMap((slug, index) =>
    panelSeats.map(({ local, first, office }): DemoPerson => ({
      local: `${local}.${slug}`,
      name: `${first} ${surname(index)}`,
      seat: { panel: slug, office },
    })),
  );
  return [...staff, ...panels, secondAdmin];
}

function surname(index: number): string {
  const all = 'Ashby Bell Carter Dean Ellis Fox Grant Hall Ives Jones Kerr Lowe Marsh Nash Owen'.split(' ');
  return all[index % all.length] ?? 'Parker';
}

/** Adds the demo people with their one password. */
export async function addDemoPeople(app: INestApplicationContext, routes: readonly string[]): Promise<void> {
  const [db, accounts, signIn] = [app.get(Db), app.get(Accounts), app.get(SignIn)];
  const { demoPassword } = app.get<Config>(CONFIG);
  if (demoPassword === null) throw new Error('There are no demo people in production.');
  const actor = systemActor('demo');
  for (const { local, name, role, seat } of demoPeople(routes)) {
    const from = await db.write(async (tx) => {
      const personId = await accounts.addPerson(tx, actor, { name, email: demoAddress(local) });
      await signIn.setDemoPassword(tx, personId, demoPassword);
      const now = await tx.now();
      if (role !== undefined) await accounts.grant(tx, actor, { personId, role, scope: null, from: now, until: null });
      return now;
    });
    if (seat === undefined) continue;
    const order = {
      email: demoAddress(local),
      office: seat.office,
      from: null,
      until: new Date(from.getTime() + term),
    };
    await app.get(Seats).appoint(await demoActor(app, 'admin'), seat.panel, order);
  }
  await fillRegisters(app, routes);
}

/** The members of the route panels enter their employers, all invented; the secretaries have still to fill theirs in. */
async function fillRegisters(app: INestApplicationContext, routes: readonly string[]): Promise<void> {
  const register = app.get(RegisterOfInterests);
  for (const [index, slug] of routes.entries()) {
    for (const { local, employer } of panelSeats) {
      if (employer === null) continue;
      const actor = await demoActor(app, `${local}.${slug}`);
      const organisation = `${surname(index)} ${employer}`;
      await register.enter(actor, { id: newId(), kind: 'employer', organisation, from: '2023-04-01', until: null });
    }
  }
}

/** A demo person as they act at this moment, with the grants that they hold now. */
export async function demoActor(app: INestApplicationContext, local: string): Promise<Actor & { id: string }> {
  const reader = app.get(Db).read();
  const row = await reader.one<{ id: string }>('select id from person where email = $1', [demoAddress(local)]);
  const actor = row === null ? null : await app.get(Accounts).actor(reader, row.id);
  if (actor === null || actor.id === null) throw new Error(`${demoAddress(local)} is not there`);
  return { ...actor, id: actor.id };
}
