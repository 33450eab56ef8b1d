import { Alignments } from '@app/alignment';
import { londonDate } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { Db } from '@app/platform';
import {
  type CloseMatches,
  type Enclosed,
  employersCounted,
  Enclosures,
  Likeness,
  type Proposal,
  type SubmittedContent,
  type Gap,
  submissionGaps,
  textOfProposal,
  unanswered,
} from '@app/proposals';
import { Injectable } from '@nestjs/common';
import { fitView } from './fit.view';

/** What a draft still lacks, and what was looked at to say so. */
export type Ready = Enclosed & { gaps: Gap[] };

/** What stands between a draft and its submission, and where it fits on the maps as they are now. */
@Injectable()
export class Readiness {
  constructor(
    private readonly db: Db,
    private readonly enclosures: Enclosures,
    private readonly likeness: Likeness,
    private readonly alignments: Alignments,
    private readonly maps: MapReader,
  ) {}

  /** What the submission would be refused for now. */
  async of(proposal: Proposal): Promise<Ready> {
    const enclosed = await this.enclosures.of(this.db.read(), proposal);
    const matches = await this.enclosures.matches(proposal);
    const today = londonDate(await this.db.read().now());
    const gaps = submissionGaps(proposal, employersCounted(enclosed), matches?.found, today);
    return { ...enclosed, matches, gaps };
  }

  /** The close matches on the edition that stands now which a submitted version has no answer to. */
  async foundSince(proposal: Proposal, submitted: SubmittedContent): Promise<CloseMatches | null> {
    const now = await this.likeness.closeTo(proposal);
    return now && { edition: now.edition, found: unanswered(submitted, now.found) };
  }

  /** The routes, the unit groups of SOC 2020 and the occupations that it is most like; null before the first edition. */
  async fit(proposal: Proposal) {
    const [map, read] = [await this.maps.current(), await this.alignments.read(textOfProposal(proposal.content))];
    const like = await this.likeness.similarTo(proposal);
    return map && read && like && fitView(map, proposal, { ...read, similar: like.similar });
  }
}
