// `npm start`, and `npm run waymark -- COMMAND`: builds if something changed, then runs the command line in this process.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { buildIfChanged } from './build.mjs';

const command = process.argv.slice(2);
const starting = command[0] === 'up';
try {
  await buildIfChanged((line) => process.stderr.write(`${line}\n`));
  const main = fileURLToPath(new URL('../dist/apps/cli/src/main.js', import.meta.url));
  process.argv = [process.execPath, main, ...command];
  createRequire(import.meta.url)(main);
} catch (error) {
  process.stderr.write(`${starting ? 'Waymark does not start: ' : ''}${error.message}\n`);
  process.exit(1);
}
