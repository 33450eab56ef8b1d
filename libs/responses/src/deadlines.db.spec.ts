import { ConsultationQueries, Preparing, Running } from '@app/consultations';
import { anAnnounced } from '@app/consultations/testing';
import { type Actor, formatLondon, londonMinute, newId, parseLondon } from '@app/kernel';
import { EditionStore } from '@app/occupational-map';
import { smallMap } from '@app/occupational-map/testing';
import { DemoClock } from '@app/platform';
import { publishMap, testContext, type TestContext } from '@test/support';
import fc from 'fast-check';
import { Client } from 'pg';
import { clockChanges } from '../../../test/support/clock-changes';
import { Answering, ResponsesModule, SendingResponses } from './index';
import { aDraft } from './testing';

type Person = Actor & { id: string };
const [hour, day] = [3_600_000, 86_400_000];

let ctx: TestContext;
let owner: Client;
let changes: ReturnType<typeof clockChanges>;
let [officer, second]: Person[] = [];
const lib = <T>(type: new (...given: never[]) => T): T => ctx.module.get<T>(type, { strict: false });
const now = () => ctx.db.read().now();
const read = (reference: string) => lib(ConsultationQueries).consultation(reference);
const plain = { permission: 'anonymous' as const, email: null };

async function announced(closesAt: Date): Promise<string> {
  return anAnnounced(
    lib(Preparing),
    { officer, second },
    { subjects: [{ kind: 'occupation', ref: 'OCC0116' }], closesAt, title: `Until ${closesAt.toISOString()}` },
  );
}
const extend = async (reference: string, closesAt: Date) =>
  lib(Running).extend(officer, reference, {
    closesAt,
    why: 'Asked for',
    seen: (await read(reference)).deadlines.length,
  });
const until = async (at: Date) => lib(DemoClock).advance(at.getTime() - (await now()).getTime());
const outcome = (done: Promise<unknown>) =>
  done.then(
    () => 'taken' as const,
    (error: unknown) => String(error),
  );

/** Whether the database takes a response at that very instant: its clock stands still for one transaction that is rolled back. */
async function takesAt(id: string, at: Date): Promise<boolean> {
  await owner.query('begin');
  try {
    await owner.query(
      `create or replace function waymark_now() returns timestamptz(3) language sql volatile as $$ select '${at.toISOString()}'::timestamptz(3) $$`,
    );
    await owner.query(
      `insert into consultation_response (id, consultation_id, reference, key, received_at) values ($1, $2, $3, $4, now())`,
      [newId(), id, newId(), newId()],
    );
    return true;
  } catch (error) {
    if (!String(error).includes('not open')) throw error;
    return false;
  } finally {
    await owner.query('rollback');
  }
}

beforeAll(async () => {
  ctx = await testContext([ResponsesModule]);
  owner = new Client({ connectionString: ctx.database.ownerUrl });
  await owner.connect();
  changes = clockChanges(await now());
  officer = await ctx.person('Officer', { role: 'product-manager' });
  second = await ctx.person('Second', { role: 'product-manager' });
  const edition = { state: smallMap(), kind: 'day-to-day' as const, note: '1', changes: [] };
  await ctx.db.write((tx) => publishMap(tx, lib(EditionStore), edition));
});
afterAll(async () => {
  await owner?.end();
  await ctx?.close();
});

