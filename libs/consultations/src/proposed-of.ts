import { type ProposalContent, requirements } from '@app/proposals';
import { type Proposed, proposedShape } from './domain/proposed';

/** What the public reads of a proposal: what it says about the occupation, nothing about who works on it. */
export function proposedOf(content: ProposalContent): Proposed {
  const statements = (kind: string): string[] =>
    content.ksbs.filter((ksb) => ksb.kind === kind).map(({ code, text }) => `${code} ${text}`);
  return proposedShape.parse({
    title: content.title,
    facts: [
      { name: 'Route', value: content.route ?? '' },
      { name: 'Level', value: String(content.level ?? '') },
      { name: 'Typical job titles', value: content.typicalJobTitles.join(', ') },
    ],
    sections: [
      { heading: 'Profile', paragraphs: [content.profile], items: [] },
      { heading: 'Duties', paragraphs: [], items: content.duties.map(({ code, text }) => `${code} ${text}`) },
      { heading: 'Knowledge', paragraphs: [], items: statements('knowledge') },
      { heading: 'Skills', paragraphs: [], items: statements('skill') },
      { heading: 'Behaviours', paragraphs: [], items: statements('behaviour') },
      ...requirements.map(({ key, text }) => ({
        heading: text,
        paragraphs: [content.requirements[key].explanation],
        items: [],
      })),
    ],
  });
}
