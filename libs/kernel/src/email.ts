import { domainToASCII } from 'node:url';
import { oneLine } from './text-fields';

/** What nobody sees or means to type: format and control characters, and every white space but the plain one. */
const unseen =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180F\u2800\u3164\uFFA0\uFE00-\uFE0F]|(?! )\p{Zs}/gu;

/** An address as it is kept, shown and mailed to: as it was typed, without what nobody sees and the space around it. */
function tidyEmail(text: string): string {
  return text.replaceAll(unseen, '').replaceAll(/[‘’ʼ]/g, "'").trim();
}

/** The host as the net knows it: in ASCII, small, without a dot at its end. What is no host stays as it was typed. */
function asciiHost(host: string): string {
  const plain = host.toLowerCase().replace(/\.+$/, '');
  return domainToASCII(plain).replace(/\.+$/, '') || plain;
}

/**
 * The one normal form of an e-mail address: by it accounts, invitations, reviewers, followers and tries are found, counted
 * and held apart, and by nothing else. Two spellings that reach the same mailbox for certain have one form: what is unseen
 * and all spaces out, NFKC, small letters whatever the locale, the host in ASCII. Dots and plus signs stay: what they
 * mean is the mailbox's own affair. A form of its own form is the same; a text without an @ is folded likewise.
 * Databases hold what it gave (migration 0037): changing it needs a migration that computes those columns anew.
 */
export function normalEmail(text: string): string {
  const composed = tidyEmail(tidyEmail(text).normalize('NFKC')).replaceAll(/\s/g, '').normalize('NFKC');
  const at = composed.lastIndexOf('@');
  const local = small(composed.slice(0, Math.max(at, 0)) || (at === -1 ? composed : ''));
  return at === -1 ? local : `${local}@${asciiHost(composed.slice(at + 1))}`;
}

/** Small letters; the two small forms of sigma, which differ by place only, are one. */
const small = (text: string): string => text.toLowerCase().replaceAll('ς', 'σ').normalize('NFKC');

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
/** A mailbox and a host with at least two labels, the last of which is no number. */
const whole = new RegExp(
  `^(?![.])(?!.*[.]{2})[a-z0-9!#$%&'*+/=?^_\`{|}~.-]{1,64}(?<![.])@(?:${label}[.])+(?![0-9]+$)[a-z0-9-]{2,63}$`,
);

/** Whether mail can be sent to this, as far as its spelling tells (RFC 5321, without comments and quotes). */
export function isEmailAddress(text: string): boolean {
  return text.length <= 254 && !/\s/.test(text) && whole.test(normalEmail(text));
}

/** What is said beside a field whose address cannot be read: the same wherever one is typed. */
export const wrongEmail = 'Enter an email address in the correct format, like name@example.com';

/** The field of every form, import and command that takes an address; gives it as it is kept. */
export const emailAddress = oneLine(2_000, wrongEmail, wrongEmail)
  .transform(tidyEmail)
  .refine(isEmailAddress, { error: wrongEmail });
