import { paths } from '@app/kernel';
import { ownPath } from './own-path';

describe('where an address from outside leads', () => {
  it.each([
    ['/account', '/account'],
    ['/proposals/1/check?back=check#top', '/proposals/1/check?back=check#top'],
    ['/search?q=a%20b%0A&next=https://evil.example/', '/search?q=a%20b%0A&next=https://evil.example/'],
    ['/maps/../account', '/account'],
    ['/%2F%2Fevil.example', '/%2F%2Fevil.example'],
    ['/%09/evil.example', '/%09/evil.example'],
    ['/\uFF0Fevil.example', '/%EF%BC%8Fevil.example'],
    ['/@evil.example', '/@evil.example'],
    ['/caf\u00E9', '/caf%C3%A9'],
  ])('%j is a path of ours: %s', (given, path) => expect(ownPath(given)).toBe(path));

  it.each([
    ['nothing', undefined],
    ['a list', ['/account', '//evil.example']],
    ['an empty text', ''],
    ['no slash at its beginning', 'account'],
    ['another site', 'https://evil.example/'],
    ['a script', 'javascript:alert(1)'],
    ['two slashes', '//evil.example'],
    ['three slashes', '///evil.example'],
    ['a backslash', '/\\evil.example'],
    ['two backslashes', '\\\\evil.example'],
    ['a backslash later', '/account\\x'],
    ['a tab between slashes', '/\t/evil.example/x'],
    ['a line end between slashes', '/\n/evil.example'],
    ['a return between slashes', '/\r/evil.example'],
    ['a NUL', '/\0/evil.example'],
    ['a control character of the second set', '/\u0085/evil.example'],
    ['a line separator', '/\u2028/evil.example'],
    ['a header', '/fine\r\nset-cookie: a=b'],
    ['a space before it', ' //evil.example'],
    ['who signs in before the host', '//own.invalid@evil.example/'],
    ['our own name with a port', '//own.invalid:81/'],
    ['dots that leave two slashes', '/a/..//evil.example'],
    ['a dot that leaves two slashes', '/.//evil.example'],
    ['encoded dots that leave two slashes', '/%2e//evil.example'],
    ['a host that is none', '//['],
    ['a very long one', `/${'a'.repeat(2_000)}`],
  ])('%s leads to the dashboard', (_, given) => expect(ownPath(given)).toBe(paths.dashboard()));

  it('is the same to a browser on any of our addresses, whatever was given', () => {
    const parts = [
      '/',
      '//',
      '\\',
      '\t',
      '.',
      '..',
      '%2e',
      '%2f',
      '@',
      ':',
      '?',
      '#',
      'evil.example',
      'a',
      '\uFF0F',
      '[',
      ' ',
    ];
    for (let n = 0; n < parts.length ** 4; n += 7) {
      const given = `/${[n, n / 17, n / 289, n / 4913].map((at) => parts[Math.floor(at) % parts.length]).join('')}`;
      expect([given, new URL(ownPath(given), 'https://waymark.example/sign-in').origin]).toEqual([
        given,
        'https://waymark.example',
      ]);
    }
  });
});
