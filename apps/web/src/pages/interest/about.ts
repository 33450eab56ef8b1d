import { NotFound } from '@app/kernel';
import { type InterestAbout, interestKinds } from '@app/trailblazers';

/** What an address of interest is about. @throws NotFound for a kind that there is not */
export function aboutOf(given: string, key: string): InterestAbout {
  const kind = interestKinds.find((one) => one === given);
  if (kind === undefined) throw new NotFound('This page');
  return { kind, key };
}
