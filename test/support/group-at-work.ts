import { type Actor, groupScope, newId } from '@app/kernel';
import { ProposalQueries, Proposals, ProposalsModule } from '@app/proposals';
import { aCompleteContent } from '@app/proposals/testing';
import { Trailblazers, TrailblazersModule } from '@app/trailblazers';
import { testContext, type TestContext } from './context';

/** A trailblazer group with its chair and one employer, its officer, and what specs of proposals do with them. */
export type GroupAtWork = {
  ctx: TestContext;
  officer: Actor & { id: string };
  chair: Actor & { id: string };
  groupId: string;
  proposals: Proposals;
  queries: ProposalQueries;
  /** A complete draft, in its second version. @returns its id */
  drafted: () => Promise<string>;
  /** A complete draft, submitted. @returns its id */
  submitted: () => Promise<string>;
};

/** Boots the libs of proposals on a fresh database with such a group. `ctx.close` in `afterAll`. */
export async function aGroupAtWork(): Promise<GroupAtWork> {
  const ctx = await testContext([TrailblazersModule, ProposalsModule]);
  const [proposals, trailblazers] = [ctx.module.get(Proposals), ctx.module.get(Trailblazers)];
  const officer = await ctx.person('Officer', { role: 'product-manager' });
  const groupId = await trailblazers.form(officer, { name: 'Accessibility', remit: 'Digital' });
  const acme = { name: 'Acme', size: 'small', sector: 'Digital', region: 'Leeds' } as const;
  await trailblazers.addEmployer(officer, groupId, acme);
  const chair = await ctx.person('Chair', { role: 'group-chair', scope: groupScope(groupId) });
  const drafted = async (): Promise<string> => {
    const id = await proposals.start(chair, groupId, newId());
    await proposals.amend(chair, id, 1, { part: 'everything', change: () => aCompleteContent() });
    return id;
  };
  const submitted = async (): Promise<string> => {
    const id = await drafted();
    await proposals.submit(chair, id, 2, newId());
    return id;
  };
  return { ctx, officer, chair, groupId, proposals, queries: ctx.module.get(ProposalQueries), drafted, submitted };
}
