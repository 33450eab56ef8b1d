import { readFileSync } from 'node:fs';
import { parentOf, sessionOf } from './processes';

type Link = { pid: number; parent: number };

const lookEvery = 250;

/**
 * Calls `leave` when npm, or a program that waits for npm in the foreground (a shell, runuser), is gone without a
 * word: killed, or its window closed. Whoever started npm in the background does not wait for it and may go.
 */
export function followStarters(leave: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const links = chain();
  const timer = setInterval(() => {
    if (links.every(({ pid, parent }) => parentNow(pid) === parent)) {
      const quit = links.findIndex(({ pid, parent }) => !follows(pid, parent));
      if (quit !== -1) links.length = quit;
      return;
    }
    clearInterval(timer);
    leave();
  }, lookEvery);
  timer.unref();
}

/** From us upwards, as long as each one is there for the sake of the one below it. */
function chain(): Link[] {
  const links: Link[] = [];
  for (let pid = process.pid; ;) {
    const parent = parentNow(pid);
    if (parent === null || parent <= 1 || !follows(pid, parent)) return links;
    links.push({ pid, parent });
    pid = parent;
  }
}

function follows(pid: number, parent: number): boolean {
  if (pid === process.pid || isNpm(parent)) return true;
  return sessionOf(pid) !== pid && waitsFor(parent, pid);
}

function parentNow(pid: number): number | null {
  return pid === process.pid ? process.ppid : parentOf(pid);
}

function isNpm(pid: number): boolean {
  return /^npm\b|npm-cli\.js/.test(read(`/proc/${pid}/cmdline`) ?? '');
}

/** It has no other child, and it sleeps until that one ends (or does not let us see what it sleeps on). */
function waitsFor(parent: number, child: number): boolean {
  if (read(`/proc/${parent}/task/${parent}/children`)?.trim() !== String(child)) return false;
  const sleepsOn = read(`/proc/${parent}/wchan`) ?? '0';
  return sleepsOn === 'do_wait' || sleepsOn === '0';
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
