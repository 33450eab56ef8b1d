import { paths } from '@app/kernel';
import { loadDemoContent } from '@app/occupational-map';
import type { Play } from './play';
import { approve, schedule } from './revision-steps';
import type { Values, Visitor } from './visitor';

/** Fills in one page of a draft. @throws Error where it is refused */
export async function part(chair: Visitor, id: string, name: string, values: Values): Promise<void> {
  await chair.get(paths.proposalPart(id, name));
  await chair.submit(`/${name}`, values);
  if (chair.visit.status !== 200) throw new Error(`${name} was refused: ${chair.text}`);
}

/** The group's chair starts a request of that kind. @returns its id */
export async function started(play: Play, kind: string, occupation?: string): Promise<string> {
  const chair = await play.as('trailblazer');
  await chair.get(paths.newProposal());
  await chair.submit('/new', { kind });
  if (occupation !== undefined) await chair.get(`${paths.newProposal(kind)}?occupation=${occupation}`);
  await chair.submit(`/${kind}`, { groupId: String(chair.page('input[name=groupId]').first().val()) });
  return new URL(chair.visit.url).pathname.split('/')[2] ?? '';
}

/** Fills in all that a new occupation asks for, with an invented text of the demo. */
export async function fill(chair: Visitor, id: string, title: string): Promise<void> {
  const content = loadDemoContent().proposals.find(({ key }) => key === 'data-assurance-officer');
  if (content === undefined) throw new Error('demo.json lacks its proposal');
  await part(chair, id, 'occupation', { title, route: 'digital', level: '5' });
  const { profile, typicalJobTitles } = content;
  await part(chair, id, 'profile', { profile, typicalJobTitles: typicalJobTitles.join('\n') });
  for (const { text } of content.duties) await part(chair, id, 'duties', { kind: 'duty', text });
  for (const [key, given] of Object.entries(content.requirements)) await part(chair, id, `requirements/${key}`, given);
}

/** The chair says of every occupation that comes close what it is to the proposed one. */
export async function answerMatches(play: Play, id: string): Promise<void> {
  const chair = await play.as('trailblazer');
  await chair.get(paths.proposalPart(id, 'similar'));
  play.see('the chair sees which occupations on the maps are alike', chair, 'Compared with every occupation');
  const names = chair
    .page('main textarea')
    .toArray()
    .map((reason) => String(chair.page(reason).attr('name')));
  if (names.length === 0) return;
  const answers = names.flatMap((name) => [
    [name, 'It watches over services; that one does not.'],
    [name.replace('reason-', 'match-'), 'distinct'],
  ]);
  await chair.submit('/similar', Object.fromEntries(answers) as Record<string, string>);
}

/** The chair declares that all agree, and submits. */
export async function submit(play: Play, id: string, step: string, see: string): Promise<void> {
  const chair = await play.as('trailblazer');
  await chair.get(paths.proposalPart(id, 'check'));
  await chair.submit('/submit', { declaration: 'yes' });
  play.see(step, chair, see);
}

/** The officer checks it and accepts it for the next stage. */
export async function accept(play: Play, id: string, see = 'with panel'): Promise<void> {
  const officer = await play.as('officer');
  await officer.get(paths.proposal(id));
  await officer.submit('/accept', { reason: 'The panel knows the occupation well' });
  play.see('the officer accepts it', officer, see);
}

/** A draft of a new occupation, in a booked slot, submitted and accepted. @returns its id */
export async function proposed(play: Play, title: string): Promise<string> {
  const chair = await play.as('trailblazer');
  const id = await started(play, 'occupation');
  await fill(chair, id, title);
  await answerMatches(play, id);
  await chair.get(paths.proposalPart(id, 'slot'));
  const cycle = chair.page('input[name=cycle]:not([value=none])').first().attr('value');
  if (cycle === undefined) throw new Error(`no slot is free on ${chair.visit.url}`);
  await chair.submit('/slot', { cycle });
  play.see('the group books a slot in an approvals cycle', chair, 'You have a slot in cycle');
  await submit(play, id, 'the chair submits the proposal', 'submitted');
  await accept(play, id);
  return id;
}

/** Two administrators put what was agreed onto the map. */
export async function publish(play: Play, id: string, see: string): Promise<void> {
  const admin = await play.as('admin');
  await admin.get(paths.revisionProposal(id));
  const places = admin
    .page('select[name=place] option')
    .toArray()
    .map((option) => admin.page(option).attr('value') ?? '');
  const place = places.find((value) => value.split('/').length === 3) ?? places[0];
  await admin.submit(id, { revision: 'new', ...(place === undefined ? {} : { place }) });
  play.see('an administrator puts what is agreed into a map revision', admin, see);
  await outgoing(play, `/admin/revisions/${new URL(admin.visit.url).pathname.split('/')[3] ?? ''}`);
}

/** Another administrator approves the revision, it is scheduled, its minute comes, and the public reads a new edition. */
export async function outgoing(play: Play, revision: string): Promise<void> {
  const edition = (await play.edition()) + 1;
  await approve(play, revision);
  await schedule(play, await play.as('admin'), revision, 2);
  await play.clock('hour');
  const anybody = await play.as(null);
  await play.await(`the worker publishes edition ${edition}`, anybody, paths.maps(), `edition ${edition}`);
}
