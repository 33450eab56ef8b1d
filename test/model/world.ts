import { type Actor, groupScope, newId, systemActor } from '@app/kernel';
import { EditionStore } from '@app/occupational-map';
import { smallMap } from '@app/occupational-map/testing';
import { Panels } from '@app/panels';
import type { Db } from '@app/platform';
import { Proposals } from '@app/proposals';
import { Trailblazers } from '@app/trailblazers';
import { RevisionDrafting } from '@app/revisions';
import { testContext, publishMap } from '@test/support';
import { Pool } from 'pg';
import { featureModules } from '../../apps/features';
import { Copies } from './copies';
import type { Kind, Who } from './model';
import { type Rows, rowsOf } from './rows';

type Person = Actor & { id: string };
export type World = {
  db: Db;
  lib: <T>(type: new (...given: never[]) => T) => T;
  people: Readonly<Record<Who | 'second', Person>>;
  groupId: string;
  /** A draft map revision that proposals are taken into. */
  revisionId: string;
  /** So many days from now, by the database's clock. */
  inDays: (days: number) => Promise<Date>;
  aside: Pool;
  copies: Copies;
  close: () => Promise<void>;
};

/** What steps need to know of one proposal: its rows as they stand, and the ids of what is on the table. */
export type Case = { world: World; id: string; of: () => Handles };
export type Handles = {
  state: string;
  hash: string;
  ballot: string;
  ballotHash: string;
  decision: string;
  review: string;
  conditions: string[];
  earlierConditions: string[];
  submissionKey: string | null;
};

/** The product on one database, a map with an occupation to change and to retire, and somebody for each part. */
export async function aWorld(): Promise<World> {
  const ctx = await testContext(featureModules);
  const lib = <T>(type: new (...given: never[]) => T): T => ctx.module.get<T>(type, { strict: false });
  const system = systemActor('test');
  const edition = { state: smallMap(), kind: 'day-to-day', note: 'The first' } as const;
  await ctx.db.write((tx) => publishMap(tx, lib(EditionStore), edition));
  await ctx.db.write((tx) => lib(Panels).establish(tx, system, [{ slug: 'digital', name: 'Digital' }]));
  const admin = await ctx.person('Admin', { role: 'administrator' });
  const rules = { quorumPercent: 50, quorumFloor: 2, thresholdPercent: 50, blockingRejects: 0, chairBlocks: false };
  await lib(Panels).setRules(admin, 'digital', { ...rules, castingVote: true }, 1);
  const officer = await ctx.person('Officer', { role: 'product-manager' });
  const groupId = await lib(Trailblazers).form(officer, { name: 'Accessibility', remit: 'Digital' });
  const acme = { name: 'Acme', size: 'small', sector: 'Digital', region: 'Leeds' } as const;
  await lib(Trailblazers).addEmployer(officer, groupId, acme);
  const [group, route] = [groupScope(groupId), 'route:digital'];
  const people = {
    admin,
    officer,
    closer: await ctx.person('Closer', { role: 'administrator' }),
    reviewer: await ctx.person('Reviewer', { role: 'product-manager' }),
    second: await ctx.person('Second', { role: 'product-manager' }),
    groupChair: await ctx.person('Group chair', { role: 'group-chair', scope: group }),
    groupMember: await ctx.person('Group member', { role: 'group-member', scope: group }),
    panelChair: await ctx.person('Panel chair', { role: 'panel-chair', scope: route }),
    panelMember: await ctx.person('Panel member', { role: 'panel-member', scope: route }, { role: 'product-manager' }),
    committeeOne: await ctx.person('Committee one', { role: 'committee-member' }),
    committeeTwo: await ctx.person('Committee two', { role: 'committee-member' }, { role: 'product-manager' }),
  };
  const revisionId = await lib(RevisionDrafting).create(admin, { title: 'The next one', kind: 'day-to-day' });
  const inDays = async (days: number) => new Date((await ctx.db.read().now()).getTime() + days * 86_400_000);
  // Past the triggers: a superuser's connections, which write copies and look at what is stored.
  const aside = new Pool({ connectionString: ctx.database.ownerUrl, options: '-c session_replication_role=replica' });
  const copies = await Copies.on(aside);
  const close = () => aside.end().then(ctx.close);
  return { db: ctx.db, lib, people, groupId, revisionId, inDays, aside, copies, close };
}

/** A proposal and the look at what is stored about it. */
export type Looked = { given: Case; look: () => Promise<Rows> };

/** A new draft of this kind. */
export async function aCase(world: World, kind: Kind): Promise<Looked> {
  const beginning = kind === 'occupation' ? { kind } : { kind, occupation: 'OCC0116' };
  return caseOf(world, await world.lib(Proposals).start(world.people.groupChair, world.groupId, newId(), beginning));
}

/** The proposal with this id; it is looked at before anything is done. */
export function caseOf(world: World, id: string): Looked {
  let rows: Rows | null = null;
  const look = async () => (rows = await rowsOf(world, id));
  const of = () => handlesOf(rows ?? fail('Nobody has looked yet'));
  return { given: { world, id, of }, look };
}

function fail(why: string): never {
  throw new Error(why);
}

function handlesOf(rows: Rows): Handles {
  const [ballot, decision] = [rows.ballots.at(-1), rows.decisions.at(-1)];
  const version = rows.versions.at(-1);
  return {
    state: rows.proposal.state,
    hash: version?.contentHash ?? 'none',
    ballot: ballot?.id ?? newId(),
    ballotHash: ballot?.contentHash ?? 'none',
    decision: decision?.id ?? newId(),
    review: decision?.review?.id ?? newId(),
    conditions: decision?.conditions.map(({ id }) => id) ?? [],
    earlierConditions: rows.decisions.slice(0, -1).flatMap(({ conditions }) => conditions.map(({ id }) => id)),
    submissionKey: version?.key ?? null,
  };
}
