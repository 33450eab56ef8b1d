import { paths } from '@app/kernel';
import { parse } from 'csv-parse/sync';
import type { Play } from './play';

/** What the story made, to be found again from outside. */
type Made = {
  decision: string;
  secondTime: string;
  first: string;
  afresh: string;
  conditional: string;
  revised: string;
  suggestion: string;
};

/** The registers, their files, the panel's public page and the inbox tell the same. @throws Error naming what differs */
export async function checkApprovals(play: Play, made: Made): Promise<void> {
  const anybody = await play.as(null);
  await anybody.get(paths.decisions());
  play.see('the public register has the decisions', anybody, made.revised);
  await anybody.get(paths.decision(made.decision));
  play.see('a decision shows its condition as discharged', anybody, 'Discharged');
  if (anybody.text.includes('A bank and a council')) throw new Error(`${anybody.visit.url} publishes the evidence`);
  const rows = await fileOf(play, paths.decisionsFile());
  const came = [made.decision, made.secondTime, made.first, made.afresh].map((id) => rows.find((row) => row.id === id));
  const outcomes = came.map((row) => row?.outcome ?? 'none').join(', ');
  if (outcomes !== 'approve-with-conditions, approve, reject, approve')
    throw new Error(`the register's file has these outcomes: ${outcomes}`);
  if (came[3]?.takes_the_place_of !== made.first) throw new Error(`${made.afresh} does not take the first one's place`);
  const about = rows.filter((row) => Object.values(row).includes(made.revised));
  if (about.length !== 3) throw new Error(`the register's file has ${about.length} lines on ${made.revised}, not 3`);
  play.see('the file of the register has each of them', anybody, made.secondTime);
  const suggestions = await fileOf(play, paths.revisionsStatusFile());
  const line = suggestions.find(({ reference }) => reference === made.suggestion);
  if (line?.standing !== 'done') throw new Error(`the report says of ${made.suggestion}: ${line?.standing}`);
  play.see('the revisions status report says that the suggestion is done', anybody, made.suggestion);
  await anybody.get(paths.routePanel('digital'));
  play.see('the public page of the panel shows who decides', anybody, 'Members');
}

/** A public file of comma-separated values, row by row. @throws Error where it is not there */
export async function fileOf(play: Play, path: string): Promise<Record<string, string>[]> {
  const anybody = await play.as(null);
  const { status, url, body } = await anybody.get(path);
  if (status !== 200) throw new Error(`${url} answers ${status}`);
  return parse(body, { columns: true, bom: true });
}

/** The inbox holds the letters of the decisions, the review's outcome and the answer to the suggestion. */
export async function checkMails(play: Play, made: Made): Promise<void> {
  const anybody = await play.as(null);
  for (const subject of [`Your suggestion ${made.suggestion} is on the map`, 'Upheld: procedural review'])
    await play.await('those concerned have it by mail', anybody, paths.devInbox(), subject);
  await letter(play, made.conditional, 'has decided to approve it with conditions');
  await letter(play, made.revised, 'considered version 2');
}

/** The mail of the decision on what has this title carries its letter. */
async function letter(play: Play, title: string, says: string): Promise<void> {
  const anybody = await play.as(null);
  await anybody.get(paths.devInbox());
  const subjects = anybody
    .page('main a')
    .toArray()
    .map((link) => anybody.page(link).text().trim());
  const subject = subjects.find((words) => words.startsWith('Decision on') && words.endsWith(title));
  if (subject === undefined) throw new Error(`the inbox has no letter of the decision on ${title}`);
  await anybody.follow(subject);
  play.see('the letter came by mail', anybody, says);
}
