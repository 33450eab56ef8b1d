import { type Actor, itemsOf, listItem, NotFound, paths } from '@app/kernel';
import { inCodeOrder, ProposalQueries, Proposals } from '@app/proposals';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, redirect } from '../../http/answers';
import { Carried } from '../../http/asked';
import { answer, Form } from '../../http/forms';
import { afterSaving, backQuery, draftPage } from './draft.page';
import { addStatements, changeStatement, listNamed, listOf, removeStatement } from './statements';

const version = z.coerce.number().int();
const text = listItem(1000, 'Enter the statement');
const adding = z.object({
  version,
  /** One statement, or the several that were pasted as a list: these are shown before they are added. */
  text: itemsOf(z.array(text).min(1, 'Enter the statement')),
  seen: z.literal('yes').optional(),
  kind: z.enum(['duty', 'knowledge', 'skill', 'behaviour'], { error: 'Choose knowledge, skill or behaviour' }),
});
const changing = z.object({ version, text });
const removing = z.object({ version });

/** The form again with the statements that a pasted list becomes, each behind a mark, so that it stays several. */
function pastedForm(body: unknown, items: readonly string[]): Form {
  const text = items.map((item) => `• ${item}`).join('\n');
  return new Form({ ...(body as object), text }, [], false, [{ field: 'text', items }]);
}

/** One list of statements of a proposal, and one statement of it. */
type At = { id: string; list: string; code: string };

/** Duties and statements of knowledge, skills and behaviours: a list with add, and pages to change and to remove. */
@Controller('proposals/:id')
@Can('proposal.amend')
export class StatementsController {
  constructor(
    private readonly proposals: Proposals,
    private readonly queries: ProposalQueries,
  ) {}

  @Get(':list')
  async list(@CurrentActor() actor: Actor, @Param() at: At, @Carried('back') back: unknown): Promise<Answer> {
    return this.showList(actor, at, back, new Form({}));
  }

  @Post(':list')
  async add(
    @CurrentActor() actor: Actor,
    @Param() at: At,
    @Carried('back') back: unknown,
    @Body() body: unknown,
  ): Promise<Answer> {
    const { words, name } = listNamed(at.list);
    return answer(
      body,
      adding,
      async ({ version, kind, text, seen }) => {
        if (text.length > 1 && seen === undefined) return this.showList(actor, at, back, pastedForm(body, text));
        const change = { part: words, change: addStatements(kind, text) };
        await this.proposals.amend(actor, at.id, version, change);
        return redirect(paths.proposalPart(at.id, name) + backQuery(back));
      },
      (form) => this.showList(actor, at, back, form),
    );
  }

  @Get(':list/:code')
  async changeForm(@CurrentActor() actor: Actor, @Param() at: At): Promise<Answer> {
    const { version, found } = await this.statement(actor, at);
    return this.showOne(actor, at, 'statement', new Form({ text: found.text, version }));
  }

  @Post(':list/:code')
  async change(
    @CurrentActor() actor: Actor,
    @Param() at: At,
    @Carried('back') back: unknown,
    @Body() body: unknown,
  ): Promise<Answer> {
    const list = listNamed(at.list);
    return answer(
      body,
      changing,
      async ({ version, text }) => {
        await this.proposals.amend(actor, at.id, version, {
          part: at.code,
          change: changeStatement(list, at.code, text),
        });
        return redirect(paths.proposalPart(at.id, list.name) + backQuery(back));
      },
      (form) => this.showOne(actor, at, 'statement', form),
    );
  }

  @Get(':list/:code/remove')
  async removeForm(@CurrentActor() actor: Actor, @Param() at: At): Promise<Answer> {
    const { version } = await this.statement(actor, at);
    return this.showOne(actor, at, 'remove', new Form({ version }));
  }

  @Post(':list/:code/remove')
  async remove(
    @CurrentActor() actor: Actor,
    @Param() at: At,
    @Carried('back') back: unknown,
    @Body() body: unknown,
  ): Promise<Answer> {
    const list = listNamed(at.list);
    return answer(
      body,
      removing,
      async ({ version }) => {
        await this.proposals.amend(actor, at.id, version, { part: at.code, change: removeStatement(list, at.code) });
        return redirect(paths.proposalPart(at.id, list.name) + backQuery(back));
      },
      (form) => this.showOne(actor, at, 'remove', form),
    );
  }

  private async statement(actor: Actor, at: At): Promise<{ version: number; found: { text: string } }> {
    const { content, version } = await this.queries.proposal(actor, at.id);
    const found = listOf(content, listNamed(at.list)).find(({ code }) => code === at.code);
    if (found === undefined) throw new NotFound('This statement');
    return { version, found };
  }

  private async showList(actor: Actor, { id, list: name }: At, back: unknown, form: Form): Promise<Answer> {
    const list = listNamed(name);
    return draftPage(this.queries, { actor, id, form }, ({ content }) => {
      const statements = inCodeOrder(listOf(content, list));
      const way = { done: afterSaving(id, back), query: backQuery(back) };
      const lines = statements.map(({ code, text }) => `${code} ${text}`).join('\n');
      const fields = [{ name: 'list', label: list.title, now: lines, told: true as const }];
      return { template: 'statements', field: name, title: list.title, list, statements, way, fields };
    });
  }

  private async showOne(actor: Actor, { id, list: name, code }: At, template: string, form: Form): Promise<Answer> {
    const list = listNamed(name);
    return draftPage(this.queries, { actor, id, form }, ({ content }) => {
      const now = listOf(content, list).find((statement) => statement.code === code)?.text ?? 'It was removed.';
      const needed = content.duties.filter(({ ksbs }) => ksbs.includes(code)).map((duty) => duty.code);
      const told = template === 'remove' ? { told: true as const } : {};
      const fields = [{ name: 'text', label: code, now, ...told }];
      const title = `${template === 'remove' ? 'Remove' : 'Change'} ${code}`;
      return { template, field: name, title, list, code, now, needed, fields };
    });
  }
}
