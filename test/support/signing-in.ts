import { paths } from '@app/kernel';
import type { Page } from 'playwright-core';
import { sitePassword } from './site';

/** Signs somebody in through the form, by keyboard: they are on their dashboard afterwards. */
export async function signIn(page: Page, email: string): Promise<void> {
  await page.goto(paths.signIn());
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(sitePassword);
  await page.keyboard.press('Enter');
  await page.waitForURL(({ pathname }) => pathname === paths.dashboard());
}
