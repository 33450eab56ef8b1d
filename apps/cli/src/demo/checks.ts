import { paths } from '@app/kernel';
import { parse } from 'csv-parse/sync';
import type { Play } from './play';

/** What the demo counted from outside. */
export type Totals = { edition: number; events: number; notifications: number };

/** Rows of the audit CSV equal the events, and the inbox equals the messages that were sent. @throws Error naming what differs */
export async function checkFromOutside(play: Play): Promise<Totals> {
  const admin = await play.as('admin');
  await admin.get('/health/ready');
  const { events } = JSON.parse(admin.visit.body) as { events: string };
  await admin.get('/admin/audit.csv');
  if (admin.visit.status !== 200) throw new Error(`audit CSV: ${admin.visit.url} answers ${admin.visit.status}`);
  const rows = parse<Record<string, string>>(admin.visit.body, { columns: true, bom: true });
  if (rows.length !== Number(events)) throw new Error(`audit CSV: ${rows.length} rows, but ${events} events`);
  const notifications = await sentMessages(play);
  const anybody = await play.as(null);
  await anybody.get(paths.maps());
  const edition = Number(/edition (\d+)/i.exec(anybody.text)?.[1] ?? 0);
  return { edition, events: rows.length, notifications };
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
