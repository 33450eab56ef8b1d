import { paths } from '@app/kernel';
import { demoAddress } from './people';
import { Visitor } from './visitor';

/** One line of the demo: what was done, by whom, where, and a text that the page shows to that person. */
export type DemoLine = { step: string; person: string | null; url: string; see: string; ms: number };

/** Plays a part of the demo over HTTP and tells each step. A step that does not see what it should throws. */
export class Play {
  private readonly visitors = new Map<string, Visitor>();
  private since = performance.now();
  private moved = 0;

  constructor(
    readonly base: string,
    private readonly password: string,
    private readonly tell: (line: DemoLine) => void,
  ) {}

  /** The named demo person, signed in; null is anybody, without an account. */
  async as(local: string | null): Promise<Visitor> {
    const known = this.visitors.get(local ?? '');
    if (known !== undefined) return known;
    const visitor = new Visitor(this.base, local === null ? null : demoAddress(local));
    if (local !== null) {
      await visitor.get(paths.signIn());
      await visitor.submit('/sign-in', { email: demoAddress(local), password: this.password });
      if (visitor.visit.status !== 200) throw new Error(`${demoAddress(local)} cannot sign in`);
    }
    this.visitors.set(local ?? '', visitor);
    return visitor;
  }

  /** Checks that the visitor's current page shows the text, and tells the step. */
  see(step: string, visitor: Visitor, text: string): void {
    const { url, status } = visitor.visit;
    if (!visitor.text.includes(text) && !visitor.visit.body.includes(text)) {
      throw new Error(`${step}: ${url} (${status}) does not show "${text}"`);
    }
    const ms = Math.round(performance.now() - this.since);
    this.since = performance.now();
    this.tell({ step, person: visitor.person, url, see: text, ms });
  }

  /** Looks at a page again and again until it shows the text; for what the worker does. */
  async await(step: string, visitor: Visitor, path: string, text: string, seconds = 15): Promise<void> {
    for (const end = performance.now() + seconds * 1000; performance.now() < end;) {
      await visitor.get(path);
      if (visitor.visit.status === 200 && visitor.visit.body.includes(text)) return this.see(step, visitor, text);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    throw new Error(
      `${step}: ${visitor.visit.url} (${visitor.visit.status}) does not show "${text}" within ${seconds} seconds`,
    );
  }

  /** Moves the demo clock. */
  async clock(by: 'hour' | 'day'): Promise<void> {
    const anybody = await this.as(null);
    await anybody.get(paths.devClock());
    await anybody.submit('/dev/clock', { by });
    this.moved += by === 'hour' ? 3_600_000 : 86_400_000;
  }

  /** The time on the server: the real one, and what the demo clock was moved by. */
  now(): Date {
    return new Date(Date.now() + this.moved);
  }

  /** The number of the edition that the public reads now. */
  async edition(): Promise<number> {
    const anybody = await this.as(null);
    await anybody.get(paths.maps());
    return Number(/edition (\d+)/i.exec(anybody.text)?.[1] ?? 0);
  }
}
