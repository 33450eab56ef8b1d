import { type ConsultationOnSubject, ConsultationQueries } from '@app/consultations';
import { Db } from '@app/platform';
import {
  CarryOver,
  changeKindOf,
  changeKindWords,
  kindsOfRequest,
  type Proposal,
  type ProposalState,
  RequiredConsultation,
} from '@app/proposals';
import { Injectable } from '@nestjs/common';
import { changedLines, nameOf } from './changes.view';
import { stageLines } from './stages.view';

type Read = Proposal & { standing: ProposalState };

/** What is said about a request because of its kind: its stages, what it changes, what it waits for, what has moved. */
@Injectable()
export class RequestFacts {
  constructor(
    private readonly db: Db,
    private readonly carrying: CarryOver,
    private readonly required: RequiredConsultation,
    private readonly consultations: ConsultationQueries,
  ) {}

  /** The facts that the task list and the case both show. */
  async of(proposal: Read) {
    const { kind, basis, content, changeKind } = proposal;
    const of = kindsOfRequest[kind];
    const change = kind === 'change' && basis !== null ? (changeKind ?? changeKindOf(basis.content, content)) : null;
    return {
      of,
      change: change === null ? null : changeKindWords[change],
      changed: kind === 'change' && basis !== null ? changedLines(basis, content) : null,
      stages: stageLines({ ...proposal, changeKind: change }),
      moved: await this.moved(proposal),
    };
  }

  /** What the panel waits for, and the consultations on this request. */
  async consulted(proposal: Read): Promise<{ waitsFor: string | null; consultations: ConsultationOnSubject[] }> {
    const reader = this.db.read();
    const before = ['submitted', 'with-panel'].includes(proposal.standing);
    return {
      waitsFor: before ? await this.required.waitsFor(reader, proposal) : null,
      consultations: await this.consultations.on(reader, 'proposal', proposal.id),
    };
  }

  /** What has changed on the map since the draft was made, while that still matters. */
  private async moved(proposal: Read): Promise<{ gone: boolean; clashes: string[] } | null> {
    if (['on-map', 'in-revision', 'refused', 'withdrawn'].includes(proposal.standing)) return null;
    const moved = await this.carrying.moved(this.db.read(), proposal);
    return moved && { gone: moved.now === null, clashes: moved.clashes.map(nameOf) };
  }
}
