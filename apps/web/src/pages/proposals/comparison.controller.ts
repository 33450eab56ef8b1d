import { type Actor, NotFound, paths, permit, shortText } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { Db } from '@app/platform';
import {
  type ContentAndBeside,
  Enclosures,
  type Proposal,
  proposalPolicy,
  ProposalQueries,
  type ProposalState,
} from '@app/proposals';
import { Controller, Get, Param } from '@nestjs/common';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Asked, type AskedOf, notOnList } from '../../http/asked';
import { comparisonView, versionName } from './comparison.view';
import { isEditable } from './proposal.view';

const side = shortText().regex(/^(draft|[1-9]\d{0,5})$/, 'Choose a version, or the draft');
const filters = { from: side, to: side };
type Sides = { id: string; from: string; to: string };

/** Two versions of a proposal beside each other, or a version and the draft: what was taken out and what is new. */
@Controller('proposals/:id')
@Can('proposal.see')
export class ComparisonController {
  constructor(
    private readonly db: Db,
    private readonly queries: ProposalQueries,
    private readonly enclosures: Enclosures,
    private readonly maps: MapReader,
  ) {}

  /** The form that chooses two versions leads to their page. */
  @Get('compare')
  choose(@Param('id') id: string, @Asked(filters) { from, to }: AskedOf<typeof filters>): Answer {
    if (from === null || to === null) return notOnList(from === null ? 'from' : 'to', 'Choose a version, or the draft');
    return redirect(paths.proposalComparison(id, from, to));
  }

  @Get('versions/:from/compare/:to')
  async compare(@CurrentActor() actor: Actor, @Param() { id, from, to }: Sides): Promise<Answer> {
    const proposal = await this.queries.proposal(actor, id);
    const versions = await this.queries.versions(this.db.read(), id);
    const contents = new Map<string, ContentAndBeside>(versions.map(({ no, content }) => [String(no), content]));
    if ([from, to].includes('draft')) contents.set('draft', await this.draft(actor, proposal));
    const [before, after] = [contents.get(from), contents.get(to)];
    if (before === undefined || after === undefined) throw new NotFound('This version');
    const routes = (await this.maps.current())?.routes ?? [];
    return page('proposals/comparison', {
      title: `What changed from ${versionName(from)} to ${versionName(to)}`,
      proposal,
      from,
      to,
      choices: this.choices(actor, proposal, versions),
      ...comparisonView(proposal.kind, before, after, routes),
    });
  }

  /** The draft is the group's own. @throws Forbidden */
  private async draft(actor: Actor, proposal: Proposal): Promise<ContentAndBeside> {
    permit(proposalPolicy, actor, 'amend', proposal);
    return { ...proposal.content, ...(await this.enclosures.of(this.db.read(), proposal)) };
  }

  private choices(actor: Actor, proposal: Proposal & { standing: ProposalState }, versions: readonly { no: number }[]) {
    const draft = isEditable(actor, proposal);
    const submitted = versions.map(({ no }) => String(no)).reverse();
    return [...submitted, ...(draft ? ['draft'] : [])].map((value) => {
      const text = versionName(value);
      return { value, text: `${text.charAt(0).toUpperCase()}${text.slice(1)}` };
    });
  }
}
