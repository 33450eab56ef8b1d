import { type ErasureGround, erasureGrounds } from '@app/accounts';
import { emailAddress, shortText } from '@app/kernel';
import { z } from 'zod';
import { type AskedOf, choice, notOnList } from '../../http/asked';

/** Whom the page is about: an address, or an account by its number. */
export const subjectFilters = {
  address: emailAddress,
  person: z.uuid('Follow the link from the page of the person').transform((id) => id.toLowerCase()),
};

type Asked = AskedOf<typeof subjectFilters>;

/** Whom the address of a page asks about; null where it names nobody. */
export function askedAbout({ address, person }: Asked): { address: string } | { personId: string } | null {
  if (person !== null) return { personId: person };
  return address === null ? null : { address };
}

/** The same where there has to be somebody. @throws NotUnderstood */
export function somebody(asked: Asked): { address: string } | { personId: string } {
  return askedAbout(asked) ?? notOnList('address', 'Enter an email address');
}

/** The query that asks about them. */
export function queryOf({ address, person }: Asked): string {
  return new URLSearchParams(person === null ? { address: address ?? '' } : { person }).toString();
}

/** Erasing: why, how many rows were looked at, and that it is meant. */
export const erasureForm = z.object({
  ground: choice(Object.keys(erasureGrounds) as ErasureGround[], 'Choose why it is erased'),
  meant: z.literal('yes', { error: 'Confirm that it is to be erased for good' }),
  seen: shortText()
    .regex(/^\d{1,9}$/)
    .transform(Number),
});
