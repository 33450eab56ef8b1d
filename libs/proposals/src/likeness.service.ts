import { Alignments, type OccupationText, type SimilarOccupation, textOf } from '@app/alignment';
import { Injectable } from '@nestjs/common';
import type { ProposalContent } from './domain/content';
import { fieldsOf, type RequestKind } from './domain/kinds';
import { closeFrom, type CloseMatches, mostMatches } from './domain/matches';
import { describedIn } from './domain/on-the-map';

type Read = { kind: RequestKind; content: ProposalContent; occupationReference: string | null };

/** Which occupations on the maps, on every route, are like what is proposed; and which are so close that an answer is due. */
@Injectable()
export class Likeness {
  constructor(private readonly alignments: Alignments) {}

  /** The most similar ones on the edition that stands now, with the statements that match; null before the first edition. */
  async similarTo({ content, occupationReference }: Read): Promise<{
    edition: number;
    similar: SimilarOccupation[];
  } | null> {
    return this.alignments.alike(textOfProposal(content), mostMatches, occupationReference);
  }

  /** Those that the proposer has to answer; null where the kind of request asks for no answers, or there is no map. */
  async closeTo(proposal: Read): Promise<CloseMatches | null> {
    if (!fieldsOf(proposal.kind, proposal.content).includes('matchAnswers')) return null;
    const read = await this.similarTo(proposal);
    return read && { edition: read.edition, found: closeOf(read.similar) };
  }
}

/** The close ones among similar occupations, the most alike first. */
function closeOf(similar: readonly SimilarOccupation[]): CloseMatches['found'] {
  return similar
    .filter(({ score }) => score >= closeFrom)
    .map(({ occupation: { reference, title }, score }) => ({ reference, title, likeness: Math.round(score * 100) }));
}

/** What a proposal says so far, read as an occupation's text; a level that is not chosen yet speaks for none. */
export function textOfProposal(content: ProposalContent): OccupationText {
  return textOf(describedIn(content));
}
