import { type Actor, NotFound, paths } from '@app/kernel';
import { inCodeOrder, ProposalQueries, Proposals } from '@app/proposals';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';
import {
  addStatement,
  changeStatement,
  listOf,
  removeStatement,
  type StatementList,
  statementLists,
} from './statements';

const version = z.coerce.number().int();
const text = z.string().trim().min(1, 'Enter the statement').max(1000, 'Enter 1,000 characters or fewer');
const adding = z.object({
  version,
  text,
  kind: z.enum(['duty', 'knowledge', 'skill', 'behaviour'], { error: 'Choose knowledge, skill or behaviour' }),
});
const changing = z.object({ version, text });
const removing = z.object({ version });

/** Duties and statements of knowledge, skills and behaviours: a list with add, change and remove. */
@Controller('proposals/:id')
@Can('proposal.amend')
export class StatementsController {
  constructor(
    private readonly proposals: Proposals,
    private readonly queries: ProposalQueries,
  ) {}

  @Get(':list')
  async list(@CurrentActor() actor: Actor, @Param('id') id: string, @Param('list') name: string): Promise<Answer> {
    return this.showList(actor, id, listNamed(name), new Form({}));
  }

  @Post(':list')
  async add(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('list') name: string,
    @Body() body: unknown,
  ): Promise<Answer> {
    const list = listNamed(name);
    return answer(
      body,
      adding,
      async ({ version, kind, text }) => {
        await this.proposals.amend(actor, id, version, {
          part: list.words,
          change: (content) => addStatement(content, kind, text),
        });
        return redirect(paths.proposalPart(id, name));
      },
      (form) => this.showList(actor, id, list, form),
    );
  }

  @Get(':list/:code')
  async changeForm(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('list') name: string,
    @Param('code') code: string,
  ): Promise<Answer> {
    const { content, version } = await this.queries.proposal(actor, id);
    const found = listOf(content, listNamed(name)).find((statement) => statement.code === code);
    if (found === undefined) throw new NotFound('This statement');
    return this.showChange(actor, id, name, code, new Form({ text: found.text, version }));
  }

  @Post(':list/:code')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('list') name: string,
    @Param('code') code: string,
    @Body() body: unknown,
  ): Promise<Answer> {
    const list = listNamed(name);
    return answer(
      body,
      changing,
      async ({ version, text }) => {
        await this.proposals.amend(actor, id, version, {
          part: code,
          change: (content) => changeStatement(content, list, code, text),
        });
        return redirect(paths.proposalPart(id, name));
      },
      (form) => this.showChange(actor, id, name, code, form),
    );
  }

  @Post(':list/:code/remove')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('list') name: string,
    @Param('code') code: string,
    @Body() body: unknown,
  ): Promise<Answer> {
    const list = listNamed(name);
    return answer(
      body,
      removing,
      async ({ version }) => {
        await this.proposals.amend(actor, id, version, {
          part: code,
          change: (content) => removeStatement(content, list, code),
        });
        return redirect(paths.proposalPart(id, name));
      },
      (form) => this.showList(actor, id, list, form),
    );
  }

  private async showList(actor: Actor, id: string, list: StatementList, form: Form): Promise<Answer> {
    const proposal = await this.queries.proposal(actor, id);
    const statements = inCodeOrder(listOf(proposal.content, list));
    return page('proposals/statements', { title: list.title, proposal, list, statements, form, part: list.name });
  }

  private async showChange(actor: Actor, id: string, name: string, code: string, form: Form): Promise<Answer> {
    const proposal = await this.queries.proposal(actor, id);
    return page('proposals/statement', { title: `Change ${code}`, proposal, list: listNamed(name), code, form });
  }
}

function listNamed(name: string): StatementList {
  const found = statementLists.find((list) => list.name === name);
  if (found === undefined) throw new NotFound('This page');
  return found;
}
