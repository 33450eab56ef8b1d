import 'reflect-metadata';
import { Refused } from '@app/kernel';
import { factsOf, lastSentence } from '@app/platform';
import { Command } from 'commander';
import { commands } from './commands';

/** Runs `waymark <command>`; what goes wrong is told in a sentence, with the stack only when asked for. */
async function main(): Promise<void> {
  const program = new Command('waymark')
    .description('Occupational maps, kept current in the open')
    .showHelpAfterError();
  for (const register of commands) register(program);
  await program.parseAsync();
}

function sentence(error: unknown): string {
  if (error instanceof Refused) return error.reasons.map((reason) => reason.text).join('\n');
  const said = lastSentence(error);
  return process.env.LOG_LEVEL === 'debug' ? [said, factsOf(error).stack].join('\n') : said;
}

function end(error: unknown): void {
  process.stderr.write(`${sentence(error)}\n`);
  process.exit(1);
}

process.on('uncaughtException', end);
main().catch(end);
