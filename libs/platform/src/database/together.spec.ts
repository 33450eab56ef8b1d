import { Together } from './together';

/** A store that is asked for rounds, and that the test lets go on. */
function aStore() {
  const rounds: (readonly number[])[] = [];
  const goOn: (() => void)[] = [];
  const together = new Together<number>(async (items) => {
    rounds.push(items);
    await new Promise<void>((resolve) => goOn.push(resolve));
    if (items.includes(13)) throw new Error('13 cannot be stored');
  });
  const all = async () => {
    for (let at = 0; at < 20; at += 1) {
      goOn.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { rounds, together, all };
}

describe('what is stored together', () => {
  it('is what comes while another round is under way; nothing waits for company', async () => {
    const { rounds, together, all } = aStore();
    const done = [1, 2, 3].map((item) => together.add(item));
    expect(rounds).toEqual([[1]]);
    await all();
    await Promise.all(done);
    expect(rounds).toEqual([[1], [2, 3]]);
  });

  it('is stored one by one where one of them cannot be: only that one fails, and what comes later goes on', async () => {
    const { rounds, together, all } = aStore();
    const done = [1, 2, 13, 3].map((item) => together.add(item));
    const settled = Promise.allSettled(done);
    await all();
    expect((await settled).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(rounds).toEqual([[1], [2, 13, 3], [2], [13], [3]]);
    const later = together.add(4);
    await all();
    await expect(later).resolves.toBeUndefined();
  });
});
