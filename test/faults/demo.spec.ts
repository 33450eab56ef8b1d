import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { thorough } from '../support/thorough';

type Line = {
  step?: string;
  url?: string;
  see?: string;
  ok?: boolean;
  edition?: number;
  editionsReplayed?: number;
};
type Run = { code: number | null; lines: Line[]; errors: string };

/** Runs the built `waymark demo --json` to its end. */
function demo(options: readonly string[], env: Record<string, string> = {}): Promise<Run> {
  const main = join(__dirname, '../../dist/apps/cli/src/main.js');
  const { DATABASE_URL: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [main, 'demo', '--json', ...options], {
    env: { ...inherited, NODE_ENV: 'development', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, errors] = ['', ''];
  child.stdout.on('data', (data: Buffer) => (out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      const lines = out
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as Line);
      resolve({ code, lines, errors });
    });
  });
}

describe('the demo plays the main job, and fails when it has to', () => {
  it('a proposal becomes an occupation on the published map; log, trail and inbox agree', async () => {
    const { code, lines, errors } = await demo([]);
    expect(errors).not.toContain('does not show');
    expect(code).toBe(0);
    expect(lines.at(-1)).toMatchObject({ ok: true, edition: 5, editionsReplayed: 5 });
    expect(lines.length).toBeGreaterThan(25);
  }, 240_000);

  if (!thorough) process.stderr.write('Not run without THOROUGH=1: the demo with the worker off and with mail down\n');
  (thorough ? it : it.skip)(
    'with the worker off it stops at the step that the worker does, with mail down at the inbox',
    async () => {
      // Both wait for what does not come, so they wait at the same time.
      const runs = [demo(['--without-worker']), demo([], { SMTP_URL: 'smtp://127.0.0.1:9' })];
      const [withoutWorker, withoutMail] = await Promise.all(runs);
      expect(withoutWorker?.errors).toContain('the worker publishes edition 5');
      expect(withoutMail?.errors).toContain('inbox:');
      for (const run of [withoutWorker, withoutMail]) {
        expect(run?.code).not.toBe(0);
        expect(run?.lines.at(-1)?.ok).toBeUndefined();
      }
    },
    240_000,
  );
});
