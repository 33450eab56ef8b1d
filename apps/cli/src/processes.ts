import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process for certain: its number may be somebody else's after a restart of the machine, its start time not. */
export type ProcessMark = { pid: number; started: string };

/** The mark of a running process; null when there is none (or only a zombie). */
export function markOf(pid: number): ProcessMark | null {
  const started = startTime(pid);
  return started === null ? null : { pid, started };
}

/** Whether exactly this process still runs. */
export function runs(mark: ProcessMark): boolean {
  return startTime(mark.pid) === mark.started;
}

/** Waits until these processes have ended by themselves, and ends for good those that have not by then. */
export async function outlive(marks: readonly ProcessMark[], patience: number): Promise<void> {
  for (let waited = 0; waited < patience && marks.some(runs); waited += 50) await sleep(50);
  for (const mark of marks.filter(runs)) process.kill(mark.pid, 'SIGKILL');
}

/** The parent of a process, as far as the system tells without starting a program. */
export function parentOf(pid: number): number | null {
  const fields = statOf(pid);
  return fields === null ? null : Number(fields[1]);
}

/** The session that a process belongs to; its leader has the same number. */
export function sessionOf(pid: number): number | null {
  const fields = statOf(pid);
  return fields === null ? null : Number(fields[3]);
}

function startTime(pid: number): string | null {
  if (!existsSync('/proc/self/stat')) return startTimeByPs(pid);
  const fields = statOf(pid);
  return fields === null || fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null);
}

/** The fields of /proc/PID/stat after the name: state, parent, ... */
function statOf(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

function startTimeByPs(pid: number): string | null {
  const answer = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  return answer.status === 0 ? answer.stdout.trim() : null;
}
