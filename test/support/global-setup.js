/**
 * One PostgreSQL for all test workers: the one that TEST_POSTGRES_URL names (a superuser's URL; CI gives Debian's),
 * else the embedded one, in a folder of its own. `npm test` builds first, because the launcher is compiled code.
 * TEST_POSTGRES_THROWAWAY=1 says that the server goes after the run, with all that is on it (see `database.ts`).
 */
const { chmodSync, existsSync, mkdtempSync, statfsSync } = require('node:fs');
const { join } = require('node:path');
const { tmpdir } = require('node:os');

/**
 * In memory where Linux has room for it: each spec's database is 840 files that are soon deleted, and on a disk a copy
 * took up to ten times as long. A few hundred megabytes are in use at a time.
 */
function place() {
  if (!existsSync('/dev/shm')) return tmpdir();
  const { bavail, bsize } = statfsSync('/dev/shm');
  return bavail * bsize > 2_000_000_000 ? '/dev/shm' : tmpdir();
}

module.exports = async () => {
  if (process.env.TEST_POSTGRES_URL) return;
  const built = join(__dirname, '../../dist/libs/platform/src/embedded/index.js');
  if (!existsSync(built))
    throw new Error('Run `npm run build` first: the tests start the embedded PostgreSQL with compiled code');
  const { startEmbedded } = require(built);
  const dataDir = mkdtempSync(join(place(), 'waymark-test-'));
  chmodSync(dataDir, 0o711); // started by root, the server has an account of its own, and has to get in
  const server = await startEmbedded({ dataDir, log: () => undefined, throwaway: true });
  process.env.TEST_POSTGRES_THROWAWAY = '1';
  process.env.TEST_POSTGRES_URL = server.superuserUrl ?? server.ownerUrl;
  globalThis.__waymarkServer = { server, dataDir };
};
