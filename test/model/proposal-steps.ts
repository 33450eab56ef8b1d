import { Preparing } from '@app/consultations';
import { anAnnounced } from '@app/consultations/testing';
import { londonDate, newId } from '@app/kernel';
import { Dispensations, type Period, type ProposalContent, ProposalProgress, Proposals } from '@app/proposals';
import { aCompleteContent, someGrounds } from '@app/proposals/testing';
import { DemoClock } from '@app/platform';
import { dispensationOf, type Edit, isLarger, type Kind, type Model, standing, underReview, type Who } from './model';
import { isOfficer } from './officer-steps';
import { changed, type Step } from './step';

/** The first and the last day of a dispensation, from its first amendment on; moves of the clock keep clear of them. */
const [firstDay, lastDay] = [6, 100];

/** What each edit makes of the draft; a retirement, a dispensation and a new occupation are complete or not. */
function edited(kind: Kind, edit: Edit, content: ProposalContent, period: Period): ProposalContent {
  if (kind === 'occupation') return aCompleteContent({ title: `Accessibility specialist, ${edit}` });
  const asked = { ...content, grounds: someGrounds, title: 'Software developer' };
  if (kind === 'retirement')
    return { ...asked, triggers: ['not-needed'], successor: edit === 'revision' ? 'OCC0128' : 'none' };
  if (kind === 'dispensation') {
    const affected = edit === 'revision' ? ['D1'] : ['whole'];
    return { ...asked, affected, instead: 'It may be simulated', period: content.period ?? period };
  }
  const plain = { ...asked, typicalJobTitles: ['Web developer', 'Application developer'] };
  if (edit === 'correction') return { ...plain, typicalJobTitles: ['web developer', 'application developer'] };
  if (edit === 'adjustment') return { ...plain, typicalJobTitles: ['Web developer', 'Data wrangler'] };
  return { ...plain, title: edit === 'revision' ? 'Software maker' : 'Software developer' };
}

/** Which content it is, of a kind whose edits are fewer. */
const sameText = (kind: Kind, one: Edit, other: Edit): boolean =>
  one !== 'none' &&
  (one === other || (['retirement', 'dispensation'].includes(kind) && (one === 'revision') === (other === 'revision')));

const version = (model: Model): string => String(model.version);
const readVersion = (model: Model, stale: boolean): number => model.version - (stale ? 1 : 0);
const old = (stale: boolean): string => (stale ? ' from an older page' : '');

export const amend = (who: Who, edit: Exclude<Edit, 'none'>, stale = false): Step => ({
  name: `${who} makes it a ${edit}${old(stale)}`,
  next: (model) => {
    const group = who === 'groupChair' || who === 'groupMember';
    if (!group || !['draft', 'returned'].includes(standing(model))) return null;
    if (sameText(model.kind, model.edit, edit)) return model;
    // Any two edits meet somewhere in the text.
    if (stale) return null;
    return changed(model, (after) => {
      Object.assign(after, { edit, version: model.version + 1 });
      if (model.kind === 'dispensation') after.period ??= { from: model.day + firstDay, to: model.day + lastDay };
    });
  },
  act: async ({ world, id }, model) => {
    const [first, last] = [await world.inDays(firstDay), await world.inDays(lastDay)];
    const period = { startsOn: londonDate(first), endsOn: londonDate(last) };
    return world.lib(Proposals).amend(world.people[who], id, readVersion(model, stale), {
      part: 'the draft',
      change: (content) => edited(model.kind, edit, content, period),
    });
  },
  reads: version,
  changesNothing: ({ kind, edit: stands }) => sameText(kind, stands, edit),
});

