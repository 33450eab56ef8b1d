import { AuditQueries } from '@app/audit';
import { allowed, type Actor, NotFound } from '@app/kernel';
import {
  draftLifecycle,
  type DraftDetail,
  DraftQueries,
  kindsOfQuestion,
  questionKinds,
  questionsOf,
} from '@app/consultations';
import { Injectable } from '@nestjs/common';
import { type Answer, page } from '../../http/answers';
import { Form } from '../../http/forms';
import { checksInShort, checksShown, sectionsOf, stagesOf, templateName } from './builder.view';
import { pageWith, previewOf } from './preview.view';
import { dependable, flags, questionValues } from './question.form';

/** Which question is edited in its place: by its key, or a new one, in the section of that index. */
export type Editing = { key: string | null; section: number };

/** The page on which a consultation is prepared: its questions, what is checked, and who agrees. */
@Injectable()
export class BuilderPage {
  constructor(
    private readonly queries: DraftQueries,
    private readonly audit: AuditQueries,
  ) {}

  /** The builder as it stands; `form` is what was refused of it. */
  async show(actor: Actor, id: string, form: Form = new Form({})): Promise<Answer> {
    const view = shown(await this.queries.draft(actor, id), null);
    return page('preparing/builder', { ...view, form, timeline: await this.audit.timeline('consultation-draft', id) });
  }

  /** The builder with a question open. @throws NotFound for a question that there is not, unless what was typed would be lost */
  async edit(actor: Actor, id: string, editing: Editing, typed: Form): Promise<Answer> {
    const detail = await this.queries.draft(actor, id);
    const { form: asked } = detail.draft.content;
    const question = questionsOf(asked).find(({ key }) => key === editing.key) ?? null;
    const gone = editing.key !== null && question === null;
    if ((gone && typed.isFirst) || asked.sections[editing.section] === undefined) throw new NotFound('This question');
    const form = typed.beginning(questionValues(asked, question, editing.section));
    const edit = {
      key: question?.key ?? null,
      section: editing.section + 1,
      gone,
      stands: question,
      kinds: questionKinds.map((value) => ({
        value,
        text: kindsOfQuestion[value].name,
        selected: form.has('kind', value),
      })),
      sections: asked.sections.map(({ title }, at) => ({
        value: String(at),
        text: title,
        selected: form.has('section', String(at)),
      })),
      flags: Object.entries(flags).map(([value, text]) => ({ value, text, checked: form.has('flags', value) })),
      dependable: dependable(asked, question?.key ?? null).map(({ legend, items }) => {
        const ticked = items.map((item) => ({ ...item, checked: form.has('shownIf', item.value) }));
        return { legend, items: ticked, open: ticked.some(({ checked }) => checked) };
      }),
    };
    return page('preparing/builder', { ...shown(detail, edit.key), edit, form });
  }

  /** The draft with what every page of it prints; the form's own page adds the rest. */
  async about(actor: Actor, id: string) {
    return around(await this.queries.draft(actor, id));
  }
}

function around(detail: DraftDetail) {
  const { draft } = detail;
  const steps = allowed(draftLifecycle, draft.state);
  return {
    draft,
    content: draft.content,
    gaps: detail.gaps,
    checks: checksShown(detail.checks),
    canChange: steps.includes('change'),
    able: detail.able,
    askedOf: detail.askedOf,
  };
}

function shown(detail: DraftDetail, editing: string | null) {
  const { content, state } = detail.draft;
  return {
    ...around(detail),
    title: `Prepare: ${content.title}`,
    template: templateName(content),
    stages: stagesOf(detail),
    sections: sectionsOf(content.form),
    inShort: checksInShort(detail.checks),
    authors: detail.authors,
    mayAgree: detail.mayAgree,
    canAsk: state === 'drafting' && detail.gaps.length === 0,
    preview: previewOf(content.form, content.subjects, pageWith(content.form, editing)),
  };
}
