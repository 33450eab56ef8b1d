import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * What axe finds on a page against WCAG 2.2 AA, in words that lead to the place. It does half of the work of its
 * defaults: our pages hold no frames, so it needs no blank page beside each one ("legacy mode"), and of what passes
 * nobody reads more than the names of the rules.
 * @throws Error where axe did not look at the page, so that nothing passes by that
 */
export async function violations(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'], runOnly: { type: 'tag', values: tags } })
    .analyze();
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
