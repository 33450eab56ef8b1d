import { blocksOfSubjects, type FormPage, isPageShown, pagesOf } from '@app/consultations';
import { NotFound, paths } from '@app/kernel';
import { Answering, answersOf, askedBy, changedIn, type ResponseDraft, savesOf } from '@app/responses';
import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicForm } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';
import { FormPage as FormRoute, Sent, SentForm } from '../../http/form-page';
import { about, aboutChoices } from './about.form';
import { answersIn, schemaOf, valuesOf } from './fields';
import { OwnDraft } from './own-draft';
import { blocksShown } from './question.view';
import { stepsOf } from './steps.view';

/** Answering without an account, a question a page; what is typed is stored before it is judged. */
@Controller('consultations/:reference/respond')
export class RespondController {
  constructor(
    private readonly own: OwnDraft,
    private readonly answering: Answering,
  ) {}

  @FormRoute()
  @PublicForm()
  async aboutYou(
    @Param('reference') reference: string,
    @Sent() sent: SentForm,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer> {
    const draft = await this.own.draft(request, reference);
    return sent.answer(
      about,
      async (given) => {
        const token = this.own.token(request, reference);
        if (draft !== null && token !== null) await this.answering.about(reference, token, given);
        else {
          const invitation = await this.own.invitation(request, reference);
          this.own.keep(reply, reference, await this.answering.begin(reference, given, invitation));
        }
        return redirect(paths.respondPage(reference, 1));
      },
      (form) => this.showAbout(reference, draft, draft === null ? form : form.beginning(draft.about)),
    );
  }

  @Get(':page')
  @PublicForm()
  async question(
    @Param('reference') reference: string,
    @Param('page') no: string,
    @Req() request: FastifyRequest,
  ): Promise<Answer> {
    const draft = await this.own.draft(request, reference);
    if (draft === null) return redirect(paths.consultationRespond(reference));
    const shown = pageOf(draft, no);
    if (!isPageShown(askedBy(draft), shown, answersOf(draft.answers))) return redirect(onFrom(draft, shown.no));
    const blocks = blocksOfSubjects(draft.subjects);
    const values = valuesOf(shown, blocks, answersOf(draft.answers));
    const form = Form.first(schemaOf(shown, blocks)).beginning({ ...values, seen: savesOf(shown, draft.answers) });
    return this.show(draft, shown, form);
  }

  @Post(':page')
  @PublicForm('by-itself')
  async save(
    @Param('reference') reference: string,
    @Param('page') no: string,
    @Req() request: FastifyRequest,
    @Body() body: unknown,
  ): Promise<Answer> {
    const [draft, token] = [await this.own.draft(request, reference), this.own.token(request, reference)];
    if (draft === null || token === null) throw new NotFound('Your response');
    const shown = pageOf(draft, no);
    const blocks = blocksOfSubjects(draft.subjects);
    let judged = false;
    return answer(
      body,
      schemaOf(shown, blocks),
      async (sent) => {
        judged = true;
        const given = answersIn(shown, blocks, sent);
        const saved = await this.answering.save(reference, token, shown, given, sent.seen);
        return redirect(saves(body) ? paths.respondPart(reference, 'save') : onFrom(saved, shown.no));
      },
      // What was saved counts: the form that comes back is not stale to itself.
      async (form) => this.again(request, shown, form, judged),
    );
  }

  private async again(request: FastifyRequest, shown: FormPage, form: Form, judged: boolean): Promise<Answer> {
    const { reference } = request.params as { reference: string };
    const now = await this.own.draft(request, reference);
    if (now === null) throw new NotFound('Your response');
    const seen = judged ? savesOf(shown, now.answers) : form.value('seen');
    return this.show(now, shown, form.with({ ...form.values, seen }), form.stale);
  }

  private async show(draft: ResponseDraft, shown: FormPage, form: Form, stale = false): Promise<Answer> {
    const consultation = await this.own.about(draft.reference);
    const blocks = blocksOfSubjects(draft.subjects);
    const lead = shown.questions[0];
    const stored = stale ? new Form(valuesOf(shown, blocks, answersOf(draft.answers))) : null;
    return page('respond/question', {
      title: lead.question.text,
      section: 'consultations',
      consultation,
      draft,
      no: shown.no,
      pages: pagesOf(draft.form).length,
      steps: stepsOf(draft, shown.no),
      blocks: blocksShown(shown, blocks, consultation.subjects, form),
      /** What another tab saved, beside what was typed here. */
      other: stored === null ? null : blocksShown(shown, blocks, consultation.subjects, stored),
      otherForm: stored,
      changed: changedIn(draft).filter(({ key }) => shown.questions.some(({ question }) => question.key === key)),
      back: backFrom(draft, shown.no),
      form,
    });
  }

  private async showAbout(reference: string, draft: ResponseDraft | null, form: Form): Promise<Answer> {
    const consultation = await this.own.about(reference);
    const open = consultation.standing === 'open' || draft?.entry?.taken === true;
    const title = open ? 'Who are you answering as?' : 'This consultation is not open';
    const view = { title, section: 'consultations', consultation, draft, open, form, ...aboutChoices(form) };
    return page('respond/about', { ...view, steps: draft === null ? [] : stepsOf(draft, 0) });
  }
}

/** The page of that number. @throws NotFound */
function pageOf(draft: ResponseDraft, no: string): FormPage {
  const found = pagesOf(draft.form).find((one) => String(one.no) === no);
  if (found === undefined) throw new NotFound('This question');
  return found;
}

/** The next page that is shown, or the one where everything is checked. */
function onFrom(draft: ResponseDraft, no: number): string {
  const next = pagesOf(draft.form).find(
    (one) => one.no > no && isPageShown(askedBy(draft), one, answersOf(draft.answers)),
  );
  return next === undefined ? paths.respondPart(draft.reference, 'check') : paths.respondPage(draft.reference, next.no);
}

/** The page before it that is shown. */
function backFrom(draft: ResponseDraft, no: number): string {
  const before = pagesOf(draft.form).filter(
    (one) => one.no < no && isPageShown(askedBy(draft), one, answersOf(draft.answers)),
  );
  const last = before.at(-1);
  return last === undefined ? paths.consultationRespond(draft.reference) : paths.respondPage(draft.reference, last.no);
}

/** Whether “Save and return later” was pressed. */
function saves(body: unknown): boolean {
  return (body as { later?: unknown } | undefined)?.later !== undefined;
}