/** `again`: the form that was sent last is sent once more. */
export const submit = (who: Who, form: 'new' | 'stale' | 'again' = 'new'): Step => ({
  name: `${who} submits${form === 'new' ? '' : form === 'stale' ? old(true) : ' with the same key again'}`,
  next: (model) => {
    if (who !== 'groupChair') return null;
    if (form === 'again' && model.versions > 0) return model;
    if (form === 'stale' || !['draft', 'returned'].includes(standing(model)) || model.edit === 'none') return null;
    // Nothing is allowed before it is decided: what was to begin by now needs other days.
    if (model.kind === 'dispensation' && model.day >= (model.period?.from ?? 0)) return null;
    const raised = isLarger(model.raisedTo, model.edit) ? model.raisedTo : model.edit;
    return changed(model, (after) =>
      Object.assign(after, {
        state: 'submitted',
        version: model.version + 1,
        versions: model.versions + 1,
        awaited: true,
        changeKind: model.kind === 'change' ? raised : null,
      }),
    );
  },
  act: ({ world, id, of }, model) => {
    const key = form === 'again' ? (of().submissionKey ?? newId()) : newId();
    return world.lib(Proposals).submit(world.people[who], id, readVersion(model, form === 'stale'), key);
  },
  ...(form === 'again' ? {} : { reads: version }),
});

const open = ['draft', 'submitted', 'returned', 'peer-review', 'with-panel', 'with-committee', 'conditions', 'lapsed'];
export const withdraw = (who: Who): Step => ({
  name: `${who} withdraws`,
  next: (model) =>
    who === 'groupChair' && open.includes(model.state)
      ? changed(model, (after) => Object.assign(after, { state: 'withdrawn', awaited: false }))
      : null,
  act: ({ world, id }) => world.lib(Proposals).withdraw(world.people[who], id),
});

/** A consultation of so many weeks, from now on. */
export const consult = (who: Who, weeks: number): Step => ({
  name: `${who} announces a consultation of ${weeks} weeks`,
  next: (model) => {
    const longEnough = model.kind !== 'retirement' || weeks >= 4;
    const ended = ['draft', 'withdrawn', 'refused', 'lapsed', 'on-map'].includes(standing(model));
    if (who !== 'officer' || !longEnough || model.versions === 0 || ended || dispensationOf(model)) return null;
    return changed(model, (after) => {
      after.consulted = Math.min(model.consulted ?? Infinity, model.day + weeks * 7);
    });
  },
  act: async ({ world, id }, { kind }) =>
    anAnnounced(
      world.lib(Preparing),
      { officer: world.people[who], second: world.people.second },
      {
        subjects: [{ kind: kind === 'retirement' ? kind : 'proposal', ref: id }],
        template: kind === 'retirement' ? kind : 'proposal',
        closesAt: await world.inDays(weeks * 7 + 0.1),
      },
    ),
});

/** What revisions tell the proposal, in their own transaction. */
export const revise = (act: 'take' | 'leave' | 'publish'): Step => ({
  name: { take: 'a revision takes it', leave: 'it leaves the revision', publish: 'the revision is published' }[act],
  next: (model) => {
    if (model.kind === 'dispensation' || model.state !== (act === 'take' ? 'agreed' : 'in-revision')) return null;
    if (act !== 'leave' && underReview(model)) return null;
    const state = { take: 'in-revision', leave: 'agreed', publish: 'on-map' }[act];
    return changed(model, (after) => Object.assign(after, { state, revision: act !== 'leave' }));
  },
  act: ({ world, id }) =>
    world.db.write(async (tx) => {
      const [progress, { admin }] = [world.lib(ProposalProgress), world.people];
      if (act === 'take') return progress.takenIntoRevision(tx, admin, id, world.revisionId);
      if (act === 'leave') return progress.leftRevision(tx, admin, id);
      return progress.putOnMap(tx, admin, id, { editionNo: 1, occupationReference: 'OCC0116' });
    }),
});

/** The officer ends a dispensation before its last day is over, once and for good. */
export const endEarly = (who: Who, stale = false): Step => ({
  name: `${who} ends it early${old(stale)}`,
  next: (model) =>
    !stale && isOfficer(who, model) && ['coming', 'in-force'].includes(dispensationOf(model) ?? '')
      ? changed(model, (after) => {
          after.handled.push(who);
          Object.assign(after, { endedEarly: true, version: model.version + 1 });
        })
      : null,
  act: ({ world, id }, model) =>
    world.lib(Dispensations).end(world.people[who], id, 'It is needed no more', readVersion(model, stale)),
  reads: version,
});

/** The clock goes on by so many days; for everybody on this database. */
export const wait = (days: number): Step => ({
  name: `${days} days pass`,
  next: (model) => changed(model, (after) => Object.assign(after, { day: model.day + days })),
  act: ({ world }) => world.lib(DemoClock).advance(days * 86_400_000),
});
