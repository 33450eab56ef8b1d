import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { BenchForm } from './bench-response';

/** So many write at once. */
export const writers = 32;

/** What a load came to: what was taken, what was refused by which status, and how long it lasted. */
export type Load = { accepted: number; refused: Record<string, number>; seconds: number };

/**
 * How many forms one network may send in an hour is limited: each writer sends fewer from each of its networks. They are
 * its own, as those of people who respond at once are.
 */
const perNetwork = 50;
const agent = new Agent({ keepAlive: true, maxSockets: writers });

type Writer = { cookie: string; token: string; sent: number };
/** A form as it was sent; sent again, it is the same response. */
export type SentResponse = { no: number; location: string };

/**
 * People who respond without an account, each with the cookie and token of a page of their own. The site believes what
 * `x-forwarded-for` says (TRUST_PROXY=1), so that the limit by network holds and stands in nobody's way.
 */
export class Respondents {
  private next = 0;
  private readonly opened: Writer[] = [];
  /** The last that were taken, to be sent again. */
  readonly taken: SentResponse[] = [];

  constructor(
    private readonly base: string,
    private readonly form: BenchForm,
  ) {}

  /** Every writer opens the form. */
  async open(): Promise<void> {
    for (let n = 0; n < writers; n += 1) {
      const answer = await fetch(this.base + this.form.path, { headers: { cookie: this.form.cookie(1 + n) } });
      const token = /name="_csrf" value="([^"]+)"/.exec(await answer.text())?.[1];
      const cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
      if (token === undefined || cookie === undefined) throw new Error(`${this.form.path} answers ${answer.status}`);
      this.opened.push({ cookie, token, sent: 0 });
    }
  }

  /** All of them send, one response after the other, for so many seconds; what was begun is finished. */
  async send(seconds: number): Promise<Load> {
    const refused: Record<string, number> = {};
    return lasting(seconds, refused, async (writer) => {
      const no = (this.next += 1);
      const { status, location } = await this.post(writer, no);
      const isTaken = status === 303 && location !== undefined;
      if (isTaken) this.taken[no % 64] = { no, location };
      else refused[status] = (refused[status] ?? 0) + 1;
      return isTaken;
    });
  }

  /** Sends those again that were taken last, as a browser does whose answer was lost. @returns how many got the same answer */
  async sendAgain(): Promise<{ sent: number; same: number }> {
    const again = this.taken.filter((one) => one !== undefined);
    const answers = await Promise.all(again.map(({ no }) => this.post(no % writers, no)));
    return { sent: again.length, same: answers.filter(({ location }, at) => location === again[at]?.location).length };
  }

  private post(writer: number, no: number): Promise<{ status: number; location?: string }> {
    const one = this.opened[writer];
    if (one === undefined) throw new Error(`Writer ${writer} has not opened the form`);
    const { cookie, token } = one;
    const network = writer + writers * Math.floor((one.sent += 1) / perNetwork);
    const body = new URLSearchParams({ _csrf: token, ...this.form.fields(no) }).toString();
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(body),
      'x-forwarded-for': `10.${(network >> 8) % 256}.${network % 256}.${1 + (no % 250)}`,
      origin: this.base,
      cookie: `${cookie}; ${this.form.cookie(no)}`,
    };
    return new Promise((resolve, reject) => {
      const sent = request(this.base + this.form.path, { method: 'POST', agent, headers }, (answer) => {
        answer.resume();
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, location: answer.headers.location }));
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }
}

/** The same rows by as many connections, each storing them in one prepared statement, one after the other. */
export async function bareLoad(databaseUrl: string, sql: string, seconds: number): Promise<Load> {
  const clients = Array.from({ length: writers }, () => new Client({ connectionString: databaseUrl }));
  await Promise.all(clients.map((client) => client.connect()));
  try {
    return await lasting(seconds, {}, async (writer) => {
      await clients[writer]?.query({ name: 'bare', text: sql });
      return true;
    });
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

/** The same by pgbench; null where it is not installed. @throws Error where it fails */
export function pgbenchRate(databaseUrl: string, sql: string, seconds: number): number | null {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-bench-'));
  try {
    const script = join(folder, 'bare.sql');
    // What follows a colon would be a variable of pgbench.
    writeFileSync(script, `${sql.replaceAll(/\s+/g, ' ').replaceAll(/:(?=\w)/g, ': ')};\n`);
    const options = ['-n', '-f', script, '-M', 'prepared', '-c', String(writers), '-j', '2', '-T', String(seconds)];
    const ran = spawnSync('pgbench', [...options, databaseUrl], { encoding: 'utf8' });
    if (ran.error !== undefined) return null;
    const rate = /tps = ([\d.]+)/.exec(ran.stdout)?.[1];
    if (rate === undefined) throw new Error(`pgbench fails: ${ran.stderr.split('\n')[0]}`);
    return Math.round(Number(rate));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function lasting(
  seconds: number,
  refused: Record<string, number>,
  write: (writer: number) => Promise<boolean>,
): Promise<Load> {
  const start = performance.now();
  let accepted = 0;
  const each = Array.from({ length: writers }, async (_, writer) => {
    while (performance.now() - start < seconds * 1000) if (await write(writer)) accepted += 1;
  });
  await Promise.all(each);
  return { accepted, refused, seconds: (performance.now() - start) / 1000 };
}
