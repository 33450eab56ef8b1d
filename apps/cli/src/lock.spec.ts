import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { takeLock } from './lock';

let folders: string[];
beforeEach(() => {
  folders = ['command', 'server'].map((name) => mkdtempSync(join(tmpdir(), `waymark-lock-${name}-`)));
});
afterEach(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

it('waits for a command longer than for a server, which stays', async () => {
  const [worked, served] = folders;
  const [command, server] = [await takeLock(worked, 'migrate'), await takeLock(served, 'up')];
  const second = takeLock(worked, 'migrate');
  await expect(takeLock(served, 'migrate')).rejects.toThrow('Waymark is already running on the data');
  // By now a server would have been waited for long enough.
  await sleep(200);
  command.release();
  (await second).release();
  server.release();
});
