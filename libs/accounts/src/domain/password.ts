import { normalEmail, type Reason } from '@app/kernel';

const tooCommon = [
  'password1234',
  'passwordpassword',
  '123456789012',
  '1234567890123',
  'qwertyuiop12',
  'qwertyuiopas',
  'letmeinletmein',
  'iloveyouiloveyou',
  'administrator',
  'welcome12345',
  'abcdefghijkl',
  'correct horse battery staple',
  'changemechangeme',
];

/** What is wrong with a new password (NCSC: long, not common, no rules on characters, no forced change). */
export function passwordProblems(password: string, email: string): Reason[] {
  const field = 'password';
  if (password.length < 12)
    return [{ field, text: 'Enter a password of at least 12 characters, for example three words' }];
  if (password.length > 200) return [{ field, text: 'Enter a password of at most 200 characters' }];
  const lower = password.toLowerCase();
  if (tooCommon.includes(lower) || new Set(lower).size < 4)
    return [{ field, text: 'Enter a password that is harder to guess' }];
  if (normalEmail(password).includes(normalEmail(email)))
    return [{ field, text: 'Enter a password that does not contain your email address' }];
  return [];
}
