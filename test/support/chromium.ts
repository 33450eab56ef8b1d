import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const installed = [
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
];

/** The packed Chromium of @sparticuz/chromium, unpacked; a process of its own, because it is a native ES module. */
function packed(): string {
  const script = `import chromium from '@sparticuz/chromium'; console.log(await chromium.executablePath());`;
  return execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }).trim();
}

/** A real Chromium: CHROMIUM_PATH, else an installed one, else the packed one. @throws Error in one plain sentence */
export async function openChromium(): Promise<Browser> {
  const asked = process.env.CHROMIUM_PATH;
  const found = asked === undefined ? installed.filter((path) => existsSync(path)) : [asked];
  const problems: string[] = [];
  for (const choose of [...found.map((path) => () => path), packed]) {
    try {
      return await chromium.launch({ executablePath: choose(), args: flags });
    } catch (error) {
      problems.push(String(error).split('\n')[0] ?? '');
    }
  }
  throw new Error(
    `No Chromium starts here: install chromium or google-chrome, or set CHROMIUM_PATH. (${problems.join('; ')})`,
  );
}
