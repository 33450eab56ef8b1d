import type { ConsultationForm } from './form';
import type { Question } from './question';
import { comments, map, standards } from './review-template';

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
