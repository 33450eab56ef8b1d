import { paths } from '@app/kernel';
import { interim, interimShare, numberStands } from './asking';
import { type Name, type Reader, readers } from './people';
import { planted } from './planted';
import type { World } from './world';

/** A word that stands in one field of the world. */
export type Marker = {
  name: string;
  value: string;
  /** Who finds it where it belongs: without this the test could pass on emptiness. */
  found: readonly [Name | Reader, string][];
  /** Of what no page shows anybody: the table and column that keep it. */
  kept?: readonly [string, string];
  /** It is a number, and stands for nothing within an id or another one. */
  number?: true;
  /** It is only counted, and kept nowhere: who counts it has looked that it was. */
  counted?: true;
  /** Who of those crawled for may come upon it, wherever. */
  seenBy: readonly Reader[];
  /** Pages where others may, too: what stands there says nothing of the item. */
  but?: readonly { who: readonly Reader[]; on: RegExp; why: string }[];
};

const group: readonly Reader[] = ['author', 'colleague'];
/** Who may know of the secret proposal: its group, the panel before which it lies, and the administrator. */
const entitled: readonly Reader[] = [...group, 'waiter', 'ada'];
/** The panel that decided earlier, without those who declared an interest; and the administrator. */
const earlierPanel: readonly Reader[] = [
  'waiter',
  'noted',
  'employed',
  'confirmed',
  'colleague',
  'abstaining',
  'reviewing',
  'ada',
];

/** People and groups as such are the business of administrators and officers, whatever they propose. */
const peopleAndGroups = {
  who: ['everything'],
  on: /^\/(trailblazers|admin\/(people|personal-data|audit|messages|security))/,
  why: 'administrators keep the accounts, officers the groups: that somebody is in one says nothing of an item',
} as const;

