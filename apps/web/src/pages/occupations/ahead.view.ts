import { foldText, formatLondon, paths } from '@app/kernel';
import type { Occupation } from '@app/occupational-map';
import { kindsOfRequest } from '@app/proposals';
import type { Around } from '../maps/surroundings';

/** What is proposed, consulted on or scheduled about an occupation, each in a sentence with the address where one reads on. */
export function aheadOf({ reference, title }: Occupation, { consultations, scheduled, proposed }: Around) {
  const about = consultations.filter(({ occupation, proposed }) =>
    occupation === null ? foldText(proposed) === foldText(title) : occupation === reference,
  );
  const requests = proposed.filter(({ occupation }) => occupation === reference);
  return [
    ...requests.flatMap(({ kind }) => {
      const text = kindsOfRequest[kind].inPublic;
      return text === null ? [] : [{ text, href: null }];
    }),
    ...about.map((one) => {
      const until = `until ${formatLondon(one.closesAt, 'datetime')}`;
      const opens = `Consultation from ${formatLondon(one.opensAt, 'datetime')} ${until}`;
      const when = one.standing === 'open' ? `Consultation, open ${until}` : opens;
      return { text: `${when}: ${one.title}`, href: paths.consultation(one.reference) };
    }),
    ...scheduled
      .filter((one) => one.about.includes(reference))
      .map((one) => ({
        text: `Map revision to be published on ${formatLondon(one.scheduledFor, 'datetime')}: ${one.title}`,
        href: `${paths.scheduledChanges()}#revision-${one.no}`,
      })),
  ];
}
