import { type Actor, Forbidden, londonTime, paths, type Reason, refuseIf } from '@app/kernel';
import { Db } from '@app/platform';
import {
  type ContentChange,
  fieldsOf,
  type Proposal,
  type ProposalContent,
  ProposalQueries,
  Proposals,
} from '@app/proposals';
import { createParamDecorator, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { visitOf } from '../../http/access';
import { type Answer, page, redirect, told } from '../../http/answers';
import type { SentForm } from '../../http/form-page';
import type { Form } from '../../http/forms';
import { bothTexts, type DraftField, valuesOf } from './both-texts.view';
import { askedByField, isEditable } from './proposal.view';

/** Who is on a page of which draft, and where saving leads: back to the answers being checked, else to the task list. */
export type DraftAt = { actor: Actor; id: string; back: unknown };

/** Where this request is, as an argument of a draft's page. */
export const AtDraft = createParamDecorator((_: unknown, context: ExecutionContext): DraftAt => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const { actor } = visitOf(request);
  if (actor === null) throw new Forbidden('Sign in first');
  const { id } = request.params as { id: string };
  return { actor, id, back: (request.query as { back?: unknown }).back };
});

/**
 * What a page of a draft prints beside the proposal, the form and the changes that were asked for; `field` is its part,
 * `fields` what its form edits: the form begins with what stands there now.
 */
export type DraftView = { field: string; template: string; title: string; fields: readonly DraftField[] } & Readonly<
  Record<string, unknown>
>;

/** One part of a draft: how its form is read, what that makes of the content, and its page. */
export type DraftPart<S extends z.ZodType<{ version: number }>> = Omit<ContentChange, 'change'> & {
  schema: S;
  /** What has to be there where somebody saves it on purpose: a draft that saves itself may still lack it. */
  needs?: Readonly<Partial<Record<keyof z.infer<S>, string>>>;
  change: (given: Omit<z.infer<S>, 'version'>) => ContentChange['change'] | Promise<ContentChange['change']>;
  page: (proposal: Proposal) => DraftView | Promise<DraftView>;
  /** Where saving leads, where it is not the task list. */
  leadsTo?: string;
};

/** The pages of a draft: each shows one part of it, and saves it over the version that was read. */
@Injectable()
export class DraftPages {
  constructor(
    private readonly queries: ProposalQueries,
    private readonly proposals: Proposals,
    private readonly db: Db,
  ) {}

  /** Shows a part, or saves what was sent of it. */
  answer<S extends z.ZodType<{ version: number }>>(
    at: DraftAt,
    sent: SentForm,
    { schema, needs, change, page: made, leadsTo, ...said }: DraftPart<S>,
  ): Promise<Answer> {
    return sent.answer(
      schema,
      async ({ version, ...given }) => {
        if (!sent.savesItself) refuseIf(lacking(needs ?? {}, given));
        const saved = await this.proposals.amend(at.actor, at.id, version, { ...said, change: await change(given) });
        return sent.savesItself ? this.savedItself(at, saved, made) : redirect(leadsTo ?? afterSaving(at));
      },
      (form) => this.show(at, form, made),
    );
  }

  /** What a form that saved itself goes on from, and when that was, on London's clock. */
  private async savedItself({ actor, id }: DraftAt, version: number, made: DraftPart<never>['page']): Promise<Answer> {
    const { fields } = await made(await this.queries.proposal(actor, id));
    const now = await this.db.read().now();
    return told({ version, was: valuesOf(fields), at: londonTime(now) });
  }

  /** Shows one page of it. */
  show(at: DraftAt, form: Form, make: DraftPart<never>['page']): Promise<Answer> {
    return draftPage(this.queries, at, form, make);
  }
}

/**
 * One page of a draft: with its form, and beside each field what the officer asked to have changed there. A proposal
 * that is not the group's to change any more leads to its case; what was typed is never thrown away for that. What its
 * kind does not ask for has no page. After a stale save it shows both texts.
 */
export async function draftPage(
  queries: ProposalQueries,
  { actor, id }: Pick<DraftAt, 'actor' | 'id'>,
  typed: Form,
  make: DraftPart<never>['page'],
): Promise<Answer> {
  const proposal = await queries.proposal(actor, id);
  if (!isEditable(actor, proposal) && typed.errors.length === 0) return redirect(paths.proposal(id));
  const { template, field, fields, ...view } = await make(proposal);
  if (!fieldsOf(proposal.kind, proposal.content).includes(field)) return redirect(paths.proposal(id));
  const now = fields.filter(({ told }) => !told).map((one): [string, unknown] => [one.name, one.now]);
  const form = typed.beginning({ ...Object.fromEntries(now), version: proposal.version });
  const asked = askedByField(id, await queries.openRequests(id));
  return page(`proposals/${template}`, { ...view, ...bothTexts(form, fields), proposal, asked });
}

const lacking = (needs: Readonly<Record<string, string | undefined>>, given: object): Reason[] =>
  Object.entries(needs).flatMap(([field, text]) => {
    const value = (given as Readonly<Record<string, unknown>>)[field];
    const isThere = Array.isArray(value) ? value.length > 0 : value !== '' && value !== undefined;
    return isThere || text === undefined ? [] : [{ field, text }];
  });

/** Where a saved page leads. */
export function afterSaving({ id, back }: Pick<DraftAt, 'id' | 'back'>): string {
  return back === 'check' ? paths.proposalPart(id, 'check') : paths.proposal(id);
}

/** The same way back, carried by the addresses of a list's forms. */
export function backQuery(back: unknown): string {
  return back === 'check' ? '?back=check' : '';
}

/** What a part makes of the content by putting what was typed in the place of what stands there. */
export const inPlace =
  (given: Partial<ProposalContent>) =>
  (content: ProposalContent): ProposalContent => ({
    ...content,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  });
