import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { markOf, type ProcessMark } from './processes';

/** The processes that the supervisor keeps running. */
type Part = 'web' | 'worker';

type Kept = { part: Part; child: ChildProcess; readyOnce: boolean };

/** What the supervisor is told. */
type ChildEvents = {
  say: (line: string) => void;
  /** The set of processes has changed. */
  changed: () => void;
  /** One does not stay up; whoever is told ends everything. */
  gaveUp: (reason: string) => void;
};

const restartsAllowed = 5;
const restartWindow = 60_000;
const patience = 8_000;

/**
 * Starts web and worker, starts them again when they die, and stops them. They are process groups of their own, so
 * that Ctrl-C reaches only the supervisor, and they end by themselves when the channel to it closes.
 */
export class Children {
  private readonly kept = new Map<Part, Kept>();
  private restarts: number[] = [];
  private stopping = false;

  constructor(
    private readonly env: NodeJS.ProcessEnv,
    private readonly events: ChildEvents,
  ) {}

  /** Starts one, of the same build as this code, and waits until it says that it is ready. @throws Error when it ends before */
  start(part: Part): Promise<void> {
    const child = fork(join(__dirname, '../..', part, 'src/main.js'), [], {
      detached: true,
      env: this.env,
      execArgv: ['--enable-source-maps'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const kept: Kept = { part, child, readyOnce: false };
    this.kept.set(part, kept);
    this.events.changed();
    return new Promise((resolve, reject) => {
      child.on('message', (message) => {
        if (message !== 'ready') return;
        kept.readyOnce = true;
        resolve();
      });
      child.on('error', reject);
      child.on('exit', (code, signal) => {
        reject(new Error(`The ${part} process ended while it started (${signal ?? `code ${code}`}).`));
        this.ended(kept, signal ?? `code ${code}`);
      });
    });
  }

  /** The marks of the processes that run now. */
  marks(): ProcessMark[] {
    return [...this.kept.values()].flatMap(({ child }) => (child.pid === undefined ? [] : (markOf(child.pid) ?? [])));
  }

  /** Stops both: asks, waits, and ends for good what does not stop. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all([...this.kept.values()].map(({ child }) => stopOne(child)));
    this.kept.clear();
  }

  private ended(kept: Kept, how: string): void {
    if (this.stopping || !kept.readyOnce) return;
    const now = Date.now();
    this.restarts = [...this.restarts.filter((at) => now - at < restartWindow), now];
    if (this.restarts.length > restartsAllowed) {
      this.events.gaveUp(`The ${kept.part} process ends again and again (${how}).`);
      return;
    }
    this.events.say(`The ${kept.part} process ended (${how}): starting it again`);
    this.start(kept.part).catch((error: Error) => {
      if (!this.stopping) this.events.gaveUp(error.message);
    });
  }
}

async function stopOne(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), patience);
  await gone;
  clearTimeout(timer);
}
