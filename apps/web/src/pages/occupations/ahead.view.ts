import { formatLondon, paths } from '@app/kernel';
import type { Occupation, PublishedMap } from '@app/occupational-map';
import { kindsOfRequest } from '@app/proposals';
import { consultedOnOccupation } from '../maps/consulted';
import type { Around } from '../maps/surroundings';

/** What is proposed, consulted on or scheduled about an occupation, each in a sentence with the address where one reads on. */
export function aheadOf(map: PublishedMap, occupation: Occupation, { consultations, scheduled, proposed }: Around) {
  const { reference } = occupation;
  const requests = proposed.filter((one) => one.occupation === reference);
  return [
    ...requests.flatMap(({ kind }) => {
      const text = kindsOfRequest[kind].inPublic;
      return text === null ? [] : [{ text, href: null }];
    }),
    ...consultedOnOccupation(map, consultations, occupation),
    ...scheduled
      .filter((one) => one.about.includes(reference))
      .map((one) => ({
        text: `Map revision to be published on ${formatLondon(one.scheduledFor, 'datetime')}: ${one.title}`,
        href: `${paths.scheduledChanges()}#revision-${one.no}`,
      })),
  ];
}
