import { type Actor, hashOf, next, permit, refuse, refuseIf, Stale } from '@app/kernel';
import { EditionStore } from '@app/occupational-map';
import { Db, type Reader, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { carriedOver, clashes } from './domain/changes';
import type { ChangeableField } from './domain/parts';
import type { Basis, ProposalContent } from './domain/content';
import { copyOf } from './domain/on-the-map';
import { proposalCarriedOver } from './domain/events';
import { kindsOfRequest, mayBeAbout, type RequestKind } from './domain/kinds';
import { lifecycleOf, standingOf } from './domain/lifecycle';
import { proposalPolicy } from './domain/policy';
import { Proposal } from './proposal.entity';

/** Where a draft and the map went apart: what stands there now, and the fields that both have changed. */
export type Moved = { now: Basis | null; clashes: readonly ChangeableField[] };

/**
 * Drafts are copies of what stands on the map. When the map has moved on, what only one side changed is carried over;
 * where both changed the same field, people are told.
 */
@Injectable()
export class CarryOver {
  constructor(
    private readonly db: Db,
    private readonly editions: EditionStore,
  ) {}

  /** The occupation as it stands, to draft a request on. @throws Refused where a request of this kind cannot be about it */
  async basis(tx: Tx, kind: RequestKind, reference: string): Promise<Basis> {
    const basis = await this.standing(tx, kind, reference);
    return (
      basis ?? refuse(`${reference} is not what this kind of request is about: choose another occupation`, 'occupation')
    );
  }

  /** What has moved on the map since this request was drafted; null where nothing has. */
  async moved(reader: Reader, { kind, basis, content }: Drafted): Promise<Moved | null> {
    if (basis === null) return null;
    const now = await this.standing(reader, kind, basis.reference);
    if (now?.hash === basis.hash) return null;
    return { now, clashes: now === null || !edits(kind) ? [] : clashes(basis.content, content, now.content) };
  }

  /** Puts a draft that is being submitted on what stands now. @throws Refused where both sides changed the same field */
  async ontoTheMap(tx: Tx, actor: Actor, proposal: Proposal): Promise<void> {
    const moved = await this.moved(tx, proposal);
    if (moved === null) return;
    const { now, clashes: both } = moved;
    const reference = proposal.basis?.reference ?? '';
    if (now === null) {
      refuse(
        `${reference} is no longer on the map as it was: ${kindsOfRequest[proposal.kind].inWords} cannot be about it`,
      );
    }
    refuseIf(
      both.map((field) => ({
        field,
        text: `${reference} was changed on the map since you began, in a part that you change, too. Compare both, then keep yours or change it`,
      })),
    );
    await this.carry(tx, actor, proposal, now);
  }

  /** The group has looked at both texts and keeps its own: everything else is taken from the map as it stands now. */
  async keepOurs(actor: Actor, id: string, readVersion: number): Promise<void> {
    await this.db.write(async (tx) => {
      const proposal = await tx.lock(Proposal, id);
      permit(proposalPolicy, actor, 'amend', proposal);
      next(lifecycleOf(proposal), standingOf(proposal, await tx.now()), 'amend');
      if (readVersion !== proposal.version)
        throw new Stale('Somebody else changed this proposal after you opened the page');
      const moved = await this.moved(tx, proposal);
      if (moved === null) return;
      if (moved.now === null) refuse('The occupation is no longer on the map as it was');
      await this.carry(tx, actor, proposal, moved.now);
      proposal.version += 1;
      await tx.save(proposal);
    });
  }

  private async carry(tx: Tx, actor: Actor, proposal: Proposal, now: Basis): Promise<void> {
    const before = proposal.basis ?? now;
    const content = onStanding(proposal.kind, before.content, proposal.content, now.content);
    Object.assign(proposal, { basis: now, content, route: content.route });
    const facts = { reference: proposal.reference, title: content.title, occupation: now.reference };
    await tx.record(actor, proposalCarriedOver(proposal.id, { ...facts, before: before.hash, after: now.hash }));
  }

  private async standing(reader: Reader, kind: RequestKind, reference: string): Promise<Basis | null> {
    const state = await this.editions.liveState(reader);
    const occupation = state.occupations[reference];
    if (occupation === undefined || !mayBeAbout(kind, occupation)) return null;
    const placement = state.placements[reference] ?? null;
    const hash = hashOf({ occupation, route: placement?.route ?? null });
    return { reference, hash, content: copyOf(occupation, placement) };
  }
}

type Drafted = { kind: RequestKind; basis: Basis | null; content: ProposalContent };

/** A change and a standard say anew what stands; an option, a retirement and a dispensation only begin from it. */
const edits = (kind: RequestKind): boolean => kind === 'change' || kind === 'standard';

function onStanding(
  kind: RequestKind,
  before: ProposalContent,
  mine: ProposalContent,
  now: ProposalContent,
): ProposalContent {
  if (kind === 'option') return { ...mine, level: now.level, route: now.route };
  return carriedOver(before, mine, now);
}
