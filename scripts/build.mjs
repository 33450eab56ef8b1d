// Builds the project into dist/: `npm run build` always and with types checked; `npm start` through `buildIfChanged`.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stampFile = join(root, 'dist/.stamp');
const sources = ['apps', 'libs', 'migrations', 'scripts'];
const settings = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];

/** All files below a folder, in a fixed order. */
function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** The hash of everything that the build is made from; templates are read as they are and do not count. */
function stampOfSources() {
  const hash = createHash('sha256').update(process.version.split('.')[0]);
  const files = [
    ...settings.map((name) => join(root, name)),
    ...sources.flatMap((folder) => filesBelow(join(root, folder))).filter((file) => !/\.(njk|md)$/.test(file)),
  ];
  for (const file of files) hash.update(`\0${relative(root, file)}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

/** Runs one program of node_modules; a signal to us ends it, too. */
function run(script, ...args) {
  const child = spawn(process.execPath, [join(root, script), ...args], { cwd: root, stdio: ['ignore', 2, 2] });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const pass = (signal) => {
    child.kill(signal);
    process.exit(0);
  };
  for (const signal of signals) process.on(signal, pass);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      for (const signal of signals) process.off(signal, pass);
      if (code === 0) resolve();
      else reject(new Error(`The build stopped at ${script.split('/').at(-1)}.`));
    });
  });
}

/** What was compiled from a source that is gone goes, too: a stale migration or command must not live on. */
function removeStale() {
  for (const folder of ['apps', 'libs', 'migrations']) {
    for (const file of filesBelow(join(root, 'dist', folder))) {
      const source = join(root, relative(join(root, 'dist'), file)).replace(/\.js(\.map)?$/, '.ts');
      if (source.endsWith('.ts') && !existsSync(source)) rmSync(file);
    }
  }
}

/** Compiles, resolves the @app aliases, makes style sheets and scripts, and notes from what. */
export async function build({ check }) {
  const stamp = stampOfSources();
  rmSync(stampFile, { force: true });
  mkdirSync(join(root, 'dist'), { recursive: true });
  removeStale();
  await run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', ...(check ? [] : ['--noCheck']));
  await run('node_modules/tsc-alias/dist/bin/index.js', '-p', 'tsconfig.build.json');
  await run('scripts/assets.mjs');
  writeFileSync(stampFile, stamp);
}

/** Builds when something changed since the last time; an installation without the compiler runs what it was given. */
export async function buildIfChanged(say) {
  const installed = existsSync(join(root, 'node_modules/pg'));
  if (!installed) throw new Error('The packages are not installed: run `npm ci` first.');
  const built = existsSync(join(root, 'dist/apps/cli/src/main.js'));
  if (!existsSync(join(root, 'node_modules/typescript'))) {
    if (built) return;
    throw new Error('There is no build and no compiler: run `npm ci` with development packages first.');
  }
  if (built && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stampOfSources()) return;
  say('Building');
  await build({ check: false });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build({ check: true }).catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
}
