import { londonDate, paths } from '@app/kernel';
import { fileOf } from './approvals-checks';
import { cases, committee, decided, digital } from './ballot-steps';
import type { Play } from './play';
import { accept, part, started, submit } from './request-steps';

const occupation = 'OCC0129';
const instead = 'Tests may run against a recorded copy of the service.';
const reasons = { reasons: 'What people have to be able to do stays the same.' };

/** A dispensation is asked for, recommended and decided; three days later it is in force. @returns its reference */
export async function dispense(play: Play): Promise<string> {
  const id = await asked(play);
  const anybody = await play.as(null);
  await anybody.get(paths.occupation(occupation));
  const approved = { see: anybody.page('h1').text().trim(), outcome: 'approve', reasons } as const;
  const recommended = 'the panel recommends the dispensation';
  await decided(play, digital, id, { ...approved, step: recommended, then: cases.withCommittee });
  await anybody.get(paths.dispensations());
  if (anybody.text.includes(instead)) throw new Error('the list shows a dispensation before the decision');
  await decided(play, committee, id, { ...approved, step: 'the committee agrees to it', then: cases.agreed });
  const page = paths.occupation(occupation);
  await play.await('its page tells of it beforehand', anybody, page, 'Dispensation agreed, not yet in force');
  const reference = namedOn(anybody.page('[id^=dispensation-]').attr('id'));
  await standing(play, reference, 'coming');
  for (let day = 0; day < 3; day += 1) await play.clock('day');
  await play.await(
    'it is on the list of those in force',
    anybody,
    `${paths.dispensations()}?standing=in-force`,
    instead,
  );
  await standing(play, reference, 'in-force');
  await play.await('its page says until when it is in force', anybody, page, 'Dispensation in force until');
  return reference;
}

/** Its last day is over: it stands on the list as ended, and its occupation does not mention it any more. */
export async function dispensationOver(play: Play, reference: string): Promise<void> {
  const [anybody, group] = [await play.as(null), await play.as('trailblazer')];
  await play.await('it has ended by the clock', anybody, `${paths.dispensations()}?standing=ended`, instead);
  await standing(play, reference, 'ended');
  await group.get(paths.proposals());
  play.see('its group reads that it has ended', group, 'Ended on');
  await anybody.get(paths.occupation(occupation));
  if (anybody.text.includes(instead)) throw new Error(`${anybody.visit.url} still shows ${reference}, which has ended`);
}

async function asked(play: Play): Promise<string> {
  const chair = await play.as('trailblazer');
  const id = await started(play, 'dispensation', occupation);
  await chair.get(paths.proposalPart(id, 'dispensation'));
  const affected = String(chair.page('input[name=affected]').first().val());
  await part(chair, id, 'dispensation', {
    affected,
    instead,
    ...dayIn(play, 'startsOn', 2),
    ...dayIn(play, 'endsOn', 12),
  });
  await part(chair, id, 'grounds', { explanation: 'The service is being replaced.', evidence: 'Five letters.' });
  await submit(play, id, 'a dispensation is asked for', 'submitted');
  await accept(play, id);
  return id;
}

/** A day so many days ahead on the server, as the form of a dispensation names its two. */
function dayIn(play: Play, name: string, days: number): Record<string, string> {
  const date = londonDate(new Date(play.now().getTime() + days * 86_400_000));
  const [year = '', month = '', day = ''] = date.split('-');
  return { [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year };
}

function namedOn(banner: string | undefined): string {
  if (banner === undefined) throw new Error(`the page of ${occupation} shows no dispensation that is to come`);
  return banner.replace('dispensation-', '');
}

/** The file of the list says where it stands. */
async function standing(play: Play, reference: string, expected: string): Promise<void> {
  const rows = await fileOf(play, paths.dispensationsFile());
  const row = rows.find((one) => one.reference === reference);
  if (row?.standing !== expected) throw new Error(`the file says of ${reference}: ${row?.standing}, not ${expected}`);
  const anybody = await play.as(null);
  play.see(`the file of the list says that it is ${expected}`, anybody, reference);
}
