import { paths } from '@app/kernel';
import { parse } from 'csv-parse/sync';
import type { Play } from './play';

/** What the demo counted from outside. */
export type Totals = { edition: number; events: number; notifications: number };

/**
 * The audit CSV has every event of every thing up to the last one, and the inbox has the messages that were sent.
 * @throws Error naming what differs
 */
export async function checkFromOutside(play: Play): Promise<Totals> {
  const admin = await play.as('admin');
  await admin.get(paths.audit());
  const page = admin.page;
  const newest = page(`main a[href^="${paths.audit()}/"]`).first().attr('href')?.split('/').at(-1);
  await admin.get('/admin/audit.csv');
  if (admin.visit.status !== 200) throw new Error(`audit CSV: ${admin.visit.url} answers ${admin.visit.status}`);
  const rows = parse<Record<string, string>>(admin.visit.body, { columns: true, bom: true });
  if (newest === undefined || !rows.some(({ seq }) => seq === newest))
    throw new Error(`audit CSV: it ends with ${rows.at(-1)?.seq}, and lacks event ${newest}`);
  gapless(rows);
  const notifications = await sentMessages(play);
  const edition = await play.edition();
  return { edition, events: rows.length, notifications };
}

/** The numbers in the log leave out what a rehearsal rolled back; those of each thing leave out nothing. */
function gapless(rows: readonly Record<string, string>[]): void {
  const last = new Map<string, number>();
  for (const { subject_kind: kind, subject_id: id, subject_no: no } of rows) {
    const thing = `${kind} ${id}`;
    const expected = (last.get(thing) ?? 0) + 1;
    if (Number(no) !== expected) throw new Error(`audit CSV: event ${expected} of ${thing} is missing`);
    last.set(thing, expected);
  }
}

async function sentMessages(play: Play): Promise<number> {
  const [admin, anybody] = [await play.as('admin'), await play.as(null)];
  let sent = 0;
  let inbox = 0;
  for (let tries = 0; tries < 40; tries += 1) {
    await admin.get(`${paths.messages()}/counts.json`);
    sent = (JSON.parse(admin.visit.body) as { sent: number; pending: number }).sent;
    const { pending } = JSON.parse(admin.visit.body) as { pending: number };
    await anybody.get(`${paths.devInbox()}/count.json`);
    inbox = (JSON.parse(anybody.visit.body) as { messages: number }).messages;
    if (pending === 0 && sent === inbox) return sent;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`inbox: ${inbox} messages, but ${sent} notifications were sent`);
}
