import { paths } from '@app/kernel';
import { ministerDirects, panelAgrees, type Word, wordOn } from './authority-steps';
import type { Play } from './play';
import type { Values, Visitor } from './visitor';

/** An operation as an administrator writes it in its form, with what its page says of it afterwards. */
type WrittenOperation = { kind: string; about?: string; word: Word; values: Values; says: string };

/** What the panels of two routes agree to in their minutes, and what a minister directs. */
export const agreed = {
  digital: 'Changes of the Digital map',
  sales: 'An occupation of the Digital map comes to ours',
  direction: 'What a T Level covers',
} as const;
/** On the word of the Digital panel. */
export const byDigital: Word = { by: 'minutes', items: [agreed.digital] };
const correction: Word = { by: 'correction', why: 'Said more plainly' };
const making = 'digital/digital-production-design-and-development';

/** What the story changes and looks for from outside. */
export const changed = {
  retitled: { reference: 'OCC0682', before: 'Digital device repair technician', after: 'Digital device repairer' },
  corrected: 'OCC0129',
  split: ['Applications support manager', 'Service desk lead'],
  merged: 'OCC0120B',
} as const;

const operations: readonly WrittenOperation[] = [
  {
    kind: 'amend',
    about: changed.corrected,
    word: correction,
    values: { overview: 'Tries software out as its users will, and says what fails.' },
    says: 'Amend OCC0129',
  },
  {
    kind: 'amend',
    about: changed.retitled.reference,
    word: byDigital,
    values: { title: changed.retitled.after },
    says: `title: from ${changed.retitled.before} to ${changed.retitled.after}`,
  },
  {
    kind: 'move',
    word: { by: 'minutes', items: [agreed.digital, agreed.sales] },
    values: {
      reference: 'OCC0345',
      place: 'sales-marketing-procurement',
    },
    says: 'Move OCC0345',
  },
  {
    kind: 'move',
    word: byDigital,
    values: { reference: 'OCC0863', place: `${making}/digital-products-and-learning` },
    says: 'Move OCC0863',
  },
  {
    kind: 'merge',
    word: byDigital,
    values: { references: changed.merged, into: 'OCC0973C' },
    says: `Merge ${changed.merged}`,
  },
  {
    kind: 'split',
    word: byDigital,
    values: {
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
    kind: 't-level',
    about: '60358324',
    word: { by: 'direction', direction: agreed.direction },
    values: { 'covers-ZTLOS005': 'OCC0128\nOCC0505' },
    says: 'Set the T Level',
  },
];

/** Begins a map revision. @returns its address */
export async function begin(admin: Visitor, title: string): Promise<string> {
  await admin.get(paths.newRevision());
  await admin.submit(paths.revisions(), { title });
  return new URL(admin.visit.url).pathname;
}

/** Writes an operation in its form, into the map revision at this address. @throws Error where it is refused */
export async function write(admin: Visitor, revision: string, written: Omit<WrittenOperation, 'says'>): Promise<void> {
  await tried(admin, revision, written);
  if (admin.visit.status !== 200) throw new Error(`the form ${written.kind} was refused: ${admin.text}`);
}

async function tried(
  admin: Visitor,
  revision: string,
  { kind, about, word, values }: Omit<WrittenOperation, 'says'>,
): Promise<void> {
  const form = `${revision}/operations/new/${kind}`;
  await admin.get(about === undefined ? form : `${form}?reference=${about}`);
  await admin.submit(form, { ...values, ...wordOn(admin, word) });
}

/** Begins a revision that corrects the overview of one occupation, with its change note. @returns its address */
export async function drafted(admin: Visitor, title: string, reference: string, overview: string): Promise<string> {
  const revision = await begin(admin, title);
  await write(admin, revision, { kind: 'amend', about: reference, word: correction, values: { overview } });
  await takeNote(admin, revision);
  return revision;
}

/** Takes the change note that is drafted from the differences. */
export async function takeNote(admin: Visitor, revision: string): Promise<void> {
  await admin.get(`${revision}/description`);
  await admin.submit('/description');
}

/** Two panels agree and a minister directs; an administrator drafts it: each kind of operation, and accepted placements. */
export async function draftChanges(play: Play): Promise<string> {
  const [routes, text] = [
    ['digital'],
    'Whoever designs and builds digital products learns what a network engineer does.',
  ];
  await panelAgrees(
    play,
    'digital',
    agreed.digital,
    'The panel went through its map, and agreed to each of the changes.',
  );
  await panelAgrees(play, 'sales-marketing-procurement', agreed.sales, 'The panel takes OCC0345 onto its map.');
  await ministerDirects(play, agreed.direction, text, routes);
  const admin = await play.as('admin');
  const revision = await begin(admin, 'What the Digital panel agreed to');
  play.see('an administrator begins a map revision', admin, 'No operations yet');
  for (const { says, ...written } of operations) {
    await write(admin, revision, written);
    play.see(`an operation is written in its form (${written.kind})`, admin, says);
  }
  await notRetired(play, revision);
  await acceptPlaces(play, revision);
  await admin.get(revision);
  await admin.follow(agreed.digital);
  play.see(
    'the minutes that an operation stands on are a link away',
    admin,
    'The panel agreed to this change of the map',
  );
  await admin.get(revision);
  play.see('what is missing before approval is named', admin, 'Write the change note, or mark the change as minor');
  await takeNote(admin, revision);
  play.see('the change note is drafted from the difference', admin, 'Change note');
  play.see('the difference to the live map is shown by meaning', admin, '1 occupation split');
  return revision;
}

/** No agreement of a panel retires a whole occupation: that takes a request of its own, and its consultation. */
async function notRetired(play: Play, revision: string): Promise<void> {
  const admin = await play.as('admin');
  const values = { reference: 'OCC0825', follows: 'yes', successor: 'OCC0116' };
  await tried(admin, revision, { kind: 'retire', word: byDigital, values });
  const why = 'a whole occupation is retired by a request to retire it, and nothing else';
  play.see('a panel cannot retire an occupation in its minutes', admin, why);
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
  await admin.submit(paths.placement(), { ...wordOn(admin, byDigital), revision: id });
  play.see('the ticked places are accepted in bulk', admin, 'from Digital (awaiting placement) to');
}
