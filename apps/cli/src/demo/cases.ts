import type { ProposalContent } from '@app/proposals';
import type { INestApplicationContext } from '@nestjs/common';
import { planDemoCycles } from './cycles';
import { playConsultations } from './consultations';
import { formDemoGroup, playInterest } from './groups';
import { playConditions, playReview } from './decisions';
import { invitedOccupations } from './invitations';
import { holdMeeting, planMeetings } from './meetings';
import { progressionTitle, publications, revisionsOfToday, takeAgreed } from './revisions';
import { playDispensation, playKinds } from './kinds';
import { playPeerReview } from './peer-review';
import { playRecusal } from './recusals';
import { committee, panelOf, Stage } from './stage';
import { playSuggestions } from './suggestions';

/** Plays the demo cases over the days before today: a proposal in each stage, ballots, revisions, three editions. */
export async function playDemoCases(app: INestApplicationContext, say: (line: string) => void): Promise<void> {
  const stage = new Stage(app, await formDemoGroup(app));
  await planDemoCycles(stage);
  say('  proposals that are on the map, agreed, refused');
  const refused = await firstWeeks(stage);
  say('  map revisions');
  await publications(stage);
  say('  proposals on their way, ballots');
  await recentCases(stage, say);
  say('  conditions, a procedural review');
  await playConditions(stage);
  await playReview(stage, refused);
  await routeBallots(stage);
  await playRecusal(stage);
  say('  map revisions in each state');
  await revisionsOfToday(stage);
  await planMeetings(stage);
  say('  a standard, changes, an option, a retirement');
  await playKinds(stage);
  say('  a peer review');
  await playPeerReview(stage);
}

/** What the Digital panel has on its agenda beside the proposals: two dates, and a change of its map. */
const digitalBusiness = [
  {
    title: 'The dates of the meetings next year',
    note: 'For a first exchange of views.',
    text: 'The panel agreed the dates.',
  },
  {
    title: progressionTitle,
    note: 'Two employers described how their data technicians move on.',
    text: 'The panel agreed that its map shows progression from Data technician to Data engineer: people go this way.',
    agreed: true as const,
  },
];

async function firstWeeks(stage: Stage): Promise<string> {
  await stage.pass(1);
  await stage.agreed(stage.invented('drone-maintenance-technician'));
  await stage.pass(2);
  const refused = await stage.accepted(stage.invented('data-assurance-officer', { title: 'Spreadsheet checker' }));
  await stage.decided(
    refused,
    'digital',
    panelOf('digital'),
    'reject',
    'It is part of an occupation that is on the map.',
  );
  await stage.withdrawn(stage.invented('green-roof-installer', { title: 'Moss wall installer' }));
  await playDispensation(stage);
  await stage.pass(2);
  return refused;
}

async function recentCases(stage: Stage, say: (line: string) => void): Promise<void> {
  await stage.scheduled('Virtual ward practitioner joins the map', 70, (id) => takeAgreed(stage, id));
  await stage.agreed(stage.invented('green-roof-installer'));
  await stage.pass(3);
  const blank = stage.invented('vertical-farm-technician', { title: 'Seed bank technician' });
  await stage.drafted({ ...blank, duties: blank.duties.slice(0, 2) }, 'employer');
  await stage.returned(stage.invented('data-assurance-officer'));
  await stage.submitted(stage.invented('vertical-farm-technician', { title: 'Hydroponics technician' }));
  const recommended = await stage.recommended(
    stage.invented('data-assurance-officer', { title: 'Model risk analyst' }),
  );
  await stage.ballot(recommended, 'committee', committee[0], 60);
  const withCommittee = await stage.recommended(
    stage.invented('green-roof-installer', { title: 'Rainwater systems installer', level: 3 }),
  );
  const missingOne = await stage.accepted(stage.invented('conversation-designer'));
  const ballot = await stage.ballot(missingOne, 'digital', 'chair.digital', 60);
  await stage.vote(ballot, panelOf('digital').slice(0, 3), 'approve', 'We see this job in every large service.');
  await stage.accepted(stage.invented('conversation-designer', { title: 'Prompt librarian' }));
  say('  consultations');
  await playConsultations(stage, withCommittee, missingOne);
  await playSuggestions(stage);
  await playInterest(stage);
  await stage.pass(1);
  say('  meetings of panels');
  await holdMeeting(stage, 'digital', digitalBusiness);
}

/** An open ballot for each route, so that every chair and member has something to do. */
async function routeBallots(stage: Stage): Promise<void> {
  const proposals: ProposalContent[] = [
    ...[
      'vertical-farm-technician',
      'drone-maintenance-technician',
      'virtual-ward-practitioner',
      'green-roof-installer',
    ].map((key) => stage.invented(key, { title: furtherTitles[key] ?? key })),
    stage.invented('conversation-designer', { title: 'Voice service tester' }),
    ...Object.entries(invitedOccupations).map(([route, { title, level, work }]) =>
      generic(stage, route, title, level, work),
    ),
  ];
  for (const content of proposals) {
    const id = await stage.accepted(content);
    await stage.ballot(id, content.route ?? '', `chair.${content.route}`, 60);
  }
  await stage.settle();
}

const furtherTitles: Readonly<Record<string, string>> = {
  'vertical-farm-technician': 'Vertical farm technician',
  'drone-maintenance-technician': 'Underwater drone technician',
  'virtual-ward-practitioner': 'Remote monitoring practitioner',
  'green-roof-installer': 'Living wall installer',
};

/** A short, plainly invented proposal in the shape of a complete one. */
function generic(stage: Stage, route: string, title: string, level: number, work: string): ProposalContent {
  const base = stage.invented('conversation-designer');
  return {
    ...base,
    route,
    title,
    level,
    profile: `A ${title.toLowerCase()} ${work}. This proposal is invented for the demonstration.`,
    typicalJobTitles: [title, `Senior ${title.toLowerCase()}`],
    duties: [
      { code: 'D1', text: 'Plan the work with those who asked for it', ksbs: ['K1', 'S1', 'B1'] },
      { code: 'D2', text: `Do the work: a ${title.toLowerCase()} ${work}`, ksbs: ['K2', 'S2'] },
      { code: 'D3', text: 'Check the result, and keep the records', ksbs: ['K3', 'S3', 'B2'] },
    ],
    ksbs: [
      { code: 'K1', kind: 'knowledge', text: 'Who is concerned by the work, and what they need' },
      { code: 'K2', kind: 'knowledge', text: 'The methods, materials and limits of the trade' },
      { code: 'K3', kind: 'knowledge', text: 'The law, safety and records that the work asks for' },
      { code: 'S1', kind: 'skill', text: 'Listen, question and agree a plan' },
      { code: 'S2', kind: 'skill', text: 'Carry out the work safely and to the standard' },
      { code: 'S3', kind: 'skill', text: 'Find and put right what went wrong' },
      { code: 'B1', kind: 'behaviour', text: 'Treats people with respect' },
      { code: 'B2', kind: 'behaviour', text: 'Owns up to mistakes' },
    ],
  };
}
