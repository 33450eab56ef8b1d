import type { Policy } from '@app/kernel';

export type SuggestionAction = 'see' | 'sort' | 'carry';

/** Who may do what with suggestions; making one is for everybody and needs no account. */
export const suggestionPolicy: Policy<SuggestionAction, null> = {
  see: { roles: ['product-manager', 'administrator'] },
  sort: { roles: ['product-manager'] },
  carry: { roles: ['product-manager', 'administrator'] },
};
