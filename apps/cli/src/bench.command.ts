import type { Command } from 'commander';
import { type AlignmentBench, benchAlignment, hasData } from './bench-alignment';
import { say } from './say';

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
    `nearest neighbour, plain TF-IDF: top 1 ${share(baseline.top1)}, top 3 ${share(baseline.top3)}`,
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
