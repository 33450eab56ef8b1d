import { personName } from './person-name';

describe('a name of a person', () => {
  it.each([
    'Ada Amin',
    ' J.R. Hartley ',
    'J.Smith',
    'Dr. Seán O’Brien',
    'Anne-Marie d’Arc',
    'Łukasz',
    '王芳',
    "M'Baye St. John",
  ])('%s is taken', (typed) => expect(personName('Enter your name').parse(typed)).toBe(typed.trim()));

  it.each([
    ['https://evil.example/x', 'address'],
    ['Win now: evil.example', 'address'],
    ['www.evil', 'address'],
    ['x.com', 'address'],
    ['ada@example.test', 'address'],
    ['a'.repeat(101), '100 characters'],
    ['  ', 'Enter your name'],
  ])('%j is refused', (typed, words) => {
    expect(personName('Enter your name').safeParse(typed).error?.issues[0]?.message).toContain(words);
  });

  it('is one line, whatever was pasted', () => {
    expect(personName().parse('Ada\u2028Amin\r\n')).toBe('Ada Amin');
  });

  it('may be left out where nobody has to say it', () => {
    expect(personName().parse(undefined)).toBe('');
    expect(personName().parse('')).toBe('');
  });
});
