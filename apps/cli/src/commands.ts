import type { Command } from 'commander';
import { registerDatabaseCommands } from './database.commands';
import { registerImport } from './import';
import { registerBench } from './bench.command';
import { registerMap } from './map.command';
import { registerDemo } from './demo.command';
import { registerPersonal } from './personal.command';
import { registerFiles } from './files.command';
import { registerUp } from './up.command';
import { registerUsers } from './users.command';

/** Adds one or more commands to the program. */
type CommandRegistration = (program: Command) => void;

/** Every command of `waymark`: one line each. */
export const commands: readonly CommandRegistration[] = [
  registerUp,
  registerDatabaseCommands,
  registerUsers,
  registerDemo,
  registerImport,
  registerMap,
  registerFiles,
  registerPersonal,
  registerBench,
];
