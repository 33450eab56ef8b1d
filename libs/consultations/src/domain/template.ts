import type { Block, ConsultationForm } from './form';
import type { Question } from './question';

/** What a consultation is prepared from. */
export const templateKeys = ['proposal', 'retirement', 'standards', 'map', 'blank'] as const;
export type TemplateKey = (typeof templateKeys)[number];

/** What it is asked about, and for how many weeks at least; the source of a number stands beside it. */
type Template = {
  name: string;
  purpose: string;
  leastWeeks: number;
  form: ConsultationForm;
};

const comments: Question = {
  key: 'anything-else',
  kind: 'long-text',
  text: 'Is there anything else we should know?',
  help: 'Name no other person.',
  required: false,
};

const agree = (text: string): Question => ({
  key: 'agree',
  kind: 'single',
  text,
  required: true,
  options: [
    { key: 'agree', text: 'Agree' },
    { key: 'disagree', text: 'Do not agree' },
  ],
  doNotKnow: true,
});

const reason: Question = {
  key: 'comments',
  kind: 'long-text',
  text: 'Why?',
  help: 'Tell us what you see at work. Name no other person.',
  required: false,
  followsUp: true,
};

/** The one question that every consultation asked until it had a form of its own (migration 0052 stores it as version 1). */
export const formOfOneQuestion: ConsultationForm = {
  sections: [
    {
      title: 'Your answer',
      questions: [agree('Do you agree with what is proposed?'), { ...reason, text: 'Your comments' }],
    },
  ],
};

const proposal: ConsultationForm = {
  sections: [
    {
      title: 'The proposal',
      questions: [
        agree('Do you agree with what is proposed?'),
        {
          ...reason,
          key: 'why-not',
          text: 'Why do you not agree?',
          required: true,
          shownIf: { question: 'agree', oneOf: ['disagree'] },
        },
        { ...reason, key: 'comments', text: 'What else should we know about it?' },
        {
          key: 'recognised',
          kind: 'single',
          text: 'Do you recognise this occupation in your work?',
          required: false,
          options: [
            { key: 'as-described', text: 'Yes, as it is described' },
            { key: 'otherwise', text: 'Yes, but it is done otherwise' },
            { key: 'no', text: 'No' },
          ],
          doNotKnow: true,
        },
        {
          key: 'taken-on',
          kind: 'number',
          text: 'How many people in this occupation have you taken on in the last 12 months?',
          required: false,
          shownIf: { question: 'about', oneOf: ['employer'] },
        },
      ],
    },
    { title: 'Anything else', questions: [comments] },
  ],
};

const retirement: ConsultationForm = {
  sections: [
    {
      title: 'The retirement',
      questions: [
        agree('Do you agree that this occupation leaves the map?'),
        {
          ...reason,
          key: 'why-not',
          text: 'Why do you not agree?',
          required: true,
          shownIf: { question: 'agree', oneOf: ['disagree'] },
        },
        {
          key: 'affected',
          kind: 'several',
          text: 'Whom would it affect?',
          required: false,
          options: [
            { key: 'employers', text: 'Employers who take people on' },
            { key: 'learners', text: 'People who learn it now' },
            { key: 'providers', text: 'Colleges and training providers' },
            { key: 'nobody', text: 'Nobody that we know of' },
          ],
          doNotKnow: true,
        },
        { key: 'instead', kind: 'map-pick', text: 'Which occupations do people go into instead?', required: false },
      ],
    },
    { title: 'Anything else', questions: [comments] },
  ],
};

