import { type Actor, newId, parseLondon, zoned } from '@app/kernel';
import { Agendas, Attendances, MeetingQueries, Meetings, Minutes } from '@app/meetings';
import { MapReader } from '@app/occupational-map';
import { Db } from '@app/platform';
import type { Stage } from './stage';

/** Ten o'clock in London so many days from now: with 0 the next ten o'clock that there is. */
async function tenOClock(stage: Stage, days: number): Promise<Date> {
  const now = await stage.app.get(Db).read().now();
  const at = (from: number) => parseLondon(zoned(now).toPlainDate().add({ days: from }).toString(), '10:00');
  return at(days) > now ? at(days) : at(days + 1);
}

/** A panel meets tomorrow: its agenda is built and published, a day passes, the minutes are written and published. */
export async function holdMeeting(stage: Stage, slug: string): Promise<void> {
  const [secretary, chair] = [await stage.as(`secretary.${slug}`), await stage.as(`chair.${slug}`)];
  const id = await planned(stage, secretary, slug, await tenOClock(stage, 0));
  await buildAndPublish(stage, slug, id, 'The dates of the meetings next year');
  await stage.app.get(Attendances).apologise(await stage.as(`member3.${slug}`), id, true);
  await stage.pass(1);
  const { meeting, lines, attendance } = await stage.app.get(MeetingQueries).page(chair, id);
  const present = attendance.filter(({ attendance: how }) => how === 'expected').map(({ personId }) => personId);
  const people = new Map(present.map((personId) => [personId, 'present' as const]));
  await stage.app.get(Attendances).note(secretary, { id, version: meeting.version }, people);
  const minutes = stage.app.get(Minutes);
  const proposals = (lines ?? []).filter(({ kind }) => kind === 'proposal');
  const entries = (lines ?? []).map(({ id: item, kind }) => {
    if (kind !== 'proposal') return { item, text: 'The panel agreed the dates.', outcome: 'Agreed', deferred: false };
    const deferred = item === proposals.at(-1)?.id;
    const text = deferred
      ? 'Members asked how the work differs from what is on the map already. They want to hear from two employers first.'
      : 'Members found the duties clear and discussed how many employers need the work. A ballot is open.';
    return { item, text, outcome: deferred ? 'Taken up again with more evidence.' : 'The ballot decides.', deferred };
  });
  await minutes.write(secretary, { id, no: 0 }, entries);
  await minutes.agree(chair, { id, no: 1 });
  await minutes.publish(chair, id);
}

/** Each panel has a date for its next meeting; Digital's has a published agenda, too. */
export async function planMeetings(stage: Stage): Promise<void> {
  const routes = (await stage.app.get(MapReader).refresh())?.routes ?? [];
  for (const [index, { slug }] of routes.entries()) {
    const chair = await stage.as(`chair.${slug}`);
    const id = await planned(stage, chair, slug, await tenOClock(stage, 18 + index));
    if (slug === 'digital') await buildAndPublish(stage, slug, id, 'What the route review should look at');
  }
  await stage.settle();
}

async function planned(stage: Stage, by: Actor, slug: string, startsAt: Date): Promise<string> {
  const where = { place: 'Committee room 2', link: 'https://meet.example.test/panel' };
  return stage.app.get(Meetings).plan(by, slug, { id: newId(), startsAt, ...where });
}

async function buildAndPublish(stage: Stage, slug: string, id: string, business: string): Promise<void> {
  const [secretary, chair] = [await stage.as(`secretary.${slug}`), await stage.as(`chair.${slug}`)];
  const agendas = stage.app.get(Agendas);
  const read = async () => {
    const { meeting } = await stage.app.get(MeetingQueries).page(chair, id);
    return { id, version: meeting.version };
  };
  await agendas.build(secretary, await read());
  const note = 'For a first exchange of views.';
  await agendas.add(secretary, await read(), { reference: '', title: business, section: 'business', note });
  await agendas.publish(chair, await read());
}
