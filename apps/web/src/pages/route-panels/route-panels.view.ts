import { formatLondon, paths } from '@app/kernel';
import type { PublicMeeting, PublicMinutes } from '@app/meetings';
import type { PublicPanel } from '../maps/around';
import { interestText, officeText } from '../panels/members.view';

const past = { held: 'Held', 'minutes-agreed': 'Held', cancelled: 'Cancelled' } as const;

function meetingLine({ slug, no, startsAt, state, minutesPublished }: PublicMeeting) {
  const words = state === 'cancelled' || state === 'held' || state === 'minutes-agreed' ? past[state] : '';
  return {
    no,
    at: formatLondon(startsAt, 'datetime'),
    words,
    minutes: minutesPublished ? paths.routePanelMinutes(slug, no) : null,
  };
}

/** All panels in a list: how many sit on each, and when it meets next. */
export function panelsView(panels: Iterable<PublicPanel>) {
  return {
    title: 'Route panels',
    panels: [...panels].map(({ slug, name, seats, meetings }) => {
      const next = meetings.find(({ ahead, state }) => ahead && state !== 'cancelled');
      return {
        name,
        href: paths.routePanel(slug),
        seats: seats.length,
        next: next === undefined ? null : formatLondon(next.startsAt, 'datetime'),
      };
    }),
  };
}

/** One panel: its members with terms and interests, its meetings. */
export function panelView({ slug, name, route, seats, meetings }: PublicPanel) {
  const until = (end: string | null) => (end === null ? 'no end set' : formatLondon(new Date(end)));
  return {
    title: name,
    slug,
    map: route === null ? null : paths.map(route),
    seats: seats.map((seat) => ({
      name: seat.name,
      office: officeText(seat.office),
      term: `${formatLondon(new Date(seat.from))} to ${until(seat.until)}`,
      interests: seat.interests.map(
        ({ organisation, kind, from }) =>
          `${organisation} (${interestText(kind).toLowerCase()}), since ${formatLondon(new Date(from))}`,
      ),
    })),
    ahead: meetings.filter(({ ahead }) => ahead).map(meetingLine),
    past: meetings.filter(({ ahead }) => !ahead).map(meetingLine),
  };
}

const withheld = 'This item, and what was said of it, is named here when a decision on it is published.';

/** Published minutes as their page prints them. */
export function minutesView(minutes: PublicMinutes) {
  return {
    ...minutes,
    title: `Minutes of meeting ${minutes.no} of the ${minutes.panelName}`,
    at: formatLondon(minutes.startsAt, 'datetime'),
    items: minutes.items.map((item, index) => ({
      ...(item ?? { text: withheld, outcome: '', deferred: false }),
      no: index + 1,
      name: item === null ? 'Not public yet' : item.reference === '' ? item.title : `${item.reference}, ${item.title}`,
    })),
  };
}
