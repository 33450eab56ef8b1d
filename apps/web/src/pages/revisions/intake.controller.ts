import { type Actor, NotFound, paths, refuse, shortText } from '@app/kernel';
import { EditionStore, type Placement } from '@app/occupational-map';
import { Db } from '@app/platform';
import {
  kindsOfRequest,
  ProposalQueries,
  type ProposalRow,
  type RequestKind,
  type SubmittedContent,
} from '@app/proposals';
import { asksForPlace, RevisionDrafting, RevisionQueries } from '@app/revisions';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';
import { idOf, key } from '../../http/fields';
import { placementOf, placesOn } from './places';

const intake = z.object({
  key,
  revision: z.union([z.uuid(), z.literal('new')], { error: 'Choose a map revision' }),
  place: shortText().default(''),
});

/** The kinds that change a map: a dispensation goes into no revision. */
type OntoTheMap = Exclude<RequestKind, 'dispensation'>;

/** What a new revision is called that is begun for one agreed request. */
const verbs: Readonly<Record<OntoTheMap, string>> = {
  occupation: 'Add',
  standard: 'Approve the standard of',
  change: 'Change',
  option: 'Change the options:',
  retirement: 'Retire',
};

const decided: readonly string[] = ['agreed', 'in-revision', 'on-map'];
type Agreed = ProposalRow & { kind: OntoTheMap; content: SubmittedContent };

/** The way of an agreed request into a map revision. */
@Controller('admin/revisions/proposals/:proposal')
@Can('revision.edit')
export class IntakeController {
  constructor(
    private readonly db: Db,
    private readonly drafting: RevisionDrafting,
    private readonly queries: RevisionQueries,
    private readonly proposals: ProposalQueries,
    private readonly editions: EditionStore,
  ) {}

  @Get()
  async form(@CurrentActor() actor: Actor, @Param('proposal') proposal: string): Promise<Answer> {
    const [draft] = await this.queries.drafts();
    return this.show(
      actor,
      idOf(proposal, 'This proposal'),
      Form.first(intake).beginning({ revision: draft?.id ?? 'new' }),
    );
  }

  @Post()
  async add(@CurrentActor() actor: Actor, @Param('proposal') proposal: string, @Body() body: unknown): Promise<Answer> {
    const proposalId = idOf(proposal, 'This proposal');
    return answer(
      body,
      intake,
      async ({ key, revision, place }) => {
        const agreed = await this.agreed(actor, proposalId);
        const placement = await this.placement(agreed, place);
        const begun = { id: key, kind: 'day-to-day' as const, ...beginnings(agreed) };
        const chosen = revision === 'new' ? begun : revision;
        const { id } = await this.drafting.takeProposal(actor, chosen, proposalId, placement);
        return redirect(paths.revision(id));
      },
      (form) => this.show(actor, proposalId, form),
    );
  }

  /** What was agreed, and what has become of it. @throws NotFound before that; Forbidden for who takes no part in it */
  private async agreed(actor: Actor, id: string): Promise<Agreed> {
    const reader = this.db.read();
    const { standing } = await this.proposals.proposal(actor, id);
    if (!decided.includes(standing)) throw new NotFound('This agreed proposal');
    const { kind, ...row } = await this.proposals.summary(reader, id);
    if (kind === 'dispensation') throw new NotFound('This agreed proposal');
    const version = await this.proposals.latestVersion(reader, id);
    if (version === null) throw new NotFound('This proposal');
    return { ...row, kind, content: version.content };
  }

  private async placement(agreed: Agreed, place: string): Promise<Pick<Placement, 'pathway' | 'cluster'>> {
    if (!asksForPlace(agreed)) return { pathway: null, cluster: null };
    if (place === '') refuse('Choose a place on the map', 'place');
    return placementOf(await this.editions.liveState(this.db.read()), place);
  }

  private async show(actor: Actor, id: string, form: Form): Promise<Answer> {
    const reader = this.db.read();
    const proposal = await this.agreed(actor, id);
    const state = await this.editions.liveState(reader);
    const drafts = (await this.queries.drafts(reader)).map(({ id: value, no, title }) => ({
      value,
      text: `${no}: ${title}`,
    }));
    return page('revisions/proposal', {
      title: `Put ${proposal.reference} into a map revision`,
      form,
      proposal,
      effect: kindsOfRequest[proposal.kind].effect,
      drafts: [...drafts, { value: 'new', text: 'A new map revision' }],
      places: asksForPlace(proposal) ? placesOn(state, proposal.route ?? '', proposal.level) : null,
    });
  }
}

function beginnings({ kind, title }: Agreed): { title: string; note: string } {
  const note =
    kind === 'occupation'
      ? `${title} is added, as the committee decided.`
      : `${title}: ${inSentence(kind)}, as agreed.`;
  return { title: `${verbs[kind]} ${title}`.slice(0, 200), note };
}

function inSentence(kind: RequestKind): string {
  const { effect } = kindsOfRequest[kind];
  return effect.charAt(0).toLowerCase() + effect.slice(1);
}
