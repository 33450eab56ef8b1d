import { fieldOf } from '@app/occupational-map';
import {
  affectedTexts,
  describedParts,
  fieldsOf,
  kindsOfRequest,
  type PartOfOccupation,
  partsOfOccupations,
  periodInWords,
  type RequestKind,
  requirements,
  retirementTriggers,
  saidIn,
  type SubmittedContent,
} from '@app/proposals';
import { type Proposed, proposedShape } from './domain/proposed';

type Section = Proposed['sections'][number];

/** What the public reads of a request: what it says about the occupation, nothing about who works on it. */
export function proposedOf(kind: RequestKind, content: SubmittedContent): Proposed {
  const asked = fieldsOf(kind, content);
  const sections: readonly (Section & { field: string })[] = [
    ...retirement(content),
    ...dispensation(content),
    { field: 'grounds', heading: 'Why', paragraphs: [content.grounds.explanation], items: [] },
    ...profile(content),
    {
      field: 'duties',
      heading: 'Duties',
      paragraphs: [],
      items: content.duties.map(({ code, text }) => `${code} ${text}`),
    },
    ...statements(content),
    ...requirements.map(({ key, text }) => ({
      field: `requirement-${key}`,
      heading: text,
      paragraphs: [content.requirements[key].explanation],
      items: [],
    })),
  ];
  return proposedShape.parse({
    title: content.title,
    facts: [
      ...(kind === 'occupation' ? [] : [{ name: 'What is proposed', value: kindsOfRequest[kind].name }]),
      { name: 'Route', value: content.route ?? '' },
      { name: 'Level', value: String(content.level ?? '') },
      { name: 'Typical job titles', value: content.typicalJobTitles.join(', ') },
    ],
    sections: sections.filter(({ field }) => asked.includes(field)),
  });
}

/** What describes the occupation in prose. */
function profile(content: SubmittedContent): (Section & { field: string })[] {
  return describedParts.flatMap((field) => {
    const { of, text }: PartOfOccupation = partsOfOccupations[field];
    const said = saidIn(field, content);
    const isProse = of !== null && fieldOf(of).text?.kind === 'prose';
    return isProse && said !== '' ? [{ field, heading: text, paragraphs: [said], items: [] }] : [];
  });
}

function statements({ ksbs }: SubmittedContent): (Section & { field: string })[] {
  const headings = { knowledge: 'Knowledge', skill: 'Skills', behaviour: 'Behaviours' } as const;
  return Object.entries(headings).map(([kind, heading]) => ({
    field: 'ksbs',
    heading,
    paragraphs: [],
    items: ksbs.filter((ksb) => ksb.kind === kind).map(({ code, text }) => `${code} ${text}`),
  }));
}

function dispensation(content: SubmittedContent): (Section & { field: string })[] {
  const { affected, instead, period } = content;
  const when = period === null ? [] : [`${periodInWords(period)}.`];
  const parts = affectedTexts(affected, content);
  return [
    { field: 'affected', heading: 'Parts of the standard that are affected', paragraphs: [], items: parts },
    { field: 'instead', heading: 'What is allowed instead', paragraphs: [instead], items: [] },
    { field: 'period', heading: 'First and last day', paragraphs: when, items: [] },
  ];
}

function retirement({ triggers, successor }: SubmittedContent): (Section & { field: string })[] {
  const items = retirementTriggers.filter(({ key }) => triggers.includes(key)).map(({ text }) => text);
  const follows = successor === null || successor === 'none' ? 'No occupation follows.' : `${successor} follows.`;
  return [
    { field: 'triggers', heading: 'What the retirement is raised for', paragraphs: [], items },
    { field: 'successor', heading: 'What follows', paragraphs: [follows], items: [] },
  ];
}
