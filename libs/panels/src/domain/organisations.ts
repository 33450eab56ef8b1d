const legalForm = /( (ltd|limited|plc|llp|public limited company))+$/u;

/** The name of an organisation as it is compared: case, punctuation and the legal form make no difference. */
export function organisationKey(name: string): string {
  const plain = name.toLowerCase().replaceAll('&', ' and ').replaceAll(/[.'’]/gu, '');
  return plain
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(legalForm, '');
}

/** Those of a person's interests, as their register names them, that are organisations of the group that proposes. */
export function sharedOrganisations(interests: readonly string[], ofGroup: readonly string[]): string[] {
  const keys = new Set(ofGroup.map(organisationKey));
  return interests.filter((name) => keys.has(organisationKey(name)));
}
