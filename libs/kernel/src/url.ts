/**
 * An address as a browser reads it, or null where it is none. Not by `URL.canParse`: in Node 20, once it has been called
 * a few thousand times, it answers false for every text with letters beyond ASCII.
 */
export function urlIn(text: string, base?: string | URL): URL | null {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
}
