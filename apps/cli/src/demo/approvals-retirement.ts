import { paths } from '@app/kernel';
import { cases, committee, decided, digital } from './ballot-steps';
import { agree, ask, prepare, until } from './consult-steps';
import type { Play } from './play';
import { accept, part, publish, started, submit } from './request-steps';

const occupation = 'OCC0825';
const reasons = { reasons: 'Nobody in the consultation needs it.' };

/** A retirement is proposed; its panel has to wait for a consultation of four weeks. @returns its id */
export async function announceRetirement(play: Play): Promise<string> {
  const [chair, officer] = [await play.as('trailblazer'), await play.as('officer')];
  const id = await started(play, 'retirement', occupation);
  await part(chair, id, 'retirement', { triggers: ['not-needed', 'low-starts'], follows: 'none' });
  await part(chair, id, 'grounds', { explanation: 'Nobody starts on it.', evidence: 'The starts of three years.' });
  await submit(play, id, 'a retirement is submitted', 'submitted');
  await accept(play, id, 'The panel waits for a consultation of at least 4 weeks');
  const introduction = 'Do you still need it? Say so before anything is decided.';
  const draft = await prepare(play, id, { introduction, days: 14 });
  await ask(play, draft);
  play.see('a shorter consultation is refused', officer, 'Long enough, with a reason: this has to be met');
  await until(play, draft, { introduction, days: 28 });
  await ask(play, draft);
  const reference = await agree(play, draft);
  await officer.get(paths.consultation(reference));
  play.see('one of four weeks is agreed by a second person, and open', officer, introduction);
  const panel = await play.as('chair.digital');
  await panel.get(paths.panel('digital'));
  play.see('the panel waits for it', panel, 'The panel waits for consultation');
  return id;
}

/** Four weeks later it is decided on, and the occupation leaves the map. */
export async function retire(play: Play, id: string): Promise<void> {
  for (let day = 0; day < 29; day += 1) await play.clock('day');
  const anybody = await play.as(null);
  await anybody.get(paths.occupation(occupation));
  const see = anybody.page('h1').text().trim();
  const approved = { see, outcome: 'approve', reasons } as const;
  const recommended = 'after the consultation the panel recommends the retirement';
  await decided(play, digital, id, { ...approved, step: recommended, then: cases.withCommittee });
  const step = 'the committee decides to retire it';
  await decided(play, committee, id, { ...approved, step, then: cases.agreed });
  await publish(play, id, occupation);
  await play.await('it is off the map', anybody, paths.occupation(occupation), 'This occupation is retired');
  await anybody.get(paths.retiredOccupations());
  play.see('it is on the list of retired occupations', anybody, occupation);
  const { status } = await anybody.get(`/api/v1/Occupations/${occupation}`, { 'x-api-key': 'demo-key' });
  if (status !== 404) throw new Error(`the API answers ${status} for ${occupation}, which is retired`);
  await anybody.get(paths.socCodesFile());
  if (anybody.visit.body.includes(occupation)) throw new Error(`${occupation} is in the open data, but retired`);
}
