/** Why somebody takes no part in a thing, as the function `recusal_of` in the database says it. */
export type Recusal = 'group' | 'author' | 'reviewer' | 'declared' | 'organisation' | 'frozen' | 'not-ruled-on';

/** The same in words, as the electorate of a ballot shows it. */
export const inWords: Readonly<Record<Recusal | 'concerned', string>> = {
  group: 'is a member of the group that proposes this',
  author: 'submitted this or wrote in it',
  reviewer: 'reviews this',
  declared: 'declared an interest in this',
  organisation: 'has an organisation in common with the group that proposes this',
  frozen: 'takes no part in this',
  concerned: 'has one of these names in their own register',
  'not-ruled-on': 'may have an organisation in common with the group: the chair has not ruled on it',
};

/** How a chair rules on a proposed recusal. */
export const rulings = ['confirmed', 'dismissed'] as const;
export type Ruling = (typeof rulings)[number];

/** How names of organisations that are near each other are ruled on. */
export const nameRulings = ['same', 'different'] as const;
export type NameRuling = (typeof nameRulings)[number];
