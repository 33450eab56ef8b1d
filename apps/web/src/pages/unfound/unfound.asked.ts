import { foldText } from '@app/kernel';
import type { UnfoundRow } from '@app/unfound';
import { isDay, placeLike, placeText, words } from '../../http/asked';

const month = placeLike(/^\d{4}-(?:0[1-9]|1[0-2])$/).transform((given) => `${given}-01`);

/** Which of them the file has. */
export const unfoundFileFilters = { month, words: words(60).transform(foldText) };

/** Which of them a page shows; `after` is the last row of the page before. */
export const unfoundFilters = {
  ...unfoundFileFilters,
  after: placeLike(/^\d{4}-\d{2}-01~\d{1,2}~.{1,60}$/)
    .refine((place) => isDay(place.slice(0, 10)), placeText)
    .transform((place): UnfoundRow => {
      const [day = '', askers = '', ...said] = place.split('~');
      return { month: day, askers: Number(askers), words: said.join('~') };
    }),
};

/** A row as the place after which the next page begins. */
export const placeOf = ({ month: day, askers, words: said }: UnfoundRow): string => `${day}~${askers}~${said}`;
