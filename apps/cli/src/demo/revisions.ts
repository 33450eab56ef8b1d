import { MapReader, newOccupation, type OccupationBeginnings } from '@app/occupational-map';
import { EmergencyCorrections, OccupationImport, type Operation, RevisionDrafting, Revisions } from '@app/revisions';
import { agreedUnder, panelsAgree } from './meetings';
import type { Stage } from './stage';

const correction = (why: string) => ({ by: 'correction' as const, why });

/** Invented occupations that two route panels agreed to: they stand on their route, and await pathway and cluster. */
const foundByPanels: readonly (OccupationBeginnings & { route: string })[] = [
  { reference: 'OCC9011', title: 'Data centre technician', level: 3, route: 'digital' },
  { reference: 'OCC9012', title: 'Cloud network engineer', level: 4, route: 'digital' },
  { reference: 'OCC9013', title: 'Software test analyst', level: 4, route: 'digital' },
  { reference: 'OCC9014', title: 'Cyber security operations analyst', level: 4, route: 'digital' },
  { reference: 'OCC9015', title: 'Data governance analyst', level: 4, route: 'digital' },
  { reference: 'OCC9016', title: 'Battery assembly technician', level: 3, route: 'engineering-manufacturing' },
  { reference: 'OCC9017', title: 'Composite repair engineer', level: 4, route: 'engineering-manufacturing' },
  { reference: 'OCC9018', title: 'Wind turbine maintenance technician', level: 3, route: 'engineering-manufacturing' },
];

/** What the minutes of the panels call these occupations, and what the Digital panel agreed to besides. */
const foundTitle = 'Occupations that employers named';
export const progressionTitle = 'Progression from data work';

/** Edition 2 corrects a text; edition 3 brings an agreed proposal, and what two panels agreed to in their minutes. */
export async function publications(stage: Stage): Promise<void> {
  await stage.scheduled('Corrected overview of Software developer', 1, async (id) => {
    await add(stage, id, await overviewWith(stage, 'OCC0116', ', and keeps it secure.'), 'Security was left out');
  });
  await panelsAgree(stage, {
    digital: onFound('digital'),
    'engineering-manufacturing': onFound('engineering-manufacturing'),
  });
  await stage.pass(1);
  await stage.scheduled('Drone maintenance technician joins the map', 2, async (id) => {
    await takeAgreed(stage, id);
    await addFound(stage, id);
  });
  await stage.pass(3);
  await stage.agreed(stage.invented('virtual-ward-practitioner'));
  await stage.pass(2);
}

/** Puts the agreed proposal that waits longest into a draft, in the first cluster that fits. */
export async function takeAgreed(stage: Stage, id: string): Promise<void> {
  const [agreed] = await stage.agreedProposals();
  if (agreed === undefined) throw new Error('No proposal is agreed');
  const map = await stage.app.get(MapReader).refresh();
  const cluster = Object.values(map?.state.clusters ?? {}).find((one) => {
    const pathway = map?.state.pathways[one.pathway];
    return (
      pathway?.route === agreed.route &&
      one.level === (agreed.level !== null && agreed.level < 4 ? 'technical' : 'higher-technical')
    );
  });
  const place = { pathway: cluster?.pathway ?? null, cluster: cluster?.slug ?? null };
  await stage.app.get(RevisionDrafting).addProposal(await stage.as('admin'), await stage.read(id), agreed.id, place);
}

/**
 * What people find on the first day: an emergency correction that awaits its approval, the revision that it stopped,
 * one that awaits approval, a draft, and an import with a held row.
 */
export async function revisionsOfToday(stage: Stage): Promise<void> {
  await stage.pass(3);
  await stage.scheduled('Plainer overview of Data analyst', 1, async (id) => {
    await add(stage, id, await overviewWith(stage, 'OCC0118', ', and explains it.'), 'It says what the work is for');
  });
  await emergency(stage);
  await stage.pass(1);
  await awaitingApproval(stage);
  await draft(stage);
  await importWithHeldRow(stage);
  await stage.settle();
}

async function emergency(stage: Stage): Promise<void> {
  const admin = await stage.as('admin');
  const id = await begun(stage, 'A name taken out of Data analyst');
  await add(
    stage,
    id,
    await overviewWith(stage, 'OCC0118', ', so that others can decide.'),
    'The text named a person (an invented case)',
  );
  const read = await stage.read(id);
  await stage.app.get(EmergencyCorrections).rush(admin, read, 'The text named a person (an invented case).');
}

async function awaitingApproval(stage: Stage): Promise<void> {
  const id = await begun(stage, 'Plainer overview of Network engineer');
  await add(stage, id, await overviewWith(stage, 'OCC0127', ', by day and by night.'), 'On-call work was left out');
  await stage.app.get(Revisions).request(await stage.as('admin'), await stage.read(id));
}

async function draft(stage: Stage): Promise<void> {
  const id = await begun(stage, progressionTitle);
  const authority = await agreedUnder(stage, progressionTitle, 'digital');
  await stage.app
    .get(RevisionDrafting)
    .addOperation(await stage.as('admin'), await stage.read(id), link('OCC0795', 'OCC1386'), authority);
}

const link = (from: string, to: string): Operation => ({ op: 'link-progression', from, to });

async function importWithHeldRow(stage: Stage): Promise<void> {
  const text = [
    'reference,title,version,status,route,level,core_and_options,options,typical_job_titles,overview_of_role',
    'ST9019,Greenhouse controls technician,1.0,In development,Health and science;Care services,3,No,,,',
  ].join('\n');
  await stage.app.get(OccupationImport).run(await stage.as('admin2'), { file: 'invented-standards.csv', text });
}

/** What a panel has on its agenda, and says of it in its minutes: that these occupations join its map. */
function onFound(route: string) {
  const titles = foundByPanels.filter((one) => one.route === route).map(({ title }) => title);
  return {
    title: foundTitle,
    note: `Employers ask that these join the map: ${titles.join('; ')}.`,
    text: `The panel agreed that these join the map, in development: ${titles.join('; ')}. Their places are found later.`,
    agreed: true as const,
  };
}

async function addFound(stage: Stage, id: string): Promise<void> {
  for (const panel of ['digital', 'engineering-manufacturing']) {
    const operations = foundByPanels
      .filter(({ route }) => route === panel)
      .map(({ route, ...said }): Operation => {
        const occupation = newOccupation({ ...said, status: 'in-development' });
        return { op: 'add-occupation', occupation, placement: { route, pathway: null, cluster: null } };
      });
    const authority = await agreedUnder(stage, foundTitle, panel);
    await stage.app.get(RevisionDrafting).addAll(await stage.as('admin'), id, operations, authority);
  }
}

async function begun(stage: Stage, title: string): Promise<string> {
  const given = { title, kind: 'day-to-day' as const, note: `${title}.` };
  return stage.app.get(RevisionDrafting).create(await stage.as('admin'), given);
}

async function add(stage: Stage, id: string, operation: Operation, why: string): Promise<void> {
  const [admin, read] = [await stage.as('admin'), await stage.read(id)];
  await stage.app.get(RevisionDrafting).addOperation(admin, read, operation, correction(why));
}

/** An amendment of the overview of an occupation: another ending in place of its full stop. */
async function overviewWith(stage: Stage, reference: string, ending: string): Promise<Operation> {
  const map = await stage.app.get(MapReader).refresh();
  const before = map?.state.occupations[reference]?.overview ?? '';
  const after = `${before.replace(/\.?$/, '')}${ending}`;
  return { op: 'amend-occupation', reference, changes: [{ field: 'overview', before, after }] };
}
