import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, untilGone, WaymarkProcess } from './waymark-process';

const dataDir = mkdtempSync(join(tmpdir(), 'waymark-first-'));
let site: WaymarkProcess | null = null;

afterAll(async () => {
  await site?.end('SIGTERM');
  rmSync(dataDir, { recursive: true, force: true });
});

describe('a first start that is cut short', () => {
  it('begins anew at the next start, whether it was stopped or killed', async () => {
    chmodSync(dataDir, 0o755);
    const place = { dataDir, port: await freePort() };

    site = new WaymarkProcess(place);
    await site.untilItSays('Publishing the first edition');
    const server = site.serverPid();
    await site.end('SIGTERM');
    await untilGone([server]);

    site = new WaymarkProcess(place);
    await site.untilItSays('Adding the demo people');
    expect(site.output).toContain('beginning anew');
    await site.end('SIGKILL');

    site = await new WaymarkProcess(place).ready();
    expect(site.output).toContain('beginning anew');
    const maps = await fetch(`http://127.0.0.1:${place.port}/maps`);
    expect(maps.status).toBe(200);
  }, 240_000);
});
