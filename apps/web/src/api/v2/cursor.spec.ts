import { cursorOf, numberAfter, partOf } from './cursor';

const list = ['a', 'b', 'c', 'd', 'e'];
const self = (one: string): string => one;

describe('a list in parts', () => {
  it('is whole when they are put together, and the last part leads no further', () => {
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const { items, next } = partOf(list, { after, limit: 2 }, self);
      seen.push(...items);
      after = next ?? undefined;
    } while (after !== undefined);
    expect(seen).toEqual(list);
    expect(partOf(list, { limit: 5 }, self).next).toBeNull();
    expect(partOf([], { limit: 5 }, self)).toEqual({ items: [], next: null });
  });

  it('takes no cursor that it never gave', () => {
    for (const after of ['!', 'Y', cursorOf('z'), 'YQ==']) {
      expect(() => partOf(list, { after, limit: 2 }, self)).toThrow('after is not a cursor of this list');
    }
    expect(() => numberAfter(cursorOf('0'))).toThrow('after is not a cursor');
    expect([numberAfter(cursorOf('12')), numberAfter(undefined)]).toEqual([12, null]);
  });
});
