import { Alignments, type OccupationText } from '@app/alignment';
import { type Actor, NotFound, paths } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { type ProposalContent, ProposalQueries } from '@app/proposals';
import { Controller, Get, Param } from '@nestjs/common';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page } from '../../http/answers';

/** Where a proposed occupation fits best: read from its text, for officers. It proposes; people decide. */
@Controller('proposals/:id/alignment')
export class AlignmentController {
  constructor(
    private readonly alignments: Alignments,
    private readonly queries: ProposalQueries,
    private readonly maps: MapReader,
  ) {}

  @Get()
  @Can('proposal.check')
  async show(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    const { content, reference } = await this.queries.proposal(actor, id);
    const map = await this.maps.current();
    const read = await this.alignments.read(textOfProposal(content));
    if (map === null || read === null) throw new NotFound('The map');
    const routes = read.routes.ranked.slice(0, 3).map(({ label, evidence }) => ({
      name: map.route(label)?.name ?? label,
      href: paths.map(label),
      proposed: label === content.route,
      like: evidence.flatMap(({ key, shared }) => {
        const found = map.occupation(key)?.occupation;
        return found ? [{ title: found.title, href: paths.occupation(key), shared: shared.join(', ') }] : [];
      }),
    }));
    return page('proposals/alignment', {
      title: `Where ${content.title || reference} fits`,
      id,
      reference,
      routes,
      sure: read.routes.sure,
      soc: read.soc,
    });
  }
}

/** What a proposal says so far; a level that is not chosen yet speaks for none. */
function textOfProposal({ title, profile, typicalJobTitles, level, duties, ksbs }: ProposalContent): OccupationText {
  const statements = [...duties, ...ksbs].map(({ text }) => text);
  return { title, overview: profile, typicalJobTitles, keywords: [], level: level ?? 0, statements };
}