describe('a close, on the days on which the clocks change', () => {
  it('is one instant: said with its zone, read back the same, and a response at it comes too late', async () => {
    const nights = [changes.forward, changes.back].map((date) => parseLondon(date, '00:00').getTime());
    const minutes = fc.tuple(fc.constantFrom(...nights), fc.integer({ min: -60, max: 5 * 60 }));
    const drawn = fc.sample(minutes, 12).map(([night, minute]) => new Date(night + minute * 60_000));
    // The hour that exists twice, and the minute before one that does not exist, whatever is drawn.
    for (const night of nights) drawn.push(...[0, 59, 60, 119].map((minute) => new Date(night + minute * 60_000)));
    for (const closesAt of [...new Set(drawn.map(Number))].sort((a, b) => a - b).map((at) => new Date(at))) {
      const { id, reference, closesAt: stored } = await read(await announced(closesAt));
      expect([reference, stored]).toEqual([reference, closesAt]);
      const isSummer = closesAt
        .toLocaleString('en-GB', { timeZone: 'Europe/London', timeZoneName: 'short' })
        .endsWith('BST');
      expect(formatLondon(stored, 'closing')).toContain(isSummer ? 'UK time (BST)' : 'UK time (GMT)');
      const { date, time, which } = londonMinute(stored);
      expect(parseLondon(date, time, 'closes', which)).toEqual(closesAt);
      const around = [-hour, -1, 0, 1, hour].map((ms) => takesAt.bind(null, id, new Date(closesAt.getTime() + ms)));
      const taken: boolean[] = [];
      for (const take of around) taken.push(await take());
      expect(taken).toEqual([true, true, false, false, false]);
    }
  });
});

describe('a response and a later close, at once', () => {
  it('is taken only before the close that stands then; what is refused came after it', async () => {
    const races = fc.record({ margin: fc.integer({ min: -40, max: 120 }), waits: fc.integer({ min: 0, max: 60 }) });
    for (const { margin, waits } of fc.sample(races, 20)) {
      const closesAt = new Date((await now()).getTime() + 3 * hour);
      const reference = await announced(closesAt);
      const token = await aDraft(lib(Answering), await read(reference));
      await until(new Date(closesAt.getTime() - Math.max(1, margin + 40)));
      const moved = outcome(extend(reference, new Date(closesAt.getTime() + hour)));
      await new Promise((resolve) => setTimeout(resolve, waits));
      const sent = await outcome(lib(SendingResponses).send(reference, token, plain));
      const extended = await moved;
      const stored = await ctx.db
        .read()
        .one<{ sentAt: Date }>(
          `select s.sent_at as "sentAt" from standing_response s join consultation c on c.id = s.consultation_id where c.reference = $1`,
          [reference],
        );
      expect(stored !== null).toBe(sent === 'taken');
      if (stored !== null && stored.sentAt >= closesAt) expect(extended).toBe('taken');
      if (stored === null) {
        expect(sent).toMatch(/not open/);
        expect((await now()).getTime()).toBeGreaterThanOrEqual(closesAt.getTime());
      }
      // Whoever was too late for the close, and finds it moved, sends the same again.
      if (extended === 'taken')
        expect(await outcome(lib(SendingResponses).send(reference, token, plain))).toBe('taken');
    }
  });
});

describe('the time that is lost while it is stopped', () => {
  it.each(['forward', 'back'] as const)('is what passed, not what the clock on the wall says: %s', async (change) => {
    // Noon to noon on the wall: 23 hours where the clocks go forward, 25 where they go back.
    const noon = parseLondon(changes[change], '12:00');
    const before = new Date(noon.getTime() - (change === 'forward' ? 23 : 25) * hour);
    const closesAt = new Date(noon.getTime() + 30 * day);
    const reference = await announced(closesAt);
    await until(before);
    await lib(Running).suspend(officer, reference, 'A question can be misread');
    await until(noon);
    const lost = noon.getTime() - before.getTime();
    const resume = (more: number) =>
      outcome(
        lib(Running).resume(officer, reference, { closesAt: new Date(closesAt.getTime() + more), why: 'Mended' }),
      );
    expect(await resume(lost - 5_000)).toContain('Give back at least the time that was lost');
    expect(await resume(lost + 5_000)).toBe('taken');
    const { id, standing, closesAt: stands } = await read(reference);
    expect([standing, stands]).toEqual(['open', new Date(closesAt.getTime() + lost + 5_000)]);
    expect(await takesAt(id, new Date(stands.getTime() - 1))).toBe(true);
    expect(await takesAt(id, stands)).toBe(false);
  });
});
