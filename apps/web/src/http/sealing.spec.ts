import { keyFor, seal, unseal } from './sealing';

describe('what is sealed', () => {
  const [key, other] = [keyFor('forms', 'one'), keyFor('forms', 'two')];
  const text = 'A long text, with “quotes” and 😀';

  it('is read with the same key, and looks different each time', () => {
    expect(unseal(key, seal(key, text))).toBe(text);
    expect(seal(key, text)).not.toEqual(seal(key, text));
  });

  it('is nothing to who has another key, to another purpose, or after it was changed', () => {
    const sealed = seal(key, text);
    expect(unseal(other, sealed)).toBeNull();
    expect(unseal(keyFor('cookies', 'one'), sealed)).toBeNull();
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] ^= 1;
      expect([at, unseal(key, changed)]).toEqual([at, null]);
    }
    for (const bytes of [0, 1, 12, 27, 28]) expect(unseal(key, Buffer.alloc(bytes))).toBeNull();
  });
});
