import { createHash, randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canReach, ownerOf, serverUser, type ServerUser } from './server-user';

/** The passwords of the three roles, made once. */
export type Passwords = { superuser: string; owner: string; app: string };

/** Where one server lives: its folder, its account, where copies of the programs go, its passwords. */
export type Home = {
  folder: string;
  cluster: string;
  user: ServerUser | null;
  copies: string;
  passwords: Passwords;
};

const systemFolder = '/var/lib/waymark';

type Kept = Passwords & { id: string };

/**
 * The server's home: `DATA_DIR/postgres`, or below /var/lib/waymark when we are root and the server's own account
 * cannot get into DATA_DIR. What ties the two together is a file in DATA_DIR, so an emptied DATA_DIR begins afresh.
 */
export function findHome(dataDir: string): Home {
  mkdirSync(dataDir, { recursive: true, mode: 0o755 });
  const { id, ...passwords } = kept(dataDir);
  const near = join(dataDir, 'postgres');
  const asUser = (existsSync(near) ? rootOnly(ownerOf(near)) : null) ?? serverUser();
  if (asUser === null) return ready({ folder: near, user: null, copies: dataDir, passwords });
  const shared = { user: asUser, copies: systemFolder, passwords };
  if (canReach(dataDir, asUser)) return ready({ folder: near, ...shared });
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  const far = join(systemFolder, `${hash}-${id}`);
  const user = (existsSync(far) ? ownerOf(far) : null) ?? asUser;
  return ready({ ...shared, folder: far, user });
}

function rootOnly(user: ServerUser | null): ServerUser | null {
  if (user === null || process.getuid?.() === 0) return user;
  throw new Error(
    `The data belong to another user (${user.name}): start as that user, or set DATA_DIR to another folder.`,
  );
}

function ready(home: Omit<Home, 'cluster'>): Home {
  mkdirSync(home.folder, { recursive: true, mode: 0o755 });
  if (home.user !== null) own(home.folder, home.user);
  return { ...home, cluster: join(home.folder, 'cluster') };
}

/** Gives the path to the server's account. */
export function own(path: string, user: ServerUser | null): void {
  if (user !== null) chownSync(path, user.uid, user.gid);
}

function kept(dataDir: string): Kept {
  const file = join(dataDir, 'postgres-passwords.json');
  if (existsSync(file)) {
    rootOnly(ownerOf(file));
    return JSON.parse(readFileSync(file, 'utf8')) as Kept;
  }
  const secret = (): string => randomBytes(24).toString('base64url');
  const made: Kept = {
    id: randomBytes(4).toString('hex'),
    superuser: secret(),
    owner: secret(),
    app: secret(),
  };
  writeFileSync(`${file}.new`, JSON.stringify(made), {
    mode: 0o600,
    flush: true,
  });
  renameSync(`${file}.new`, file);
  return made;
}
