import { hashOf, itemsOf, NotFound, paths } from '@app/kernel';
import { type ContentChange, inCodeOrder, type Proposal, Proposals } from '@app/proposals';
import { Body, Controller, Param } from '@nestjs/common';
import { z } from 'zod';
import { Can } from '../../http/access';
import { type Answer, redirect } from '../../http/answers';
import { key, version } from '../../http/fields';
import { FormPage, Sent, type SentForm } from '../../http/form-page';
import { Form } from '../../http/forms';
import { statementRead } from '../occupations/texts.form';
import { afterSaving, AtDraft, backQuery, type DraftAt, DraftPages, type DraftView } from './draft.page';
import { addStatements, changeStatement, listNamed, listOf, removeStatement } from './statements';

const adding = z.object({
  version,
  key,
  /** One statement, or the several that were pasted as a list: these are shown before they are added. */
  text: itemsOf(z.array(statementRead).min(1, 'Enter the statement')),
  seen: z.literal('yes').optional(),
  kind: z.enum(['duty', 'knowledge', 'skill', 'behaviour'], { error: 'Choose knowledge, skill or behaviour' }),
});
const changing = z.object({ version, text: statementRead });
const removing = z.object({ version });

/** The form again with the statements that a pasted list becomes, each behind a mark, so that it stays several. */
function pastedForm(body: unknown, items: readonly string[]): Form {
  const text = items.map((item) => `• ${item}`).join('\n');
  return new Form({ ...(body as object), text }, { pasted: [{ field: 'text', items }] });
}

type List = ReturnType<typeof listNamed>;
/** One statement, as an address names it. */
type One = { list: string; code: string };

/** Duties and statements of knowledge, skills and behaviours: a list with add, and pages to change and to remove. */
@Controller('proposals/:id')
@Can('proposal.amend')
export class StatementsController {
  constructor(
    private readonly proposals: Proposals,
    private readonly pages: DraftPages,
  ) {}

  @FormPage(':list')
  async add(
    @AtDraft() at: DraftAt,
    @Param('list') name: string,
    @Sent() sent: SentForm,
    @Body() body: unknown,
  ): Promise<Answer> {
    const list = listNamed(name);
    return sent.answer(
      adding,
      async ({ version, key, kind, text, seen }) => {
        if (text.length > 1 && seen === undefined) return this.showList(at, list, pastedForm(body, text));
        return this.save(at, list, version, {
          part: list.words,
          change: addStatements(kind, text),
          // What is sent again with other words is another addition.
          addition: hashOf({ key, kind, text }),
        });
      },
      (form) => this.showList(at, list, form),
    );
  }

  @FormPage(':list/:code')
  async change(@AtDraft() at: DraftAt, @Param() { list: name, code }: One, @Sent() sent: SentForm): Promise<Answer> {
    const list = listNamed(name);
    return this.pages.answer(at, sent, {
      schema: changing,
      part: code,
      change: ({ text }) => changeStatement(list, code, text),
      page: (proposal) => onePage(proposal, { list, code, template: 'statement' }, sent),
      leadsTo: paths.proposalPart(at.id, list.name) + backQuery(at.back),
    });
  }

  @FormPage(':list/:code/remove')
  async remove(@AtDraft() at: DraftAt, @Param() { list: name, code }: One, @Sent() sent: SentForm): Promise<Answer> {
    const list = listNamed(name);
    return sent.answer(
      removing,
      ({ version }) => this.save(at, list, version, { part: code, change: removeStatement(list, code) }),
      (form) => this.pages.show(at, form, (proposal) => onePage(proposal, { list, code, template: 'remove' }, sent)),
    );
  }

  private async save(
    { actor, id, back }: DraftAt,
    { name }: List,
    version: number,
    change: ContentChange,
  ): Promise<Answer> {
    await this.proposals.amend(actor, id, version, change);
    return redirect(paths.proposalPart(id, name) + backQuery(back));
  }

  private async showList(at: DraftAt, list: List, form: Form): Promise<Answer> {
    return this.pages.show(at, form, ({ content }) => {
      const statements = inCodeOrder(listOf(content, list));
      const way = { done: afterSaving(at), query: backQuery(at.back) };
      const lines = statements.map(({ code, text }) => `${code} ${text}`).join('\n');
      const fields = [{ name: 'list', label: list.title, now: lines, told: true as const }];
      return { template: 'statements', field: list.name, title: list.title, list, statements, way, fields };
    });
  }
}

/** The page of one statement. @throws NotFound where it is opened and there is none; what was typed of it stays */
function onePage(
  { content }: Proposal,
  { list, code, template }: { list: List; code: string; template: 'statement' | 'remove' },
  sent: SentForm,
): DraftView {
  const found = listOf(content, list).find((statement) => statement.code === code);
  if (found === undefined && sent.isOpened) throw new NotFound('This statement');
  const now = found?.text ?? 'It was removed.';
  const needed = content.duties.filter(({ ksbs }) => ksbs.includes(code)).map((duty) => duty.code);
  const told = template === 'remove' ? { told: true as const } : {};
  const fields = [{ name: 'text', label: code, now, ...told }];
  const title = `${template === 'remove' ? 'Remove' : 'Change'} ${code}`;
  return { template, field: list.name, title, list, code, now, needed, fields };
}
