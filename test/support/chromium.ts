import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** The headless shell first: it takes a quarter less of the processor for a page than the whole browser without a window. */
const installed = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // One site, one renderer, and no process that only draws: a sixth less of the processor.
  '--renderer-process-limit=1',
  '--process-per-site',
  '--disable-site-isolation-trials',
  '--in-process-gpu',
];

type Choice = { executablePath: string; env?: Record<string, string> };

/**
 * The packed Chromium of @sparticuz/chromium, unpacked with the libraries that a bare machine lacks (it has them for
 * AWS Lambda, so it is told to be there). A process of its own, because it is a native ES module.
 */
function packed(): Choice {
  const script = `import chromium from '@sparticuz/chromium';
    console.log(JSON.stringify([await chromium.executablePath(), process.env.LD_LIBRARY_PATH ?? '']));`;
  // A folder of this person's own: what somebody else has unpacked before may lack the libraries, or be theirs.
  const folder = join(tmpdir(), `waymark-chromium-${userInfo().uid}`);
  mkdirSync(folder, { recursive: true });
  const env = { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', env });
  const [executablePath, libraries] = JSON.parse(printed) as [string, string];
  return { executablePath, env: { ...(process.env as Record<string, string>), LD_LIBRARY_PATH: libraries } };
}

/** A real Chromium: CHROMIUM_PATH, else an installed one, else the packed one. @throws Error in one plain sentence */
export async function openChromium(): Promise<Browser> {
  const asked = process.env.CHROMIUM_PATH;
  const found = asked === undefined ? installed.filter((path) => existsSync(path)) : [asked];
  const problems: string[] = [];
  for (const choose of [...found.map((executablePath) => (): Choice => ({ executablePath })), packed]) {
    try {
      return await chromium.launch({ ...choose(), args: flags });
    } catch (error) {
      problems.push(String(error).split('\n')[0] ?? '');
    }
  }
  throw new Error(
    `No Chromium starts here: install chromium or google-chrome, or set CHROMIUM_PATH. (${problems.join('; ')})`,
  );
}
