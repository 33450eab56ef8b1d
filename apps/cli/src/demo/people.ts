import { Accounts, SignIn } from '@app/accounts';
import { type Actor, type Role, routeScope, systemActor } from '@app/kernel';
import { CONFIG, type Config, Db } from '@app/platform';
import type { INestApplicationContext } from '@nestjs/common';

type DemoPerson = { local: string; name: string; role: Role | null; scope: string | null };

const staff: readonly DemoPerson[] = [
  { local: 'admin', name: 'Amina Farouk', role: 'administrator', scope: null },
  { local: 'admin2', name: 'Ben Okafor', role: 'administrator', scope: null },
  { local: 'officer', name: 'Carys Morgan', role: 'product-manager', scope: null },
  { local: 'committee1', name: 'Daljit Singh', role: 'committee-member', scope: null },
  { local: 'committee2', name: 'Eleanor Hughes', role: 'committee-member', scope: null },
  { local: 'committee3', name: 'Femi Adeyemi', role: 'committee-member', scope: null },
  { local: 'moderator', name: 'Grace Lin', role: 'moderator', scope: null },
  // Their roles are those of their trailblazer group, which the officer gives them.
  { local: 'trailblazer', name: 'Hannah Price', role: null, scope: null },
  { local: 'employer', name: 'Imran Aziz', role: null, scope: null },
];

const names = ['Jo', 'Kim', 'Lee', 'Max'];

/** The address of a demo person. */
export function demoAddress(local: string): string {
  return `${local}@demo.waymark.test`;
}

/** Everybody of the demo: staff and committee, and for each route a chair and three members. */
export function demoPeople(routes: readonly string[]): DemoPerson[] {
  const panels = routes.flatMap((slug, index) =>
    ['chair', 'member1', 'member2', 'member3'].map((seat, place): DemoPerson => ({
      local: `${seat}.${slug}`,
      name: `${names[place] ?? 'Pat'} ${surname(index)}`,
      role: seat === 'chair' ? 'panel-chair' : 'panel-member',
      scope: routeScope(slug),
    })),
  );
  return [...staff, ...panels];
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
  for (const { local, name, role, scope } of demoPeople(routes)) {
    await db.write(async (tx) => {
      const personId = await accounts.addPerson(tx, actor, { name, email: demoAddress(local) });
      await signIn.setDemoPassword(tx, personId, demoPassword);
      const from = await tx.now();
      if (role !== null) await accounts.grant(tx, actor, { personId, role, scope, from, until: null });
    });
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