/** An invitation belongs to who has its address. */
const bearer = { who: readers, on: /^\/invitations\//, why: 'who has the secret address has the mail' } as const;
/** Who is asked to review as a peer is told what, and called by their name. */
const invitedPeer = {
  who: ['reviewing', 'abstaining'],
  on: /^the mail You are invited to review/,
  why: 'they were asked to',
} as const;
const draftParts = ['occupation', 'ksbs', 'profile'];

const mark = (name: keyof typeof planted, seenBy: readonly Reader[], ...found: [Name | Reader, string][]): Marker => ({
  name,
  value: planted[name],
  found,
  seenBy,
});

/** What no page shows anybody, and where it is kept. */
const kept = (name: keyof typeof planted, table: string, column: string): Marker => ({
  ...mark(name, []),
  kept: [table, column],
});

/** What the panel recommended, once it has. */
export function afterRecommendation({ ballot, proposals }: World): Marker[] {
  const found: readonly [Name, string][] = [
    ['waiter', paths.ballot(ballot)],
    ['author', paths.proposal(proposals.secret)],
  ];
  return [
    { name: 'recommendation', value: planted.recommendation, found, seenBy: entitled },
    { name: 'condition', value: planted.condition, found: [['ada', `${paths.audit()}.csv`]], seenBy: entitled },
  ];
}

/** What everybody may read once the committee has decided, the item by name, the reasons, its minutes, and where. */
function inPublic({ proposals }: World, minutes: string): Readonly<Record<string, Marker['found']>> {
  const register = `${paths.decisions()}.csv`;
  return {
    title: [
      ['anonymous', paths.decisions()],
      ['anonymous', minutes],
      ['interested', paths.proposal(proposals.secret)],
      ['reviewing', paths.proposal(proposals.secret)],
    ],
    id: [['ada', `${paths.audit()}.csv`]],
    reference: [['anonymous', register]],
    recommendation: [['anonymous', register]],
    condition: [['anonymous', register]],
    minutes: [['anonymous', minutes]],
    outcome: [['anonymous', minutes]],
  };
}

/** How the panel voted is told to it after the close. */
const closed = ['voteReason', 'voteCondition'];

/** The same markers once a decision is public; all else is seen by nobody who could not see it before. */
export function afterDecision(world: World, before: readonly Marker[], ballot: string, minutes: string): Marker[] {
  const released = inPublic(world, minutes);
  const now = before.map((one): Marker => {
    const found = released[one.name];
    if (found !== undefined) return { ...one, found, seenBy: readers };
    return closed.includes(one.name) ? { ...one, seenBy: ['waiter', 'ada'] } : one;
  });
  return [...now, mark('committeeVote', ['ada'], ['c1', paths.ballot(ballot)])];
}

/** What peers wrote of the secret proposal before it was accepted, and write of the one in consultation. */
function ofPeers({ proposals, link, openFile }: World): Marker[] {
  const [page, reviews] = [paths.proposal(proposals.secret), paths.peerReview(proposals.secret)];
  const own = paths.peerReviewLink(link);
  /** What a reviewer reads belongs to who has their link, and to no other link. */
  const byLink = { who: readers, on: new RegExp(`^${own}[/ ]`), why: 'who has the link has the mail' };
  return [
    { ...mark('reviewer', entitled, ['author', page], ['waiter', page]), but: [invitedPeer] },
    ...(['review', 'anonymousReview'] as const).map((name) => mark(name, entitled, ['author', page], ['waiter', page])),
    ...(['anonymous', 'unreleased', 'unreleasedReview'] as const).map((name) =>
      mark(name, ['waiter', 'ada'], ['waiter', page], ['officer', reviews]),
    ),
    ...(['anonymousEmail', 'toOfficer', 'declining', 'decliningEmail', 'declaredInterest'] as const).map((name) =>
      mark(name, ['ada'], ['ada', page], ['officer', reviews]),
    ),
    ...(['openReviewer', 'openReview'] as const).map((name) =>
      mark(name, ['ada', 'everything'], ['everything', paths.peerReview(proposals.consulted)]),
    ),
    {
      ...mark('openFile', ['stranger', 'ada', 'everything'], ['anonymous', `${own}/files/${openFile}`]),
      but: [byLink],
    },
    { ...mark('reviewDraft', [], ['anonymous', own]), but: [byLink] },
    { name: 'link of a reviewer', value: link, found: [['anonymous', own]], seenBy: [], but: [byLink] },
  ];
}

/** How the answers of an open consultation fall is read by nobody; how many came, by officers; what is confidential, nowhere. */
function ofAnswers({ consultation }: World): Marker[] {
  const untold = { found: [], seenBy: [], counted: true, number: true } as const;
  return [
    { name: 'number who agree', value: interim.agree.toLocaleString('en-GB'), ...untold },
    { name: 'number who disagree', value: interim.disagree.toLocaleString('en-GB'), ...untold },
    { name: 'share of those who agree', value: interimShare, ...untold },
    {
      ...{ name: 'turnout', value: interim.all.toLocaleString('en-GB'), number: true },
      found: [['officer', paths.consultationRun(consultation)]],
      seenBy: ['ada', 'everything'],
    },
    kept('confidentialName', 'respondent', 'name'),
    kept('confidentialEmail', 'respondent', 'email'),
    kept('confidentialOrganisation', 'respondent', 'organisation'),
    kept('confidentialText', 'response_answer', 'text'),
  ];
}

/** Whether a marker stands in a text. */
export function standsIn(text: string, { value, number }: Marker): boolean {
  return number === true ? numberStands(value, text) : text.includes(value);
}

/** Every marker. A new field of the secret proposal, or of what people do with it, is a line here. */
export function markersOf(world: World): Marker[] {
  const { proposals, reference, file, ballot, meeting, earlierBallot, committeeBallot, decision, review, responses } =
    world;
  const { suggestion, openGroup } = world;
  const [page, asked] = [paths.proposal(proposals.secret), paths.proposal(proposals.dispensation)];
  const thread = paths.changeRequest(proposals.secret, world.request);
  const panel = paths.panel('digital');
  const [vote, agenda, version] = [paths.ballot(ballot), paths.meeting(meeting), `${page}/versions/2`];
  const [first = '', second = ''] = responses.map((text) => `${paths.moderation()}/${text}`);
  const ofProposal = (name: keyof typeof planted): Marker =>
    mark(name, entitled, ['author', version], ['waiter', version], ['ada', version]);
  return [
    {
      name: 'id',
      value: proposals.secret,
      found: [['ada', `${paths.audit()}.csv`]],
      seenBy: entitled,
      but: [
        { who: readers, on: new RegExp(proposals.secret), why: 'who asks for an address knows what stands in it' },
        invitedPeer,
      ],
    },
    { ...mark('title', entitled, ['author', page], ['waiter', panel]), but: [invitedPeer] },
    {
      name: 'reference',
      value: reference,
      found: [
        ['author', page],
        ['waiter', panel],
      ],
      seenBy: entitled,
      but: [invitedPeer],
    },
    { ...mark('author', entitled, ['ada', paths.people()]), but: [peopleAndGroups] },
    { ...mark('group', entitled, ['author', paths.proposals()], ['ada', paths.proposals()]), but: [peopleAndGroups] },
    { ...mark('employer', entitled, ['author', version]), but: [peopleAndGroups] },
    ...(['profile', 'jobTitle', 'duty', 'explanation', 'evidence', 'fileName', 'matchReason'] as const).map(ofProposal),
    mark('fileContent', entitled, ['author', file], ['waiter', file]),
    mark('changeRequest', entitled, ['author', page]),
    mark('threadAnswer', entitled, ['author', thread], ['waiter', page]),
    mark('threadRuling', entitled, ['author', thread], ['waiter', page]),
    ...ofPeers(world),
    mark('waived', earlierPanel, ['waiter', paths.proposal(proposals.decided)]),
    ...(['draft', 'ksb', 'keyword'] as const).map((name, at) =>
      mark(
        name,
        ['stranger', 'ada', 'everything'],
        ['stranger', paths.proposalPart(proposals.draft, draftParts[at] ?? '')],
      ),
    ),
    ...(['instead', 'dispensationWhy'] as const).map((name) =>
      mark(name, [...earlierPanel, 'everything', 'stranger'], ['stranger', asked], ['waiter', asked]),
    ),
    mark('voteReason', [], ['voter', vote]),
    mark('voteCondition', [], ['voter', vote]),
    kept('interest', 'interest_declaration', 'details'),
    mark('paperNote', ['waiter', 'ada'], ['waiter', agenda]),
    mark('minutes', ['waiter', 'ada'], ['secretary', agenda], ['waiter', agenda]),
    mark('outcome', ['waiter', 'ada'], ['secretary', agenda]),
    kept('notedRecusal', 'meeting_recusal', 'reason'),
    mark('ruling', ['waiter', 'ada', 'confirmed'], ['lead', paths.recusals('digital')]),
    mark('lateReason', earlierPanel, ['waiter', paths.ballot(earlierBallot)]),
    mark('committeeReason', ['reviewing', 'ada'], ['reviewing', paths.ballot(committeeBallot)]),
    kept('earlierInterest', 'interest_declaration', 'details'),
    mark('conditionEvidence', ['stranger', 'ada'], ['stranger', paths.decisionConditions(decision)]),
    mark('reviewStatement', ['stranger', 'ada', 'everything'], ['stranger', paths.review(review)]),
    mark('reviewAdvice', ['stranger', 'ada', 'everything'], ['ada', paths.review(review)]),
    ...ofAnswers(world),
    mark('originalText', [], ['mo', first]),
    mark('moderation', ['ada', 'everything'], ['mo', first]),
    mark('unpublishedText', [], ['mo', second]),
    kept('respondent', 'respondent', 'name'),
    kept('respondentEmail', 'respondent', 'email'),
    mark('revision', ['ada', 'everything'], ['ada', paths.revisions()]),
    mark('suggester', ['ada', 'everything'], ['officer', paths.suggestion(suggestion)]),
    mark('lookedFor', ['ada', 'everything'], ['officer', paths.unfound()], ['officer', paths.unfoundFile()]),
    { ...mark('lookedForByFew', []), counted: true },
    {
      ...mark('invited', ['stranger', 'ada', 'everything'], ['stranger', paths.trailblazer(openGroup)]),
      but: [bearer],
    },
  ];
}
