import { PeerReviews, ProposalOfficer, Proposals } from '@app/proposals';
import { actedElsewhere, everInterested, isLarger, type Model, officers, standing, type Who } from './model';
import { changed, lapseWeeks, type Step } from './step';

const version = (model: Model): string => String(model.version);
const readVersion = (model: Model, stale: boolean): number => model.version - (stale ? 1 : 0);
const old = (stale: boolean): string => (stale ? ' from an older page' : '');

/** An officer who takes part in it. */
export const isOfficer = (who: Who, model: Model): boolean => officers.includes(who) && !everInterested(model, who);
const checked = (who: Who, stale: boolean, model: Model): boolean =>
  !stale &&
  isOfficer(who, model) &&
  !actedElsewhere(model, who, 'officer-check') &&
  ['submitted', 'peer-review'].includes(model.state);
/** Acceptance and return are acts in the officer's check. */
function rules(after: Model, who: Who): void {
  after.acts[who] = 'officer-check';
  after.handled.push(who);
}
const isReviewed = ({ kind, changeKind }: Model): boolean =>
  kind !== 'retirement' && (changeKind === null || changeKind === 'revision');

/** The officer asks peers; nobody of them answers here. */
export const review = (who: Who, stale = false): Step => ({
  name: `${who} sends it to peer review${old(stale)}`,
  next: (model) =>
    checked(who, stale, model) && model.state === 'submitted' && isReviewed(model)
      ? changed(model, (after) => {
          after.handled.push(who);
          Object.assign(after, { state: 'peer-review', version: model.version + 1 });
        })
      : null,
  act: ({ world, id }, model) => world.lib(PeerReviews).start(world.people[who], id, readVersion(model, stale)),
  reads: version,
});

export const accept = (who: Who, stale = false, withoutReview = 'No peer was free'): Step => ({
  name: `${who} accepts${old(stale)}${withoutReview === '' ? ' without a word' : ''}`,
  next: (model) => {
    if (!checked(who, stale, model) || (withoutReview === '' && isReviewed(model))) return null;
    const agreed = model.changeKind === 'correction';
    const now = agreed ? { state: 'agreed', agreed, awaited: false } : { state: 'with-panel' };
    return changed(model, (after) => {
      rules(after, who);
      Object.assign(after, now);
    });
  },
  act: ({ world, id }, model) =>
    world.lib(Proposals).accept(world.people[who], id, readVersion(model, stale), withoutReview),
  reads: version,
});

export const giveBack = (who: Who, requests: 0 | 1 = 1): Step => ({
  name: `${who} returns it with ${requests} change requests`,
  next: (model) =>
    requests > 0 && checked(who, false, model)
      ? changed(model, (after) => {
          // Ten working days are two weeks, with a day for the end of the day; bank holidays make it more.
          rules(after, who);
          const lapsesOn = model.day + 14 + lapseWeeks * 7;
          Object.assign(after, { state: 'returned', version: model.version + 1, awaited: false, lapsesOn });
        })
      : null,
  act: ({ world, id }, model) => {
    const order = { kind: 'content', field: 'duties', text: 'Split D1', workingDays: 10 } as const;
    return world.lib(Proposals).returnWith(world.people[who], id, requests === 0 ? [] : [order], model.version);
  },
  reads: version,
});

export const raise = (who: Who, to: 'correction' | 'adjustment' | 'revision'): Step => ({
  name: `${who} raises it to a ${to}`,
  next: (model) =>
    checked(who, false, model) &&
    model.state === 'submitted' &&
    model.changeKind !== null &&
    isLarger(to, model.changeKind)
      ? changed(model, (after) => {
          after.handled.push(who);
          Object.assign(after, { changeKind: to, raisedTo: to, version: model.version + 1 });
        })
      : null,
  act: ({ world, id }, model) =>
    world.lib(ProposalOfficer).raise(world.people[who], id, to, 'It says more', model.version),
  reads: version,
});

/** The officer opens again what had lapsed. */
export const reopenLapsed = (who: Who): Step => ({
  name: `${who} opens the lapsed request again`,
  next: (model) =>
    isOfficer(who, model) && standing(model) === 'lapsed'
      ? changed(model, (after) => {
          after.handled.push(who);
          const lapsesOn = model.day + lapseWeeks * 7;
          Object.assign(after, { state: 'returned', version: model.version + 1, lapsesOn });
        })
      : null,
  act: ({ world, id }, model) =>
    world.lib(ProposalOfficer).reopen(world.people[who], id, 'They were ill', model.version),
  reads: version,
});
