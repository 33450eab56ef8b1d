import { z } from 'zod';
import { isUsableDay, outsideYears } from './london';
import { oneLine } from './text-fields';
import { urlIn } from './url';

/** A day as forms send it, `YYYY-MM-DD`, within the years that Waymark knows. `error`: what is said of any other text. */
export const day = (error: string) => z.iso.date({ error }).refine(isUsableDay, { error: outsideYears });

const longestLink = 2000;
const noLink = 'Enter an address that begins with https://';

/**
 * The address of a page elsewhere, or blank: read as a browser reads it, and kept in the form that it makes of it
 * (`HTTPS://Teams.example` is `https://teams.example/`). Only https, and without a name and password in it.
 */
export const httpsLink = oneLine(2 * longestLink, undefined, noLink).transform((text, context) => {
  if (text === '') return '';
  const url = urlIn(text);
  const problem =
    url?.protocol !== 'https:'
      ? noLink
      : url.username + url.password !== ''
        ? 'Enter the address without a name or a password in it'
        : url.href.length > longestLink
          ? 'Enter an address of 2,000 characters or fewer'
          : null;
  if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  return url?.href ?? '';
});
