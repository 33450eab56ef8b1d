// `npm run screens`: writes every named page to ./screens, in each form in which somebody may see it, signed in as each
// demo person, against the running server that BASE_URL names. `-- anybody-map` takes those whose names begin so.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { maps, pages } from './screen-pages.mjs';

const base = process.env.BASE_URL ?? 'http://127.0.0.1:3000';
const password = process.env.DEMO_PASSWORD ?? 'waymark demo 2026';
const out = process.env.SCREENS ?? 'screens';
const only = process.argv[2] ?? '';

const desk = { width: 1280, height: 900 };
/** How a page is seen: on what, with which colours and letters, on paper. Signed-in pages in those marked `everywhere`. */
const forms = [
  { name: '1280', size: desk, everywhere: true },
  { name: '820', size: { width: 820, height: 1180 } },
  { name: '390', size: { width: 390, height: 844 } },
  { name: '320', size: { width: 320, height: 640 }, everywhere: true },
  { name: 'forced', size: desk, media: { forcedColors: 'active' } },
  { name: 'text-200', size: desk, letters: 'large' },
  { name: 'print', size: { width: 794, height: 1123 }, media: { media: 'print' }, everywhere: true, paper: true },
];

async function launch(...flags) {
  const installed = [
    '/usr/bin/chromium-headless-shell',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ].find((path) => existsSync(path));
  const packed = () =>
    execFileSync(process.execPath, [
      '--input-type=module',
      '-e',
      `import c from '@sparticuz/chromium'; console.log(await c.executablePath())`,
    ])
      .toString()
      .trim();
  const executablePath = process.env.CHROMIUM_PATH ?? installed ?? packed();
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', ...flags] });
}

async function signIn(page, person) {
  await page.goto('/sign-in');
  await page.fill('#email', `${person}@demo.waymark.test`);
  await page.fill('#password', password);
  await page.click('main button[type=submit]:has-text("Sign in")');
  if (new URL(page.url()).pathname !== '/dashboard') throw new Error(`${person} cannot sign in at ${base}`);
}

/** In each form; `tabs`: that of a browser as it comes, and of one whose letters are twice as large. */
async function shoot(tabs, name, address, everyForm) {
  const url = typeof address === 'string' ? address : await address(tabs.usual);
  if (url === null) return process.stdout.write(`${name}: there is no such page now\n`);
  const said = [];
  for (const form of forms.filter(({ everywhere }) => everyForm || everywhere)) {
    const { size, media = {}, letters = 'usual' } = form;
    const page = tabs[letters];
    await page.emulateMedia({ media: 'screen', forcedColors: 'none', ...media });
    await page.setViewportSize(size);
    const answer = await page.goto(url);
    await page.screenshot({ path: join(out, `${name}-${form.name}.png`), fullPage: true, timeout: 120_000 });
    if (said.length === 0) said.push(answer.status());
    said.push(...(await (form.paper ? printed(page, name) : tooWide(page, form))));
  }
  process.stdout.write(`${name}: ${url} ${said.join(', ')}\n`);
}

/** As it comes out of a printer: the file beside the picture, and how many sheets it takes. */
async function printed(page, name) {
  const pdf = await page.pdf({ path: join(out, `${name}-print.pdf`), preferCSSPageSize: true, printBackground: true });
  const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length;
  return [`${sheets} sheet${sheets === 1 ? '' : 's'}`];
}

async function tooWide(page, { name, size }) {
  const wide = await page.evaluate('document.documentElement.scrollWidth');
  return wide > size.width ? [`${wide} px wide in ${name}`] : [];
}

mkdirSync(out, { recursive: true });
// As a setting of the reader's, so that what is laid out by the size of letters is laid out anew.
const browsers = { usual: await launch(), large: await launch('--blink-settings=defaultFontSize=32') };
const tab = (browser) => browser.newPage({ baseURL: base });
try {
  for (const [person, its] of Object.entries(pages)) {
    if (!only.startsWith(person) && !person.startsWith(only)) continue;
    const anybody = person === 'anybody';
    const tabs = { usual: await tab(browsers.usual), large: await tab(browsers.large) };
    if (!anybody) await signIn(tabs.usual, person);
    const all = Object.entries(anybody ? { ...(await maps(tabs.usual)), ...its } : its);
    for (const [name, address] of all.filter(([name]) => `${person}-${name}`.startsWith(only)))
      await shoot(tabs, `${person}-${name}`, address, anybody);
    await tabs.usual.close();
    await tabs.large.close();
  }
} finally {
  await browsers.usual.close();
  await browsers.large.close();
}
