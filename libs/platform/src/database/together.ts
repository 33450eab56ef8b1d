type Waiting<T> = { item: T; done: () => void; failed: (error: unknown) => void };

/**
 * Stores what many ask for at once in few statements: what comes while one is under way goes together in the next.
 * Where one of them cannot be stored the others are: each is tried by itself then.
 */
export class Together<T> {
  private waiting: Waiting<T>[] = [];
  private isUnderWay = false;

  /** @param store stores all of them, or none */
  constructor(private readonly store: (items: readonly T[]) => Promise<unknown>) {}

  /** Resolves when this one is stored. @throws what storing it threw */
  add(item: T): Promise<void> {
    return new Promise<void>((done, failed) => {
      this.waiting.push({ item, done, failed });
      if (!this.isUnderWay) void this.storeAll();
    });
  }

  private async storeAll(): Promise<void> {
    this.isUnderWay = true;
    while (this.waiting.length > 0) {
      const round = this.waiting.splice(0);
      if (round.length === 1 || !(await this.storedTogether(round))) await this.storeEach(round);
    }
    this.isUnderWay = false;
  }

  private async storedTogether(round: readonly Waiting<T>[]): Promise<boolean> {
    try {
      await this.store(round.map(({ item }) => item));
    } catch {
      return false;
    }
    for (const { done } of round) done();
    return true;
  }

  private async storeEach(round: readonly Waiting<T>[]): Promise<void> {
    for (const { item, done, failed } of round) await this.store([item]).then(done, failed);
  }
}
