import { type Config, loadConfig } from '@app/platform';
import type { Command } from 'commander';
import { type AlignmentBench, benchAlignment, hasData } from './bench-alignment';
import { benchConsultations, type ConsultationBench } from './bench-consultations';
import { benchPages, type PageBench } from './bench-http';
import { benchPublication, type PublicationBench } from './bench-publication';
import { benchSearch, type SearchBench } from './bench-search';
import { openApplication } from './application';
import { withDatabase } from './database';
import { say } from './say';
import { withScratchDatabase } from './scratch-database';

type Options = { json?: boolean; data: string };

/** `waymark bench`: what was promised, measured. */
export function registerBench(program: Command): void {
  const bench = program.command('bench').description('measure what was promised, as ratios within one run');
  bench
    .command('alignment')
    .description('routes by leave-one-out over the published standards, and how long a question takes')
    .option('--json', 'print one JSON object instead of lines')
    .option('--data <folder>', 'the folder of the real data', '../shared/data')
    .action((options: Options) => alignment(options));
  bench
    .command('map')
    .description(
      'pages against a bare server; publications, rehearsals and the search on maps of two sizes; in a scratch database',
    )
    .option('--json', 'print one JSON object instead of lines')
    .action((options: { json?: boolean }) => map(options.json === true));
  bench
    .command('consultations')
    .description(
      'responses through the site, with the worker frozen and running, beside a loop that stores the same rows',
    )
    .option('--json', 'print one JSON object instead of lines')
    .action((options: { json?: boolean }) => consultations(options.json === true));
}

async function alignment({ json, data }: Options): Promise<void> {
  if (!hasData(data)) {
    const text = `SKIPPED: there is no real data in ${data}. Nothing was measured.`;
    say(json ? JSON.stringify({ skipped: text }) : text);
    return;
  }
  const found = await benchAlignment(data);
  if (json) say(JSON.stringify(found));
  else for (const line of linesOf(found)) say(line);
}

function linesOf({ rows, baseline, alignment, sure, sureFrom, latency, errors }: AlignmentBench): string[] {
  const share = (value: number) => value.toFixed(3);
  return [
    `${rows} live standards on one route, each left out with those that share its overview and route`,
    `nearest neighbours, plain TF-IDF: top 1 ${share(baseline.top1)}, top 3 ${share(baseline.top3)}`,
    `alignment: top 1 ${share(alignment.top1)} (goal 0.86), top 3 ${share(alignment.top3)} (goal 0.975)`,
    `sure by a lead found on the other rows: ${share(sure.share)} of the rows (goal 0.6), right ${share(sure.precision)} (goal 0.95)`,
    `sure from a lead of ${sureFrom.lead}, as the product uses it: ${share(sureFrom.share)}, right ${share(sureFrom.precision)}`,
    ...latency.map(({ occupations, learn, rank, similar }) => {
      return `${occupations} occupations: learned in ${learn} ms; one against all: routes ${rank} ms, similar ${similar} ms`;
    }),
    `${errors.length} errors:`,
    ...errors.map(({ title, right, said, margin }) => `  ${title}: ${right}, said ${said} (lead ${margin.toFixed(2)})`),
  ];
}

const sizes = [1_341, 13_410];

async function consultations(json: boolean): Promise<void> {
  const config = settings();
  await withDatabase(config, 'bench consultations', async (urls) => {
    const progress = (line: string): void => void process.stderr.write(`${line}\n`);
    const found = await withScratchDatabase(urls, (scratch) => benchConsultations(config, scratch, progress));
    if (json) say(JSON.stringify(found));
    else for (const line of consultationLines(found)) say(line);
  });
}

function consultationLines(found: ConsultationBench): string[] {
  const { writers, seconds, pgbench, bare, frozen, running, ofBare, ofFrozen, refused } = found;
  const ofPgbench = pgbench === null ? 'pgbench is not installed' : `pgbench ${pgbench}`;
  return [
    `${writers} writers: ${frozen} responses a second with the worker frozen, one statement for the same rows ${bare} (${ofPgbench}): ${ofBare} (goal 0.4)`,
    `with the worker running ${running} a second: ${ofFrozen} of the rate without (goal 0.7)`,
    `${found.backlog} rows waited at the end of ${seconds} seconds, and were gone after ${found.backlogSeconds} (goal ${seconds})`,
    `refused ${JSON.stringify(refused)}, lost ${found.lost}, duplicated ${found.duplicated}`,
  ];
}

/** The settings of this machine, unless they are those of production. */
function settings(): Config {
  const config = loadConfig(process.env);
  if (config.production) throw new Error('A benchmark has no place in production: it moves the clock of its database.');
  return config;
}

async function map(json: boolean): Promise<void> {
  const config = settings();
  await withDatabase(config, 'bench map', async (urls) => {
    const publications: PublicationBench[] = [];
    let pages: PageBench[] = [];
    for (const size of sizes) {
      await withScratchDatabase(urls, async ({ appUrl }) => {
        const app = await openApplication(config, appUrl);
        try {
          publications.push(await benchPublication(app, size));
        } finally {
          await app.close();
        }
        if (size === sizes[0])
          pages = await benchPages(appUrl, ['/maps/digital', '/occupations/OCC10000', '/api/v1/Routes/digital']);
      });
    }
    const searches = sizes.map(benchSearch);
    const [small, large] = publications;
    const ratio = Math.round(((large?.publishOne ?? 0) / (small?.publishOne ?? 1)) * 100) / 100;
    if (json) say(JSON.stringify({ pages, publications, publishOneRatio: ratio, searches }));
    else for (const line of [...mapLines(pages, publications, ratio), ...searches.map(searchLine)]) say(line);
  });
}

function mapLines(pages: readonly PageBench[], publications: readonly PublicationBench[], ratio: number): string[] {
  return [
    ...pages.map(({ path, bytes, ours, bare, ratio: share }) => {
      return `${path} (${bytes} bytes): ${ours} a second, bare Fastify ${bare}: ${share} (goal 0.8)`;
    }),
    ...publications.map(({ occupations, publishOne, publishThousand, rehearseThousand }) => {
      const parts = `one operation ${publishOne} ms, 1,000 ${publishThousand} ms; 1,000 rehearsed ${rehearseThousand} ms (goal 2,000)`;
      return `${occupations} occupations: ${parts}`;
    }),
    `one operation on the large map against the small one: ${ratio} times (goal 1.5)`,
  ];
}

function searchLine({ occupations, questions, median, longest, pass }: SearchBench): string {
  const goals = 'goals: median 5 at 1,341 and 15 at 13,410, longest 50';
  return `${questions} questions to the search of ${occupations} occupations: median ${median} ms, longest ${longest} ms (${goals}); one pass over the same texts ${pass} ms`;
}
