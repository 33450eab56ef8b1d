import { DecisionQueries } from '@app/decisions';
import { type Actor, Forbidden, paths } from '@app/kernel';
import { BallotQueries } from '@app/panels';
import { kindsOfRequest, ProposalQueries, requirements } from '@app/proposals';
import { Injectable } from '@nestjs/common';
import { type Answer, page, redirect } from '../../http/answers';
import { Form } from '../../http/forms';
import { idOf } from '../../http/fields';
import { type FileGroup, filesByPurpose } from '../proposals/files.view';
import { mostConditions } from './panels.form';
import { ballotView } from './panels.view';

export type BallotPart = 'interest' | 'vote' | 'defer' | 'close' | 'end' | 'casting-vote' | 'reasons';
export type BallotView = ReturnType<typeof ballotView> & { letterId: string | null };

/** Who may use the form of each part, as the page of the ballot says it. */
const open: Readonly<Record<BallotPart, (view: BallotView) => boolean>> = {
  interest: (view) => view.may.declare,
  vote: (view) => view.may.vote,
  defer: (view) => view.may.defer,
  close: (view) => view.may.close && view.standing.state !== 'closed',
  end: (view) => view.may.end,
  'casting-vote': (view) => view.may.castingVote,
  reasons: (view) => view.may.close && view.awaitsReasons,
};

/** How the title of each part's page begins. */
const titles: Readonly<Record<BallotPart, string>> = {
  interest: 'Declare your interests',
  vote: 'Vote',
  defer: 'Defer the ballot',
  close: 'Close the ballot',
  end: 'Close the ballot without an outcome',
  'casting-vote': 'Casting vote',
  reasons: 'Give the reasons',
};

/** The page of a ballot, and those of its forms. */
@Injectable()
export class BallotPages {
  constructor(
    private readonly queries: BallotQueries,
    private readonly decisions: DecisionQueries,
    private readonly proposals: ProposalQueries,
  ) {}

  /** The ballot as its templates print it, for this actor. @throws NotFound, Forbidden */
  async view(actor: Actor, id: string): Promise<BallotView> {
    const found = await this.queries.page(actor, idOf(id));
    return { ...ballotView(found), letterId: await this.decisions.ofBallot(id) };
  }

  /** The files of the version that is voted on, and the case that they are read in: null where it is closed to this actor. */
  async evidence(
    actor: Actor,
    { ballot, content }: BallotView,
  ): Promise<{ files: FileGroup[]; caseId: string | null }> {
    const open = await this.proposals.isOpenTo(actor, ballot.subjectId);
    return { files: filesByPurpose(content?.files ?? []), caseId: open ? ballot.subjectId : null };
  }

  /** A form of the ballot; who comes too early, too late or a second time is told so, and what they typed is shown. */
  async part(actor: Actor, id: string, part: BallotPart, form: Form): Promise<Answer> {
    const view = await this.view(actor, id);
    if (form.errors.length === 0) {
      if (view.step === 'declare' && part !== 'interest') return redirect(paths.ballotPart(id, 'interest'));
      if (!open[part](view)) return redirect(paths.ballot(id));
    }
    // The page repeats what the members said, so a form that is refused does not open it to anybody else.
    if (part === 'reasons' && !view.may.close) throw new Forbidden('Only who closes the ballot gives the reasons');
    const more = part === 'reasons' ? await this.reasons(view, form) : { form };
    return page(`panels/${part}`, { ...view, title: `${titles[part]}: ${view.ballot.subjectTitle}`, ...more });
  }

  /** The form for the reasons begins with the conditions that the votes, and before the committee the panel, propose. */
  private async reasons(view: BallotView, form: Form): Promise<object> {
    const { outcome } = view.standing;
    const judged = kindsOfRequest[view.request].judgedByRequirements;
    const withConditions = outcome === 'approve-with-conditions';
    const panel = view.ballot.stage === 'committee' ? await this.decisions.proposedBy(view.ballot.subjectId) : [];
    const proposed = withConditions
      ? [...new Set([...panel, ...view.proposedConditions])].slice(0, mostConditions)
      : [];
    const first = Object.fromEntries(proposed.map((text, index) => [`condition-${index + 1}`, text]));
    const places = Math.min(mostConditions, Math.max(3, proposed.length + 1));
    return {
      form: form.beginning(first),
      requirements: judged ? requirements : [],
      needsEach: outcome === 'revise' || outcome === 'reject',
      withConditions,
      places: Array.from({ length: places }, (_, index) => index + 1),
    };
  }
}
