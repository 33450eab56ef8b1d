import { startBareServer, startBenchSite } from './bench-site';

/** Requests each second of our page and of a bare Fastify server with the same bytes; `ratio` is ours over bare. */
export type PageBench = { path: string; bytes: number; ours: number; bare: number; ratio: number };

const rounds = 3;
const seconds = 3;

/** Loads public pages of the web site on this database, each beside a bare server, over the loopback. */
export async function benchPages(databaseUrl: string, paths: readonly string[]): Promise<PageBench[]> {
  const site = await startBenchSite(databaseUrl);
  try {
    const measured: PageBench[] = [];
    for (const path of paths) measured.push(await benchPage(site.base, path));
    return measured;
  } finally {
    await site.stop();
  }
}

async function benchPage(base: string, path: string): Promise<PageBench> {
  const answer = await fetch(base + path, { headers: { 'accept-encoding': 'identity', ...apiKey } });
  if (!answer.ok) throw new Error(`${path} answers ${answer.status}`);
  const body = Buffer.from(await answer.arrayBuffer());
  const bare = await startBareServer(body, answer.headers.get('content-type') ?? 'text/html');
  try {
    const [ours, plain]: number[][] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await rate(base + path));
      plain.push(await rate(`${bare.base}/`));
    }
    const [own, other] = [median(ours), median(plain)];
    return { path, bytes: body.length, ours: own, bare: other, ratio: Math.round((own / other) * 100) / 100 };
  } finally {
    await bare.stop();
  }
}

const apiKey = { 'x-api-key': 'demo-key' };

/** Requests each second over three seconds, ten connections. @throws Error where anything but 200 comes back */
async function rate(url: string): Promise<number> {
  const { default: autocannon } = await import('autocannon');
  const result = await autocannon({ url, connections: 10, duration: seconds, headers: apiKey });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx + result.errors} failed answers`);
  return result.requests.average;
}

const median = (values: readonly number[]): number =>
  Math.round([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0);
