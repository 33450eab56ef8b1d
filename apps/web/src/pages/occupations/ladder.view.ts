import { paths } from '@app/kernel';
import { type Occupation, type Placed, type PublishedMap, reachOf } from '@app/occupational-map';
import { statusWords } from '../maps/words';

/** A step on a ladder: its level, where it stands, and its route where that is another one. */
export type Step = ReturnType<typeof stepOf>;

/** What leads to an occupation and where it leads on, the lowest level first, and how many more one comes to from there. */
export function ladderOf(map: PublishedMap, { occupation, placement }: Placed) {
  const { reference } = occupation;
  const steps = (list: readonly Occupation[]) =>
    [...list]
      .sort((a, b) => a.level - b.level || a.title.localeCompare(b.title, 'en'))
      .map((one) => stepOf(map, one, placement));
  const [before, after] = [map.comesFrom(reference), map.leadsTo(reference)];
  return {
    from: steps(before),
    to: steps(after),
    further: {
      from: reachOf(map, [reference], 'back').length - before.length,
      to: reachOf(map, [reference]).length - after.length,
    },
  };
}

function stepOf(map: PublishedMap, occupation: Occupation, here: Placed['placement']) {
  const { reference, title, level, status } = occupation;
  const route = map.routeOf(occupation);
  return {
    href: paths.occupation(reference),
    reference,
    title,
    level,
    status,
    notApproved: status === 'approved' ? null : statusWords[status].text,
    routeId: route?.officialId ?? null,
    /** Named where the step leads to another route, or to none. */
    elsewhere: route?.slug === here?.route ? null : (route?.name ?? null),
  };
}
