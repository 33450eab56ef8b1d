// `npm run screens`: writes every named page at 320 px, 1280 px and as print to ./screens, signed in as each demo
// person, against the running server that BASE_URL names.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const base = process.env.BASE_URL ?? 'http://127.0.0.1:3000';
const password = process.env.DEMO_PASSWORD ?? 'waymark demo 2026';
const out = process.env.SCREENS ?? 'screens';
const only = process.argv[2];

/** Pages by who looks at them; a function finds its address from the page that a link of the page before leads to. */
const pages = {
  anybody: {
    home: '/',
    maps: '/maps',
    'map-digital': '/maps/digital',
    'map-digital-chosen': '/maps/digital?occupation=OCC0116',
    'map-digital-all-steps': '/maps/digital?occupation=OCC0116&steps=all',
    'map-digital-filtered': '/maps/digital?level=4&keyword=software',
    'map-engineering': '/maps/engineering-manufacturing',
    'map-digital-table': '/maps/digital?view=table',
    'all-routes': '/all-routes',
    'all-occupations': '/all-routes/occupations?steps=none',
    'where-start': '/where',
    where: '/where?from=61001115',
    'where-to': '/where?to=OCC0116',
    'where-choice': '/where?q=engineer',
    'my-map': '/my-map?o=OCC0116&o=OCC0128&o=OCC0129&o=OCC0119E&o=OCC0127&title=What+we+teach',
    occupation: '/occupations/OCC0116',
    compare: '/compare?o=OCC0116&o=OCC0128',
    'compare-choice': '/compare?o=OCC0116&o=technician',
    search: '/search?q=software',
    'search-nothing': '/search?q=zzzz',
    'map-changes': '/map-changes',
    retired: '/retired-occupations',
    'soc-codes': '/soc-codes',
    decisions: '/decisions',
    decision: first('/decisions', 'main tbody a'),
    about: '/about',
    consultations: '/consultations',
    consultation: first('/consultations', 'main a[href^="/consultations/"]'),
    respond: first('/consultations', 'main a[href^="/consultations/"]', '/respond'),
    'sign-in': '/sign-in',
    'reset-password': '/reset-password',
    'not-found': '/no-such-page',
  },
  admin: {
    dashboard: '/dashboard',
    account: '/account',
    notifications: '/account/notifications',
    people: '/admin/people',
    person: first('/admin/people', 'main a[href^="/admin/people/"]'),
    revisions: '/admin/revisions',
    revision: first('/admin/revisions', 'main a[href^="/admin/revisions/0"]'),
    'revision-new': '/admin/revisions/new',
    'revision-proposal': first('/admin/revisions', 'main a[href^="/admin/revisions/proposals/"]'),
    audit: '/admin/audit',
    messages: '/admin/messages',
    'panel-rules': '/panels/digital/rules',
    forbidden: '/moderation',
  },
  officer: {
    dashboard: '/dashboard',
    trailblazers: '/trailblazers',
    trailblazer: first('/trailblazers', 'main a[href^="/trailblazers/"]'),
    proposals: '/proposals',
    proposal: first('/proposals', 'main a:has-text("OP0001")'),
    'decision-letter': fromProposal('letter'),
    'decision-conditions': fromProposal('conditions'),
    'proposal-submitted': first('/dashboard', 'main a[href^="/proposals/"]'),
    'proposal-return': first('/dashboard', 'main a[href^="/proposals/"]', '/return'),
    consult: first('/dashboard', 'main a[href^="/proposals/"]', '/consult'),
  },
  trailblazer: {
    dashboard: '/dashboard',
    proposals: '/proposals',
    'proposal-new': '/proposals/new',
    draft: draft(''),
    'draft-occupation': draft('/occupation'),
    'draft-profile': draft('/profile'),
    'draft-duties': draft('/duties'),
    'draft-ksbs': draft('/ksbs'),
    'draft-mapping': draft('/mapping'),
    'draft-requirement': draft('/requirements/broad'),
    'draft-check': draft('/check'),
  },
  'chair.digital': {
    dashboard: '/dashboard',
    panels: '/panels',
    panel: '/panels/digital',
    ballot: first('/panels/digital', 'main a[href^="/ballots/"]'),
    'ballot-open': first('/panels/digital', 'main a[href*="/open/"]'),
    'ballot-closed': first('/panels/digital', 'main h2:has-text("Closed ballots") ~ * a[href^="/ballots/"]'),
  },
  'member3.digital': {
    ballot: first('/panels/digital', 'main a[href^="/ballots/"]'),
    vote: first('/panels/digital', 'main a[href^="/ballots/"]', '/vote'),
  },
  committee1: { dashboard: '/dashboard', panel: '/panels/committee' },
  moderator: {
    dashboard: '/dashboard',
    moderation: '/moderation',
    response: first('/moderation', 'main a[href^="/moderation/"]'),
  },
};

