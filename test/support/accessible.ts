import { readFileSync } from 'node:fs';
import type { AxeResults, RunOptions } from 'axe-core';
import type { CDPSession, Page } from 'playwright-core';

/** The short form, read as a text: as a module it would be compiled for each spec anew. */
const source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const sessions = new WeakMap<Page, Promise<CDPSession>>();

/**
 * Puts axe on the page as it stands. By the protocol itself: a text that `evaluate` is given is compiled for each page
 * anew, this one once for each tab, and that costs as much as to look at a short page.
 */
async function addAxe(page: Page): Promise<void> {
  const session = sessions.get(page) ?? page.context().newCDPSession(page);
  sessions.set(page, session);
  await (await session).send('Runtime.evaluate', { expression: source });
}

/** WCAG 2.2 AA. Of what passes nobody reads more than the names of the rules. */
const options: RunOptions = {
  resultTypes: ['violations'],
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
};
const run = `axe.run(${JSON.stringify(options)}).then(({ passes, violations }) => ({ passes, violations }))`;

/**
 * What axe finds on a page against WCAG 2.2 AA, in words that lead to the place. It runs in the page itself: our pages
 * hold no frames.
 * @throws Error where axe did not look at the page, so that nothing passes by that
 */
export async function violations(page: Page): Promise<string[]> {
  await addAxe(page);
  const found = await page.evaluate<Pick<AxeResults, 'passes' | 'violations'>>(run);
  const looked = new Set(found.passes.map(({ id }) => id));
  if (!looked.has('color-contrast') || !looked.has('document-title'))
    throw new Error(`axe did not look at ${page.url()}`);
  return found.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`),
  );
}

/** By how many pixels the page is wider than a phone of 320 pixels; it is that narrow afterwards. */
export async function overflowOnPhone(page: Page): Promise<number> {
  await page.setViewportSize({ width: 320, height: 640 });
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
