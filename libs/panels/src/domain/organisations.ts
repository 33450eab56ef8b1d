const legalForm = /( (ltd|limited|plc|llp|public limited company))+$/u;

// Named one by one, because what a database takes for a letter, and for its small form, depends on its locale.
const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞĄĆČĘŁŃŘŚŠŴŶŹŻŽŒ';
const small = new Map([...capitals].map((letter) => [letter, letter.toLowerCase()]));

/** The name of an organisation as it is compared: case, punctuation and the legal form make no difference. */
export function organisationKey(name: string): string {
  return [...name]
    .map((letter) => small.get(letter) ?? letter)
    .join('')
    .replaceAll('&', ' and ')
    .replaceAll(/[.'’]/gu, '')
    .replaceAll(/(?:[^a-z0-9\u0080-\u{10FFFF}]|[–—“”‘…·\u00A0])+/gu, ' ')
    .trim()
    .replace(legalForm, '');
}

/** Those of a person's interests, as their register names them, that are organisations of the group that proposes. */
export function sharedOrganisations(interests: readonly string[], ofGroup: readonly string[]): string[] {
  const keys = new Set(ofGroup.map(organisationKey));
  return interests.filter((name) => keys.has(organisationKey(name)));
}
