import { paths } from '@app/kernel';
import type { Play } from './play';
import type { Visitor } from './visitor';

type Values = Readonly<Record<string, string | readonly string[]>>;

/** An operation as an administrator writes it in its form, with what its page says of it afterwards. */
type WrittenOperation = { kind: string; about?: string; values: Values; says: string };

const agreedBy = (...panels: string[]): Values => ({
  by: 'panel',
  panels,
  on: '2026-11-20',
  why: 'Agreed at the review',
});
const correction: Values = { by: 'correction', why: 'Said more plainly' };
const making = 'digital/digital-production-design-and-development';

/** What the story changes and looks for from outside. */
export const changed = {
  retitled: { reference: 'OCC0682', before: 'Digital device repair technician', after: 'Digital device repairer' },
  corrected: 'OCC0129',
  split: ['Applications support manager', 'Service desk lead'],
  retired: 'OCC0825',
} as const;

const operations: readonly WrittenOperation[] = [
  {
    kind: 'amend',
    about: changed.corrected,
    values: { ...correction, overview: 'Tries software out as its users will, and says what fails.' },
    says: 'Amend OCC0129',
  },
  {
    kind: 'amend',
    about: changed.retitled.reference,
    values: { ...agreedBy('digital'), title: changed.retitled.after },
    says: `title: from ${changed.retitled.before} to ${changed.retitled.after}`,
  },
  {
    kind: 'move',
    values: {
      ...agreedBy('digital', 'sales-marketing-procurement'),
      reference: 'OCC0345',
      place: 'sales-marketing-procurement',
    },
    says: 'Move OCC0345',
  },
  {
    kind: 'move',
    values: { ...agreedBy('digital'), reference: 'OCC0863', place: `${making}/digital-products-and-learning` },
    says: 'Move OCC0863',
  },
  {
    kind: 'merge',
    values: { ...agreedBy('digital'), references: 'OCC0120B', into: 'OCC0973C' },
    says: 'Merge OCC0120B',
  },
  {
    kind: 'split',
    values: {
      ...agreedBy('digital'),
      reference: 'OCC0949',
      ...{
        title1: changed.split[0],
        level1: '5',
        place1: 'digital/digital-support-and-services/networks-and-applications',
      },
      ...{
        title2: changed.split[1],
        level2: '4',
        place2: 'digital/digital-support-and-services/networks-and-applications',
      },
    },
    says: 'Split OCC0949',
  },
  {
    kind: 'retire',
    values: { ...agreedBy('digital'), reference: changed.retired, follows: 'yes', successor: 'OCC0116' },
    says: 'Retire OCC0825',
  },
  {
    kind: 't-level',
    about: '60358324',
    values: { ...agreedBy('digital'), 'covers-ZTLOS005': 'OCC0128\nOCC0505' },
    says: 'Set the T Level',
  },
];

/** Begins a map revision. @returns its address */
export async function begin(admin: Visitor, title: string, kind: 'day-to-day' | 'route-review'): Promise<string> {
  await admin.get(paths.newRevision());
  await admin.submit(paths.revisions(), { title, kind });
  return new URL(admin.visit.url).pathname;
}

/** Writes an operation in its form, into the map revision at this address. */
export async function write(
  admin: Visitor,
  revision: string,
  kind: string,
  values: Values,
  about?: string,
): Promise<void> {
  const form = `${revision}/operations/new/${kind}`;
  await admin.get(about === undefined ? form : `${form}?reference=${about}`);
  await admin.submit(form, values);
  if (admin.visit.status !== 200) throw new Error(`the form ${kind} was refused: ${admin.text}`);
}

/** Begins a revision that corrects the overview of one occupation, with its change note. @returns its address */
export async function drafted(admin: Visitor, title: string, reference: string, overview: string): Promise<string> {
  const revision = await begin(admin, title, 'day-to-day');
  await write(admin, revision, 'amend', { ...correction, overview }, reference);
  await takeNote(admin, revision);
  return revision;
}

/** Takes the change note that is drafted from the differences. */
export async function takeNote(admin: Visitor, revision: string): Promise<void> {
  await admin.get(`${revision}/description`);
  await admin.submit('/description');
}

/** An administrator drafts a review of a route: each kind of operation in its form, and accepted placements. */
export async function draftReview(play: Play): Promise<string> {
  const admin = await play.as('admin');
  const revision = await begin(admin, 'Digital review', 'route-review');
  play.see('an administrator begins a map revision', admin, 'No operations yet');
  for (const { kind, about, values, says } of operations) {
    await write(admin, revision, kind, values, about);
    play.see(`an operation is written in its form (${kind})`, admin, says);
  }
  await acceptPlaces(play, revision);
  await admin.get(revision);
  play.see('what is missing before approval is named', admin, 'Write the change note, or mark the change as minor');
  await takeNote(admin, revision);
  play.see('the change note is drafted from the difference', admin, 'Change note');
  play.see('the difference to the live map is shown by meaning', admin, '1 occupation split');
  return revision;
}

/** The placement screen proposes; what clearly leads is ticked at once, and put into the revision as operations. */
async function acceptPlaces(play: Play, revision: string): Promise<void> {
  const admin = await play.as('admin');
  await admin.get(`${paths.placement()}?route=digital`);
  play.see('the placement screen proposes places', admin, 'Places are proposed by what similar occupations');
  await admin.follow('Tick all on this page where one place clearly leads');
  const ticked = admin.page('input[name=accept][checked]').length;
  if (ticked === 0) throw new Error(`no place clearly leads on ${admin.visit.url}`);
  const id = revision.split('/').at(-1) ?? '';
  await admin.submit(paths.placement(), { ...agreedBy('digital'), revision: id });
  play.see('the ticked places are accepted in bulk', admin, 'from Digital (awaiting placement) to');
}
