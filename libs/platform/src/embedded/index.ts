import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { findBinaries } from './binaries';
import { answers, ensureCluster, ensureDatabase, remakeDatabase, urlOf } from './cluster';
import { findHome, type Home } from './home';
import { freePort, isServerOf, lastWords, launch, type Postmaster, running, shutDown } from './postmaster';

/** What to start: the data folder, where to say what is done, and how. */
type EmbeddedOrder = {
  dataDir: string;
  log: (line: string) => void;
  /** For tests: faster than safe, and the data are removed at the stop. */
  throwaway?: boolean;
  /** The port to use again after a crash, when clients know it. */
  port?: number;
};

/** A running embedded PostgreSQL. */
export type Embedded = {
  ownerUrl: string;
  appUrl: string;
  superuserUrl: string;
  port: number;
  /** Where the data lie. */
  folder: string;
  /** The account that the server runs as, when it is not ours. */
  user: string | null;
  alive: () => boolean;
  /** Empties the database: for a first start that was cut short. */
  empty: () => Promise<void>;
  stop: () => Promise<void>;
};

const always = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=200',
  'jit=off',
  'log_timezone=UTC',
  'timezone=UTC',
  // A statement that fails is told to who sent it; here it would leave the row in a file.
  'log_min_messages=log',
  'log_min_error_statement=panic',
  'log_error_verbosity=terse',
];
const faster = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/**
 * Starts the PostgreSQL that npm installed on the data in `dataDir`, on 127.0.0.1 and a free port, and waits until it
 * answers. One that still runs on these data (its starter was killed) is adopted. It runs detached: `stop` it last.
 * Only one process at a time may call this for a folder; the command line's lock sees to that.
 */
export async function startEmbedded(order: EmbeddedOrder): Promise<Embedded> {
  const home = findHome(order.dataDir);
  const server = (await adopt(home, order)) ?? (await start(home, order));
  await ensureDatabase(home, server.port);
  return {
    ownerUrl: urlOf(home, server.port, 'owner'),
    appUrl: urlOf(home, server.port, 'app'),
    superuserUrl: urlOf(home, server.port, 'superuser'),
    port: server.port,
    folder: home.folder,
    user: home.user?.name ?? null,
    alive: () => isServerOf(server.pid, home.cluster),
    empty: () => remakeDatabase(home, server.port),
    stop: async () => {
      await shutDown(home.cluster);
      if (order.throwaway === true) rmSync(home.folder, { recursive: true, force: true });
    },
  };
}

async function adopt(home: Home, order: EmbeddedOrder): Promise<Postmaster | null> {
  for (let tries = 0; tries < 300; tries += 1) {
    const server = running(home.cluster);
    if (server === null) return null;
    if (server.port > 0 && (await answers(home, server.port))) {
      order.log(`PostgreSQL still runs (process ${server.pid}): carrying on with it`);
      return server;
    }
    await sleep(100);
  }
  throw new Error(`The embedded PostgreSQL on ${home.cluster} runs but does not answer: ${lastWords(home)}`);
}

/** Tries a few times: after a kill -9 the old server's processes may need a moment to let go of the data. */
async function start(home: Home, order: EmbeddedOrder): Promise<Postmaster> {
  const binaries = findBinaries(home.copies, home.user, order.log);
  if (ensureCluster(home, binaries) === 'made') order.log(`A new database is made in ${home.folder}`);
  const settings = order.throwaway === true ? [...always, ...faster] : always;
  for (let tries = 0; tries < 6; tries += 1) {
    const port = tries === 0 && order.port !== undefined ? order.port : await freePort();
    const child = launch(home, binaries.folder, port, settings);
    while (!child.exited()) {
      const server = running(home.cluster);
      if (server?.port === port && (await answers(home, port))) return server;
      await sleep(40);
    }
    await sleep(500);
  }
  throw new Error(`The embedded PostgreSQL does not start: ${lastWords(home)}`);
}
