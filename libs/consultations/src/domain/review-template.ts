import type { ConsultationForm } from './form';
import type { Question } from './question';

/** The last question of every template. */
export const comments: Question = {
  key: 'anything-else',
  kind: 'long-text',
  text: 'Is there anything else we should know?',
  help: 'Name no other person.',
  required: false,
};

/** What should become of each of several standards: what a route review asks of them. */
export const standards: ConsultationForm = {
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

/** What is missing, doubled or misplaced on a map: what a route review asks of it. */
export const map: ConsultationForm = {
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
