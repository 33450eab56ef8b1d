import { type Actor, newId, parseLondon, zoned } from '@app/kernel';
import { Agendas, Attendances, MeetingQueries, Meetings, Minutes, type MinutesEntry } from '@app/meetings';
import { MapReader } from '@app/occupational-map';
import { Db } from '@app/platform';
import { AuthorityStore, type GivenAuthority } from '@app/revisions';
import type { Stage } from './stage';

/** Ten o'clock in London so many days from now: with 0 the next ten o'clock that there is. */
async function tenOClock(stage: Stage, days: number): Promise<Date> {
  const now = await stage.app.get(Db).read().now();
  const at = (from: number) => parseLondon(zoned(now).toPlainDate().add({ days: from }).toString(), '10:00');
  return at(days) > now ? at(days) : at(days + 1);
}

/** A matter of business on an agenda, and what the minutes say of it; `agreed`: to a change of the panel's map. */
type Business = { title: string; note: string; text: string; agreed?: true };

/** Route panels meet tomorrow on one matter of business each, and agree to the change of their maps that it is. */
export async function panelsAgree(stage: Stage, matters: Readonly<Record<string, Business>>): Promise<void> {
  const meetings: { slug: string; id: string; business: Business }[] = [];
  for (const [slug, business] of Object.entries(matters)) {
    const id = await planned(stage, await stage.as(`secretary.${slug}`), slug, await tenOClock(stage, 0));
    await publishAgenda(stage, slug, id, [business]);
    meetings.push({ slug, id, business });
  }
  await stage.pass(1);
  for (const { slug, id, business } of meetings) await minuted(stage, slug, id, [business]);
}

/** On whose word an operation stands: what panels agreed to under this title, in minutes. */
export async function agreedUnder(stage: Stage, title: string, route: string): Promise<GivenAuthority> {
  const offered = await stage.app.get(AuthorityStore).offered(stage.app.get(Db).read(), [route]);
  const found = offered.find((one) => one.by === 'minutes' && one.title.endsWith(`: ${title}`));
  const [meetingId, itemId] = found?.value.split('/') ?? [];
  if (meetingId === undefined || itemId === undefined) throw new Error(`No panel agreed to ${title}`);
  return { by: 'minutes', items: [{ meetingId, itemId }] };
}

/** A panel meets tomorrow: its agenda is built and published, a day passes, the minutes are written and published. */
export async function holdMeeting(stage: Stage, slug: string, business: readonly Business[]): Promise<void> {
  const secretary = await stage.as(`secretary.${slug}`);
  const id = await planned(stage, secretary, slug, await tenOClock(stage, 0));
  await stage.app.get(Agendas).build(secretary, await readOf(stage, slug, id));
  await publishAgenda(stage, slug, id, business);
  await stage.app.get(Attendances).apologise(await stage.as(`member3.${slug}`), id, true);
  await stage.pass(1);
  await minuted(stage, slug, id, business);
}

/** The secretary notes who came and writes the minutes; the chair agrees and publishes them. */
async function minuted(stage: Stage, slug: string, id: string, business: readonly Business[]): Promise<void> {
  const [secretary, chair] = [await stage.as(`secretary.${slug}`), await stage.as(`chair.${slug}`)];
  const { meeting, lines, attendance } = await stage.app.get(MeetingQueries).page(chair, id);
  const present = attendance.filter(({ attendance: how }) => how === 'expected').map(({ personId }) => personId);
  const people = new Map(present.map((personId) => [personId, 'present' as const]));
  await stage.app.get(Attendances).note(secretary, { id, version: meeting.version }, people);
  const minutes = stage.app.get(Minutes);
  const proposals = (lines ?? []).filter(({ kind }) => kind === 'proposal');
  const entries = (lines ?? []).map(({ id: item, title }) => {
    const matter = business.find((one) => one.title === title);
    return matter === undefined ? ofProposal(item, item === proposals.at(-1)?.id) : ofBusiness(item, matter);
  });
  await minutes.write(secretary, { id, no: 0 }, entries);
  await minutes.agree(chair, { id, no: 1 });
  await minutes.publish(chair, id);
}

function ofBusiness(item: string, { text, agreed }: Business): MinutesEntry {
  return { item, text, outcome: 'Agreed', deferred: false, ...(agreed ? { agreed } : {}) };
}

function ofProposal(item: string, deferred: boolean): MinutesEntry {
  const text = deferred
    ? 'Members asked how the work differs from what is on the map already. They want to hear from two employers first.'
    : 'Members found the duties clear and discussed how many employers need the work. A ballot is open.';
  return { item, text, outcome: deferred ? 'Taken up again with more evidence.' : 'The ballot decides.', deferred };
}

/** Each panel has a date for its next meeting; Digital's has a published agenda, too. */
export async function planMeetings(stage: Stage): Promise<void> {
  const routes = (await stage.app.get(MapReader).refresh())?.routes ?? [];
  for (const [index, { slug }] of routes.entries()) {
    const chair = await stage.as(`chair.${slug}`);
    const id = await planned(stage, chair, slug, await tenOClock(stage, 18 + index));
    if (slug !== 'digital') continue;
    await stage.app.get(Agendas).build(await stage.as(`secretary.${slug}`), await readOf(stage, slug, id));
    await publishAgenda(stage, slug, id, [
      { title: 'What the route review should look at', note: 'For a first exchange of views.' },
    ]);
  }
  await stage.settle();
}

async function planned(stage: Stage, by: Actor, slug: string, startsAt: Date): Promise<string> {
  const where = { place: 'Committee room 2', link: 'https://meet.example.test/panel' };
  return stage.app.get(Meetings).plan(by, slug, { id: newId(), startsAt, ...where });
}

/** Puts matters of business on an agenda, and publishes it. */
async function publishAgenda(
  stage: Stage,
  slug: string,
  id: string,
  business: readonly Pick<Business, 'title' | 'note'>[],
): Promise<void> {
  const agendas = stage.app.get(Agendas);
  for (const { title, note } of business) {
    const item = { reference: '', title, section: 'business' as const, note };
    await agendas.add(await stage.as(`secretary.${slug}`), await readOf(stage, slug, id), item);
  }
  await agendas.publish(await stage.as(`chair.${slug}`), await readOf(stage, slug, id));
}

/** The meeting as it is read now, for the next edit. */
async function readOf(stage: Stage, slug: string, id: string): Promise<{ id: string; version: number }> {
  const { meeting } = await stage.app.get(MeetingQueries).page(await stage.as(`chair.${slug}`), id);
  return { id, version: meeting.version };
}
