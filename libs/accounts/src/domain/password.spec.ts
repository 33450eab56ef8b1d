import { passwordProblems } from './password';

const email = 'ada.amin@example.test';
const text = (password: string): string | undefined => passwordProblems(password, email)[0]?.text;

describe('a new password', () => {
  it('may be any three words', () => {
    expect(passwordProblems('harbour teapot lantern', email)).toEqual([]);
    expect(passwordProblems('ab cd ef 12 €', email)).toEqual([]);
  });

  it('is refused when it is short, very long, common, made of hardly any letters, or holds the address', () => {
    expect(text('elevenchars')).toContain('at least 12');
    expect(text('abcdef '.repeat(40))).toContain('at most 200');
    expect(text('PasswordPassword')).toContain('harder to guess');
    expect(text('aaaaaaaabbbbbb')).toContain('harder to guess');
    expect(text(`my ${email.toUpperCase()}`)).toContain('email address');
    expect(text(`my \u00A0ada.amin@example\u200B.test 1`)).toContain('email address');
  });
});
