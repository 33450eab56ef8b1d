import { formatLondon, paths } from '@app/kernel';
import type { Attendance, LineSeen, MeetingPage, MeetingRow, MeetingState, Section } from '@app/meetings';
import { officeText } from '../panels/members.view';
import type { Office } from '@app/panels';

const stateWords: Readonly<Record<MeetingState, { text: string; classes: string }>> = {
  planned: { text: 'Planned', classes: 'govuk-tag--blue' },
  'agenda-published': { text: 'Agenda published', classes: 'govuk-tag--green' },
  held: { text: 'Held', classes: 'govuk-tag--yellow' },
  'minutes-agreed': { text: 'Minutes agreed', classes: 'govuk-tag--green' },
  cancelled: { text: 'Cancelled', classes: 'govuk-tag--red' },
};
const sectionWords: Readonly<Record<Section, string>> = {
  consent: 'For consent, without discussion',
  deferred: 'Deferred from an earlier meeting',
  returning: 'Back before the panel',
  ready: 'Ready for the panel',
  business: 'Other business',
};
const attendanceWords: Readonly<Record<Attendance, string>> = {
  expected: 'Expected',
  present: 'Present',
  apologies: 'Apologies',
  absent: 'Absent',
};

/** The parts of an agenda as a form offers them. */
export const sectionChoices = Object.entries(sectionWords).map(([value, text]) => ({ value, text }));
/** How somebody attends, as a form offers it. */
export const attendanceChoices = Object.entries(attendanceWords).map(([value, text]) => ({ value, text }));

/** A meeting of a list. */
export function meetingRowView(row: MeetingRow) {
  return {
    ...row,
    at: formatLondon(row.startsAt, 'datetime'),
    href: paths.meeting(row.id),
    tag: stateWords[row.state],
  };
}

/** Where the paper of an item is read; null for a matter without one. */
function paperOf({ kind, subjectId, versionNo }: LineSeen): { href: string; text: string } | null {
  if (kind === 'meeting') return { href: paths.meeting(subjectId), text: 'The minutes' };
  if (kind !== 'proposal') return null;
  return versionNo === null
    ? { href: paths.proposal(subjectId), text: 'The proposal' }
    : { href: paths.proposalPart(subjectId, `versions/${versionNo}`), text: `Version ${versionNo} of the proposal` };
}

/** One line of an agenda: what it is called, in which part, its paper. */
export function lineView(line: LineSeen) {
  return {
    ...line,
    name: line.reference === '' ? line.title : `${line.reference}, ${line.title}`,
    sectionText: sectionWords[line.section],
    paper: line.hidden ? null : paperOf(line),
  };
}

/** The agenda in its parts: lines that follow each other in one part stand under one heading. */
function partsOf(lines: readonly LineSeen[]) {
  const parts: { text: string; lines: ReturnType<typeof lineView>[] }[] = [];
  for (const line of lines.map(lineView)) {
    const last = parts.at(-1);
    if (last?.text === line.sectionText) last.lines.push(line);
    else parts.push({ text: line.sectionText, lines: [line] });
  }
  return parts;
}

/** A meeting as its page prints it. */
export function meetingView(page: MeetingPage) {
  const { meeting, panel, state, lines, may, attendance, minutesNo, unpublished, own } = page;
  const steps = state === 'planned' || state === 'agenda-published';
  return {
    ...page,
    title: `Meeting ${meeting.no} of the ${panel.name}`,
    at: formatLondon(meeting.startsAt, 'datetime'),
    tag: stateWords[state],
    parts: lines === null ? null : partsOf(lines),
    count: lines?.length ?? 0,
    people: attendance.map((one) => ({
      ...one,
      text: `${one.name}, ${officeText(one.office as Office).toLowerCase()}`,
      how: attendanceWords[one.attendance],
    })),
    can: {
      move: may.plan && steps,
      cancel: may.plan && (steps || state === 'held'),
      arrange: may.prepare && (steps || state === 'held'),
      publish: may.lead && steps && unpublished && (lines?.length ?? 0) > 0,
      attend: may.prepare && (steps || state === 'held'),
      apologise: own !== null && steps,
      write: may.prepare && state === 'held',
      agree: may.agree && state === 'held' && minutesNo > 0,
      publishMinutes: may.agree && state === 'minutes-agreed' && meeting.minutesPublishedAt === null,
      recuse: own !== null && state !== 'cancelled' && state !== 'minutes-agreed',
    },
  };
}
