import { type InterestKind, type InterestRow, type MembersPage, type Office } from '@app/panels';

const kindWords: Readonly<Record<InterestKind, string>> = {
  employer: 'Employer',
  directorship: 'Directorship',
  'professional-body': 'Professional body',
  other: 'Other',
};
const officeWords: Readonly<Record<Office, string>> = {
  chair: 'Chair',
  deputy: 'Deputy chair',
  secretary: 'Secretary',
  member: 'Member',
};

/** The kinds of interests as a form offers them. */
export const interestChoices = Object.entries(kindWords).map(([value, text]) => ({ value, text }));
/** The offices as a form offers them. */
export const officeChoices = Object.entries(officeWords).map(([value, text]) => ({ value, text }));

/** An office in words, as lists begin with it: "Deputy chair". */
export function officeText(office: Office): string {
  return officeWords[office];
}

/** A kind of interest in words. */
export function interestText(kind: InterestKind): string {
  return kindWords[kind];
}

/** An interest as lists print it. */
export function interestView(interest: InterestRow) {
  return { ...interest, kindText: kindWords[interest.kind] };
}

/** The seats of a panel as its page of members prints them: running ones with their registers, and all others. */
export function membersView({ panel, seats }: MembersPage) {
  const rows = seats.map((seat) => ({
    ...seat,
    officeText: officeWords[seat.office],
    interests: seat.interests.map(interestView),
  }));
  return { panel, running: rows.filter(({ running }) => running), others: rows.filter(({ running }) => !running) };
}
