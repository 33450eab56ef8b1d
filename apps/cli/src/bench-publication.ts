import { Accounts } from '@app/accounts';
import { type Actor, newId, systemActor } from '@app/kernel';
import { EditionStore, loadSeed, type MapState, type Occupation } from '@app/occupational-map';
import { Db, DemoClock } from '@app/platform';
import {
  type Operation,
  RevisionDrafting,
  RevisionPublication,
  RevisionRehearsal,
  Revisions,
  RevisionSeeding,
} from '@app/revisions';
import type { INestApplicationContext } from '@nestjs/common';

type Person = Actor & { id: string };

/** How long publications and a rehearsal took on a map of this size: medians of three, in milliseconds. */
export type PublicationBench = {
  occupations: number;
  publishOne: number;
  publishThousand: number;
  rehearseThousand: number;
};

const rounds = 3;

/** Publishes a made-up map of so many occupations into an empty database, then changes of one and of 1,000 of them. */
export async function benchPublication(app: INestApplicationContext, occupations: number): Promise<PublicationBench> {
  const state = mapOf(occupations);
  await app.get(RevisionSeeding).firstEdition(state);
  const people: [Person, Person] = [await administrator(app, 'drafter'), await administrator(app, 'approver')];
  const references = Object.keys(state.occupations).sort();
  const [one, thousand, rehearsals]: number[][] = [[], [], []];
  for (let round = 0; round < rounds; round += 1) {
    one.push(await publish(app, people, await overviews(app, references.slice(0, 1), `One, round ${round}`)));
    const many = await overviews(app, references.slice(0, 1_000), `Thousand, round ${round}`);
    const id = await drafted(app, people[0], many);
    rehearsals.push(await spent(() => app.get(RevisionRehearsal).run(people[0], id)));
    thousand.push(await publishDraft(app, people, id));
  }
  return {
    occupations,
    publishOne: median(one),
    publishThousand: median(thousand),
    rehearseThousand: median(rehearsals),
  };
}

/** The seed, its occupations repeated under other references until there are so many. */
function mapOf(occupations: number): MapState {
  const seed = loadSeed().state;
  const placed = Object.values(seed.occupations).filter(({ reference }) => seed.placements[reference] !== undefined);
  const made: Record<string, Occupation> = {};
  const placements: Record<string, MapState['placements'][string]> = {};
  for (let at = 0; at < occupations; at += 1) {
    const original = placed[at % placed.length];
    const reference = `OCC${String(at + 10_000)}`;
    made[reference] = { ...original, reference, successor: null, title: `${original.title} ${at}` };
    placements[reference] = seed.placements[original.reference];
  }
  return { ...seed, occupations: made, placements, progression: {}, tLevels: {} };
}

async function administrator(app: INestApplicationContext, name: string): Promise<Person> {
  const accounts = app.get(Accounts);
  const system = systemActor('bench');
  return app.get(Db).write(async (tx) => {
    const id = await accounts.addPerson(tx, system, { name, email: `${name}@bench.test` });
    const grant = { role: 'administrator' as const, scope: null };
    await accounts.grant(tx, system, { personId: id, ...grant, from: await tx.now(), until: null });
    return { kind: 'person' as const, id, name, grants: [grant] };
  });
}

async function overviews(
  app: INestApplicationContext,
  references: readonly string[],
  after: string,
): Promise<Operation[]> {
  const { occupations } = await app.get(EditionStore).liveState(app.get(Db).read());
  return references.map((reference) => ({
    op: 'amend-occupation',
    reference,
    changes: [{ field: 'overview', before: occupations[reference].overview, after }],
  }));
}

async function drafted(
  app: INestApplicationContext,
  drafter: Person,
  operations: readonly Operation[],
): Promise<string> {
  const beginnings = { id: newId(), title: 'A measured change', kind: 'day-to-day' as const, minor: true };
  return app.get(RevisionDrafting).addAll(drafter, beginnings, operations, { by: 'correction', why: 'bench' });
}

async function publish(app: INestApplicationContext, people: [Person, Person], operations: readonly Operation[]) {
  return publishDraft(app, people, await drafted(app, people[0], operations));
}

/** Takes a draft to its minute, and times the publication alone. */
async function publishDraft(app: INestApplicationContext, [drafter, approver]: [Person, Person], id: string) {
  const [revisions, db] = [app.get(Revisions), app.get(Db)];
  const read = async () => {
    const row = await db.read().one<{ version: number }>('select version from revision where id = $1', [id]);
    return { id, version: row?.version ?? 0 };
  };
  await revisions.request(drafter, await read());
  await revisions.approve(approver, await read());
  const now = (await db.read().now()).getTime();
  await revisions.schedule(drafter, await read(), new Date((Math.floor(now / 60_000) + 2) * 60_000));
  await app.get(DemoClock).advance(121_000);
  const took = await spent(() => app.get(RevisionPublication).publishDue());
  const state = await db.read().one<{ state: string }>('select state from revision where id = $1', [id]);
  if (state?.state !== 'published') throw new Error(`The measured revision was not published: it is ${state?.state}`);
  return took;
}

async function spent(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function median(values: readonly number[]): number {
  return Math.round([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0);
}
