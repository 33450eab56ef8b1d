import { londonDate, londonMinute, paths } from '@app/kernel';
import type { Play } from './play';
import type { Values, Visitor } from './visitor';

/** On whose word an operation stands, as its form asks: the titles of what is chosen, or why wording is corrected. */
export type Word =
  | { by: 'minutes'; items: readonly string[] }
  | { by: 'direction'; direction: string }
  | { by: 'correction'; why: string };

/**
 * A route panel meets on one matter of business, and agrees in its minutes to the change of its map that it is: forms of
 * map revisions offer it then by its title.
 */
export async function panelAgrees(play: Play, slug: string, title: string, text: string): Promise<void> {
  const [secretary, chair] = [await play.as(`secretary.${slug}`), await play.as(`chair.${slug}`)];
  await secretary.get(`${paths.panelMeetings(slug)}/new`);
  const { date, time } = londonMinute(new Date(play.now().getTime() + 30 * 60_000));
  await secretary.submit('/new', { date, time, place: 'Committee room 2' });
  const id = new URL(secretary.visit.url).pathname.split('/')[2] ?? '';
  await secretary.get(paths.meetingItem(id, 'new'));
  await secretary.submit('/items/new', { title, section: 'business' });
  await chair.get(paths.meeting(id));
  await chair.submit('/publish');
  play.see(`an agenda is published (${slug})`, chair, title);
  await play.clock('hour');
  await secretary.get(paths.meetingPart(id, 'minutes'));
  const item = secretary.page('textarea[name^=text-]').attr('name')?.slice('text-'.length);
  await secretary.submit('/minutes', {
    [`text-${item}`]: text,
    [`outcome-${item}`]: 'Agreed',
    [`agreed-${item}`]: 'yes',
  });
  await chair.get(paths.meeting(id));
  await chair.submit('/minutes/agree');
  await chair.submit('/minutes/publish');
  await chair.follow('published on');
  play.see(`the minutes say that the panel agreed (${slug})`, chair, 'The panel agreed to this change of the map');
}

/** An administrator records the first ministerial direction, on the maps of these routes. */
export async function ministerDirects(
  play: Play,
  title: string,
  text: string,
  routes: readonly string[],
): Promise<void> {
  const [admin, anybody] = [await play.as('admin'), await play.as(null)];
  await admin.get(paths.recordDirection());
  const document = 'https://www.example.test/directions/t-levels.pdf';
  await admin.submit(paths.recordDirection(), { title, datedOn: londonDate(play.now()), document, text, routes });
  play.see('an administrator records a ministerial direction', admin, title);
  await anybody.get(paths.direction(1));
  play.see('everybody reads the ministerial direction', anybody, text);
}

/** The fields of an authority, with the values of the choices that the form on the visitor's page offers. */
export function wordOn(visitor: Visitor, word: Word): Values {
  switch (word.by) {
    case 'correction':
      return word;
    case 'minutes':
      return { by: word.by, items: word.items.map((title) => offered(visitor, 'items', title)) };
    case 'direction':
      return { by: word.by, direction: offered(visitor, 'direction', word.direction) };
  }
}

function offered(visitor: Visitor, field: 'items' | 'direction', title: string): string {
  const page = visitor.page;
  const input = page(`input[name=${field}]`)
    .toArray()
    .find((one) =>
      page(`label[for="${page(one).attr('id')}"]`)
        .text()
        .includes(`: ${title}, `),
    );
  const value = input && page(input).attr('value');
  if (value === undefined) throw new Error(`${visitor.visit.url} does not offer "${title}"`);
  return value;
}
