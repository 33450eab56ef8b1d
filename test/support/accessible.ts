import { source } from 'axe-core';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

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
  await page.evaluate(source);
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