const standards: ConsultationForm = {
  sections: [
    {
      title: 'The occupations',
      questions: [
        {
          key: 'become',
          kind: 'single',
          text: 'What should become of each of these occupations?',
          required: true,
          forEach: true,
          why: true,
          options: [
            { key: 'keep', text: 'Keep', hint: 'as it stands' },
            { key: 'revise', text: 'Revise', hint: 'change what it says' },
            { key: 'merge', text: 'Merge', hint: 'make it one with another' },
            { key: 'split', text: 'Split', hint: 'it is several occupations' },
            { key: 'retire', text: 'Retire', hint: 'take it off the map' },
            { key: 'retitle', text: 'Retitle', hint: 'its name is wrong' },
            { key: 'level', text: 'Change its level' },
          ],
          doNotKnow: true,
        },
        {
          key: 'what-to-revise',
          kind: 'several',
          text: 'What should change?',
          required: true,
          forEach: true,
          followsUp: true,
          shownIf: { question: 'become', oneOf: ['revise'] },
          options: [
            { key: 'duties', text: 'Duties' },
            { key: 'ksbs', text: 'Knowledge, skills or behaviours' },
            { key: 'profile', text: 'What it says about the work' },
            { key: 'steps', text: 'Steps on the ladder' },
          ],
        },
        {
          key: 'merge-with',
          kind: 'map-pick',
          text: 'Merge with which?',
          required: true,
          forEach: true,
          followsUp: true,
          shownIf: { question: 'become', oneOf: ['merge'] },
        },
        {
          key: 'new-title',
          kind: 'short-text',
          text: 'What should it be called?',
          required: false,
          forEach: true,
          followsUp: true,
          shownIf: { question: 'become', oneOf: ['retitle'] },
        },
        {
          key: 'new-level',
          kind: 'scale',
          text: 'Which level is right?',
          required: true,
          forEach: true,
          followsUp: true,
          shownIf: { question: 'become', oneOf: ['level'] },
          options: [2, 3, 4, 5, 6, 7].map((level) => ({ key: String(level), text: `Level ${level}` })),
        },
        {
          key: 'taken-on',
          kind: 'number',
          text: 'How many people in these jobs have you taken on in the last 12 months?',
          required: false,
          forEach: true,
          shownIf: { question: 'about', oneOf: ['employer'] },
        },
      ],
    },
    { title: 'Anything else', questions: [comments] },
  ],
};

const map: ConsultationForm = {
  sections: [
    {
      title: 'The map',
      questions: [
        {
          key: 'wrong',
          kind: 'several',
          text: 'Is anything missing, doubled or misplaced?',
          required: true,
          options: [
            { key: 'missing', text: 'An occupation is missing' },
            { key: 'doubled', text: 'Two occupations are one' },
            { key: 'misplaced', text: 'An occupation stands in the wrong place' },
            { key: 'nothing', text: 'Nothing' },
          ],
          doNotKnow: true,
        },
        {
          key: 'missing',
          kind: 'long-text',
          text: 'What is missing?',
          required: true,
          followsUp: true,
          shownIf: { question: 'wrong', oneOf: ['missing'] },
        },
        {
          key: 'doubled',
          kind: 'map-pick',
          text: 'Which occupations are one?',
          required: true,
          followsUp: true,
          shownIf: { question: 'wrong', oneOf: ['doubled'] },
        },
        {
          key: 'misplaced',
          kind: 'map-pick',
          text: 'Which occupations are misplaced?',
          required: true,
          followsUp: true,
          shownIf: { question: 'wrong', oneOf: ['misplaced'] },
        },
        {
          key: 'steps',
          kind: 'long-text',
          text: 'Which steps between these jobs are missing or wrong?',
          required: false,
        },
        {
          key: 'demand',
          kind: 'ranking',
          text: 'Where are people needed most, in your view?',
          help: 'Give the most needed level the first place.',
          required: false,
          options: [
            { key: 'technical', text: 'Levels 2 and 3' },
            { key: 'higher-technical', text: 'Levels 4 and 5' },
            { key: 'professional', text: 'Levels 6 and 7' },
          ],
        },
      ],
    },
    { title: 'Anything else', questions: [comments] },
  ],
};

/** All templates. The least for a retirement is the Institute's (`domain.md`, section 2); the others are settings of ours. */
export const templates: Readonly<Record<TemplateKey, Template>> = {
  proposal: {
    name: 'A proposal',
    purpose: 'Whether a proposed occupation is recognised, and what is missing',
    leastWeeks: 2,
    form: proposal,
  },
  retirement: {
    name: 'A retirement',
    purpose: 'Whether an occupation can leave the map, and whom that affects',
    leastWeeks: 4,
    form: retirement,
  },
  standards: {
    name: 'Route review, by standard',
    purpose: 'What should become of each of several occupations',
    leastWeeks: 6,
    form: standards,
  },
  map: {
    name: 'Route review, the map',
    purpose: 'What is missing, doubled or misplaced on a map',
    leastWeeks: 6,
    form: map,
  },
  blank: {
    name: 'Questions of your own',
    purpose: 'Whatever you ask',
    leastWeeks: 2,
    form: { sections: [{ title: 'Questions', questions: [comments] }] },
  },
};

/** The words for several occupations in one block question, for lists. */
export function namesOf(blocks: readonly Block[]): string {
  const titles = blocks.map(({ title }) => title);
  const last = titles.at(-1) ?? '';
  return titles.length < 2 ? last : `${titles.slice(0, -1).join(', ')} and ${last}`;
}
