import { isDay, placeLike, placeText, slug, whole } from '../../http/asked';

/** Which decisions the file of the register has. */
export const registerFileFilters = { route: slug, year: whole(2000, 2200) };

/** Which part of the register a page shows; `after` is the time and the id of the last row of the page before. */
export const registerFilters = {
  ...registerFileFilters,
  after: placeLike(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/).refine(
    (place) => isDay(place.slice(0, 10)) && !Number.isNaN(Date.parse(place.split('_')[0] ?? '')),
    placeText,
  ),
};
