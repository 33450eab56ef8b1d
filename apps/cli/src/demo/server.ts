import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const main = join(__dirname, '../main.js');
const run = promisify(execFile);

/** A server of the demo's own, on an empty folder, that is gone with its data when it is stopped. */
export class DemoServer {
  private readonly dataDir = mkdtempSync(join(tmpdir(), 'waymark-demo-'));
  private readonly env: NodeJS.ProcessEnv;
  private readonly process: ChildProcess;
  readonly base: string;

  constructor(port: number, options: readonly string[]) {
    this.base = `http://127.0.0.1:${port}`;
    const own = { NODE_ENV: 'development', DATA_DIR: this.dataDir, PORT: String(port), LOG_LEVEL: 'warn' };
    // As behind one proxy: the respondents of a scenario come from networks of their own, so the limit by network holds.
    this.env = { ...process.env, ...own, BASE_URL: this.base, TRUST_PROXY: '1' };
    delete this.env.DATABASE_URL;
    this.process = spawn(process.execPath, [main, 'up', ...options], {
      env: this.env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }

  /** @throws Error where it stops, or is not ready within two minutes */
  async ready(): Promise<void> {
    for (const end = performance.now() + 120_000; performance.now() < end;) {
      if (this.process.exitCode !== null) throw new Error('start the server: it stopped.');
      const answer = await fetch(`${this.base}/health/ready`).catch(() => null);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error('start the server: it was not ready within two minutes.');
  }

  /** Runs a `waymark` command with `--json` on this server's database. @throws Error with what the command said */
  async waymark<T>(...command: string[]): Promise<T> {
    const options = { env: this.env, maxBuffer: 100_000_000 };
    const { stdout } = await run(process.execPath, [main, ...command, '--json'], options).catch(
      (error: { stdout?: string; stderr?: string }) => {
        throw new Error(`waymark ${command.join(' ')}: ${error.stdout ?? ''}${error.stderr ?? ''}`);
      },
    );
    return JSON.parse(stdout) as T;
  }

  async stop(): Promise<void> {
    if (this.process.exitCode === null) {
      await new Promise<void>((resolve) => {
        this.process.once('exit', () => resolve());
        this.process.kill('SIGTERM');
      });
    }
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
