import { paths, urlIn } from '@app/kernel';

const here = 'http://own.invalid';
/** Browsers take some of these out of an address before they read it, and a backslash for a slash. */
const unfit = /[\p{Cc}\p{Zl}\p{Zp}\\]/u;

/**
 * An address that came from outside, as a path of this site to go to next; the dashboard for all that leads elsewhere.
 * It is read as a browser reads it, and given as it was read: nothing is left to be understood in another way.
 */
export function ownPath(given: unknown): string {
  if (typeof given !== 'string' || given.length > 2_000 || !given.startsWith('/') || unfit.test(given)) {
    return paths.dashboard();
  }
  const address = urlIn(given, here);
  if (address === null) return paths.dashboard();
  const { origin, pathname, search, hash } = address;
  // A path like /a/..//b is ours until its dots are taken out of it.
  return origin === here && !pathname.startsWith('//') ? pathname + search + hash : paths.dashboard();
}
