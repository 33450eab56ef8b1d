import { emailAddress, longText, oneLine, personName, type Reason } from '@app/kernel';
import { z } from 'zod';
import { employerSizes } from './organisation';

/** What interest can be in: an occupation that awaits it, or an invitation to propose. */
export const interestKinds = ['occupation', 'invitation'] as const;
export type InterestKind = (typeof interestKinds)[number];

/** What somebody is interested in. */
export type InterestAbout = { kind: InterestKind; key: string };

/** What an employer sends. */
export const interestSchema = z.object({
  key: z.uuid(),
  name: personName('Enter your name'),
  email: emailAddress,
  organisation: oneLine(200, 'Enter the name of your organisation'),
  size: z.enum(employerSizes, { error: 'Choose the size of your organisation' }),
  sector: oneLine(100, 'Enter your sector'),
  region: oneLine(100, 'Enter your region'),
  needs: longText(5_000, 'Enter what you need'),
});
export type InterestOrder = z.infer<typeof interestSchema>;

/** Whether two sendings say the same: the same form sent twice is one interest, a changed one is not a repeat. */
export function saysTheSame(one: Omit<InterestOrder, 'key'>, other: Omit<InterestOrder, 'key'>): boolean {
  const fields = ['name', 'email', 'organisation', 'size', 'sector', 'region', 'needs'] as const;
  return fields.every((field) => one[field] === other[field]);
}

/** Whether an invitation to propose takes interest at this instant: until it closes, and no longer then. */
export function isOpen({ closesAt }: { closesAt: Date }, now: Date): boolean {
  return now < closesAt;
}

/** What stands in the way of an invitation to propose. */
export function invitationGaps({ closesAt }: { closesAt: Date }, now: Date): Reason[] {
  return isOpen({ closesAt }, now) ? [] : [{ field: 'closes', text: 'Enter a closing date in the future' }];
}
