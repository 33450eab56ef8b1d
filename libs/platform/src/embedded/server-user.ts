import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** The account that the server runs as; PostgreSQL refuses to run as root. */
export type ServerUser = { name: string; uid: number; gid: number };

const ourName = 'waymark';

/**
 * The account for the server: null means "as whoever started us". As root it is a system user of its own, made if
 * absent, and where accounts cannot be made one that every system has.
 * @throws Error in one sentence when root finds no such account
 */
export function serverUser(): ServerUser | null {
  if (process.getuid?.() !== 0) return null;
  const found =
    account(ourName) ?? (addAccount() ? account(ourName) : null) ?? account('postgres') ?? account('nobody');
  if (found === null)
    throw new Error(
      'PostgreSQL does not run as root, and there is no user to run it as: add a system user named waymark.',
    );
  return found;
}

/** The account that owns what is there, when it is not us. */
export function ownerOf(path: string): ServerUser | null {
  const { uid, gid } = statSync(path);
  if (uid === process.getuid?.()) return null;
  const name = spawnSync('id', ['-un', String(uid)], { encoding: 'utf8' });
  return { name: name.status === 0 ? name.stdout.trim() : `user ${uid}`, uid, gid };
}

/** Whether the account can walk down to the folder and enter it. */
export function canReach(folder: string, user: ServerUser): boolean {
  for (let path = resolve(folder); ; path = dirname(path)) {
    const { mode, uid, gid } = statSync(path);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (path === dirname(path)) return true;
  }
}

function account(name: string): ServerUser | null {
  const uid = spawnSync('id', ['-u', name], { encoding: 'utf8' });
  const gid = spawnSync('id', ['-g', name], { encoding: 'utf8' });
  if (uid.status !== 0 || gid.status !== 0) return null;
  return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

function addAccount(): boolean {
  const shadow = ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', ourName];
  return spawnSync('useradd', shadow).status === 0 || spawnSync('adduser', ['-S', '-D', '-H', ourName]).status === 0;
}
