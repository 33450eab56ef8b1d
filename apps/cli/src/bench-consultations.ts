import type { Config } from '@app/platform';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { openApplication } from './application';
import { type BenchForm, benchForm } from './bench-response';
import { type BenchSite, startBenchSite } from './bench-site';
import { bareLoad, type Load, pgbenchRate, Respondents, writers } from './bench-writers';
import type { Urls } from './database';
import { sessionSecret } from './session-secret';

/** Responses a second: by the bare statement, through the site with the worker frozen, and with it running. */
type Rates = { bare: number; frozen: number; running: number };

/** What a round measured; `backlog` is what had not followed yet when the load with the worker ended. */
type Round = Rates & { backlog: number; backlogSeconds: number; refused: Record<string, number> };

/** What the benchmark of responses measured: rates are medians over the rounds, ratios are taken within a round. */
export type ConsultationBench = Rates & {
  writers: number;
  seconds: number;
  pgbench: number | null;
  /** Frozen over bare (goal 0.4), running over frozen (goal 0.7): medians. */
  ofBare: number;
  ofFrozen: number;
  backlog: number;
  /** The longest that the backlog took to be gone (goal: `seconds` at most). */
  backlogSeconds: number;
  refused: Record<string, number>;
  /** Responses, receipts and mails that are not there, and those that are there twice. */
  lost: number;
  duplicated: number;
  rounds: Round[];
};

const rounds = 3;
const seconds = 6;
const warmUp = 3;
/** Seconds after which a backlog is said to stay. */
const patience = 180;

/** Responds to a consultation, in this empty database, beside a loop that stores the same rows. */
export async function benchConsultations(
  config: Config,
  { appUrl }: Urls,
  say: (line: string) => void,
): Promise<ConsultationBench> {
  say('Opening a consultation');
  const app = await openApplication({ ...config, sessionSecret: sessionSecret(config) }, appUrl, { hasty: true });
  const form = await benchForm(app).finally(() => app.close());
  const site = await startBenchSite(appUrl, { withWorker: true, settings: { TRUST_PROXY: '1' } });
  const client = new Client({ connectionString: appUrl });
  try {
    await client.connect();
    return await measure({ appUrl, client, site, form }, say);
  } finally {
    site.worker?.kill('SIGCONT');
    await site.stop();
    await client.end();
  }
}

type Bench = { appUrl: string; client: Client; site: BenchSite; form: BenchForm };

async function measure(bench: Bench, say: (line: string) => void): Promise<ConsultationBench> {
  const { appUrl, client, site, form } = bench;
  const respondents = new Respondents(site.base, form);
  await respondents.open();
  await untilFollowed(client);
  const before = await stored(client);
  say('Warming up');
  let accepted = (await respondents.send(warmUp)).accepted;
  accepted += (await bareLoad(appUrl, form.bare, 1)).accepted;
  await untilFollowed(client);
  const measured: Round[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    say(`Round ${round} of ${rounds}`);
    const one = await measureRound(bench, respondents);
    measured.push(one.round);
    say(JSON.stringify(one.round));
    accepted += one.accepted;
  }
  const again = await respondents.sendAgain();
  await untilFollowed(client);
  const after = await stored(client);
  const found = { lost: again.sent - again.same, duplicated: 0 };
  for (const what of ['responses', 'receipts', 'mails'] as const) {
    const more = after[what] - before[what] - accepted;
    found[more > 0 ? 'duplicated' : 'lost'] += Math.abs(more);
  }
  const pgbench = pgbenchRate(appUrl, form.bare, seconds);
  return { writers, seconds, pgbench, ...summary(measured), ...found, rounds: measured };
}

async function measureRound(
  { appUrl, client, site, form }: Bench,
  respondents: Respondents,
): Promise<{ round: Round; accepted: number }> {
  site.worker?.kill('SIGSTOP');
  const bare = await bareLoad(appUrl, form.bare, seconds);
  const frozen = await respondents.send(seconds);
  site.worker?.kill('SIGCONT');
  await untilFollowed(client);
  const running = await respondents.send(seconds);
  const backlog = await open(client);
  const backlogSeconds = await untilFollowed(client);
  const refused = { ...frozen.refused };
  for (const [status, count] of Object.entries(running.refused)) refused[status] = (refused[status] ?? 0) + count;
  return {
    round: { bare: rate(bare), frozen: rate(frozen), running: rate(running), backlog, backlogSeconds, refused },
    accepted: bare.accepted + frozen.accepted + running.accepted,
  };
}

function summary(all: readonly Round[]) {
  const refused: Record<string, number> = {};
  for (const round of all) {
    for (const [status, count] of Object.entries(round.refused)) refused[status] = (refused[status] ?? 0) + count;
  }
  return {
    bare: Math.round(median(all.map(({ bare }) => bare))),
    frozen: Math.round(median(all.map(({ frozen }) => frozen))),
    running: Math.round(median(all.map(({ running }) => running))),
    ofBare: hundredths(median(all.map(({ frozen, bare }) => frozen / bare))),
    ofFrozen: hundredths(median(all.map(({ running, frozen }) => running / frozen))),
    backlog: Math.max(...all.map(({ backlog }) => backlog)),
    backlogSeconds: Math.max(...all.map((round) => round.backlogSeconds)),
    refused,
  };
}

/** What has still to follow from events, and the mails that are to go out now. */
async function open(client: Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select ((select count(*) from outbox where done_at is null)
           + (select count(*) from notification where status = 'pending'))::int as count`,
  );
  return rows[0]?.count ?? 0;
}

/** Waits until everything has followed. @returns the seconds that it took. @throws Error where it does not */
async function untilFollowed(client: Client): Promise<number> {
  const start = performance.now();
  for (;;) {
    const left = await open(client);
    const spent = (performance.now() - start) / 1000;
    if (left === 0) return hundredths(spent);
    if (spent > patience) throw new Error(`After ${patience} seconds ${left} rows still wait for the worker.`);
    await sleep(100);
  }
}

/** How many responses there are, how many of them have their receipt in the ledger, and how many of those mails went out. */
async function stored(client: Client): Promise<{ responses: number; receipts: number; mails: number }> {
  const { rows } = await client.query<{ responses: number; receipts: number; mails: number }>(
    `select (select count(*)::int from consultation_response) as responses,
            count(n.id)::int as receipts, count(d.id)::int as mails
     from notification n join event e on e.seq = n.cause_seq left join dev_inbox d on d.key = n.id::text
     where e.type = 'response.received' and n.topic = 'receipts'`,
  );
  return rows[0] ?? { responses: 0, receipts: 0, mails: 0 };
}

const rate = ({ accepted, seconds: lasted }: Load): number => Math.round(accepted / lasted);
const hundredths = (value: number): number => Math.round(value * 100) / 100;
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