/** The address that the first such link of a page leads to. */
function first(from, selector, ending = '') {
  return async (page) => {
    await page.goto(base + from);
    const href = await page
      .locator(selector)
      .first()
      .getAttribute('href', { timeout: 2000 })
      .catch(() => null);
    return href === null ? null : href + ending;
  };
}

/** A page of the first decision with conditions. */
function fromProposal(part) {
  return async (page) => {
    await page.goto(`${base}/proposals?state=conditions`);
    await page.locator('main a[href^="/proposals/0"]').first().click();
    const letter = await page.locator('main a[href$="/letter"]').first().getAttribute('href');
    return letter.replace(/letter$/, part);
  };
}

/** A part of the first proposal in the list that is still a draft. */
function draft(part) {
  return async (page) => {
    await page.goto(`${base}/proposals`);
    const links = await page
      .locator('main a[href^="/proposals/0"]')
      .evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    for (const href of links) {
      const answer = await page.goto(`${base}${href}/occupation`);
      if (answer.status() === 200) return href + part;
    }
    return null;
  };
}

async function launch() {
  const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
    existsSync(path),
  );
  const packed = () =>
    execFileSync(process.execPath, [
      '--input-type=module',
      '-e',
      `import c from '@sparticuz/chromium'; console.log(await c.executablePath())`,
    ])
      .toString()
      .trim();
  const executablePath = process.env.CHROMIUM_PATH ?? installed ?? packed();
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] });
}

async function signIn(page, person) {
  await page.goto(`${base}/sign-in`);
  await page.fill('#email', `${person}@demo.waymark.test`);
  await page.fill('#password', password);
  await page.click('main button[type=submit]:has-text("Sign in")');
  if (new URL(page.url()).pathname !== '/dashboard') throw new Error(`${person} cannot sign in at ${base}`);
}

async function shoot(page, name, address) {
  const url = typeof address === 'string' ? address : await address(page);
  if (url === null) return process.stdout.write(`${name}: there is no such page now\n`);
  await page.setViewportSize({ width: 1280, height: 900 });
  const answer = await page.goto(base + url);
  await page.screenshot({ path: join(out, `${name}-1280.png`), fullPage: true });
  await page.setViewportSize({ width: 320, height: 640 });
  await page.screenshot({ path: join(out, `${name}-320.png`), fullPage: true });
  const wide = await page.evaluate('document.documentElement.scrollWidth');
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 794, height: 1123 });
  await page.screenshot({ path: join(out, `${name}-print.png`), fullPage: true });
  await page.emulateMedia({ media: 'screen' });
  process.stdout.write(`${name}: ${url} ${answer.status()}${wide > 320 ? `, ${wide} px wide on a phone` : ''}\n`);
}

mkdirSync(out, { recursive: true });
const browser = await launch();
try {
  for (const [person, its] of Object.entries(pages)) {
    if (only !== undefined && !person.startsWith(only)) continue;
    const context = await browser.newContext();
    const page = await context.newPage();
    if (person !== 'anybody') await signIn(page, person);
    for (const [name, address] of Object.entries(its)) await shoot(page, `${person}-${name}`, address);
    await context.close();
  }
} finally {
  await browser.close();
}
