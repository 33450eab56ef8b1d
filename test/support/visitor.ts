import type { Download, Locator, Page } from 'playwright-core';

/** What a way through the site costs: pages that load, things that are pressed or chosen, fields that are filled in. */
export type Cost = { pages: number; clicks: number; typed: number };

/**
 * Somebody on their way through the site, from its start page on; what it costs is counted as they go. They press with
 * the mouse, or by keyboard alone.
 */
export class Visitor {
  private readonly counted: Cost = { pages: 0, clicks: 0, typed: 0 };

  private constructor(
    readonly page: Page,
    private readonly byKeyboard: boolean,
  ) {
    // The browser says it of each document, also where a page runs no script.
    page.on('load', () => (this.counted.pages += 1));
  }

  /** Opens the start page: the first page that is counted. */
  static async at(page: Page, how: { byKeyboard?: boolean } = {}): Promise<Visitor> {
    const visitor = new Visitor(page, how.byKeyboard ?? false);
    await page.goto('/');
    return visitor;
  }

  get cost(): Cost {
    return { ...this.counted };
  }

  /** A link or a button that leads to another page. */
  async follow(control: Locator): Promise<void> {
    await Promise.all([this.page.waitForEvent('load'), this.press(control)]);
  }

  /** What stays on the page: a tab, a disclosure, a radio button, a sheet that opens in place. */
  async press(control: Locator): Promise<void> {
    this.counted.clicks += 1;
    if (this.byKeyboard) await control.press('Enter');
    else await control.click();
  }

  /** A link to a file. */
  async download(control: Locator): Promise<Download> {
    const [file] = await Promise.all([this.page.waitForEvent('download'), this.press(control)]);
    return file;
  }

  /** One of the options of a select. */
  async choose(select: Locator, option: string): Promise<void> {
    this.counted.clicks += 1;
    await select.selectOption(option);
  }

  async type(field: Locator, text: string): Promise<void> {
    this.counted.typed += 1;
    await field.fill(text);
  }

  link(name: string | RegExp): Locator {
    return this.page.getByRole('link', { name, exact: typeof name === 'string' }).first();
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' }).first();
  }

  field(label: string): Locator {
    return this.page.getByLabel(label, { exact: true });
  }

  heading(): Promise<string> {
    return this.page.locator('h1').innerText();
  }

  main(): Promise<string> {
    return this.page.locator('main').innerText();
  }
}
