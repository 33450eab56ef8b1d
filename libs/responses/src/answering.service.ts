import { randomBytes } from 'node:crypto';
import {
  type About,
  aboutGaps,
  type Answers,
  ConsultationQueries,
  type FormPage,
  ofItsCapacity,
  pageGaps,
} from '@app/consultations';
import { canonicalJson, newId, NotFound, refuse, Refused, refuseIf, sha256, Stale } from '@app/kernel';
import { Db, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { answersOf, type SavedAbout, type SavedAnswers, savesOf, shownAlone, withPage } from './domain';
import { askedBy, draftBy, type DraftRow } from './draft.rows';

/**
 * Answering without an account: a draft is kept from the first page on, for the browser that holds its token. What is
 * typed is stored before it is judged, so that nothing is lost where something is missing.
 */
@Injectable()
export class Answering {
  constructor(
    private readonly db: Db,
    private readonly consultations: ConsultationQueries,
  ) {}

  /** Begins a draft, with what somebody says of themselves. @returns the token that opens it: it is kept by nobody else */
  async begin(consultation: string, about: SavedAbout, invitationId: string | null = null): Promise<string> {
    refuseIf(aboutGaps(about, about.organisation ?? ''));
    const { id, standing, formVersion } = await this.consultations.consultation(consultation);
    refuseUnlessOpen({ standing, entry: null });
    const token = randomBytes(24).toString('base64url');
    await this.db.write((tx) =>
      tx.rows(
        `insert into response_draft (id, consultation_id, token_hash, form_version, about, invitation_id)
         values ($1, $2, $3, $4, $5, $6)`,
        [newId(), id, sha256(token), formVersion, JSON.stringify(tidy(about)), invitationId],
      ),
    );
    return token;
  }

  /** Says of a draft that was begun before that it answers an invitation. */
  async answersInvitation(consultation: string, token: string, invitationId: string): Promise<void> {
    await this.db.write(async (tx) => {
      const { id } = await lockedDraft(tx, consultation, token);
      await tx.rows('update response_draft set invitation_id = $2 where id = $1', [id, invitationId]);
    });
  }

  /** The draft that a token opens; null where there is none any more. */
  draft(consultation: string, token: string | null): Promise<DraftRow | null> {
    return token === null ? Promise.resolve(null) : draftBy(this.db.read(), consultation, token);
  }

  /** Changes what somebody says of themselves; answers to questions that this hides go. */
  async about(consultation: string, token: string, about: SavedAbout): Promise<void> {
    refuseIf(aboutGaps(about, about.organisation ?? ''));
    await this.db.write(async (tx) => {
      const draft = await lockedDraft(tx, consultation, token);
      const asked = askedBy({ ...draft, about: tidy(about) });
      await save(tx, draft, { about: tidy(about), answers: shownAlone(asked, draft.answers) });
    });
  }

  /**
   * Saves a page, whatever is missing on it. `seen`: how often it was saved when it was opened.
   * @returns the draft as it stands then @throws Refused for what is missing, after it was saved; Stale where another tab
   * saved something else meanwhile
   */
  async save(consultation: string, token: string, page: FormPage, given: Answers, seen: number): Promise<DraftRow> {
    const [saved, gaps] = await this.db.write(async (tx) => {
      const draft = await lockedDraft(tx, consultation, token);
      const asked = askedBy(draft);
      const answers = withPage(asked, draft.answers, page, given, draft.formVersion);
      if (seen !== savesOf(page, draft.answers) && !saysTheSame(page, answers, draft.answers)) {
        throw new Stale('You changed this page in another tab');
      }
      await save(tx, draft, { answers });
      return [{ ...draft, answers }, pageGaps(asked, page, answersOf(answers))] as const;
    });
    if (gaps.length > 0) throw new Refused(gaps);
    return saved;
  }
}

/** The draft, until the transaction ends. @throws NotFound; Refused where the consultation takes nothing any more */
export async function lockedDraft(tx: Tx, consultation: string, token: string): Promise<DraftRow> {
  const draft = await draftBy(tx, consultation, token, true);
  if (draft === null) throw new NotFound('Your response');
  refuseUnlessOpen(draft);
  return draft;
}

/** What was typed stays on the page where a consultation is not open (any more); what came on paper in time is entered later, too. */
function refuseUnlessOpen({ standing, entry }: Pick<DraftRow, 'standing' | 'entry'>): void {
  if (entry?.taken === true) return;
  if (standing === 'suspended') refuse('This consultation is stopped for now: what you have saved is kept');
  if (standing !== 'open') refuse('This consultation is not open: what you typed just now was not stored');
}

async function save(tx: Tx, { id }: DraftRow, change: { about?: SavedAbout; answers?: SavedAnswers }): Promise<void> {
  const json = (value: object | undefined): string | null => (value === undefined ? null : JSON.stringify(value));
  await tx.rows(
    `update response_draft set about = coalesce($2, about), answers = coalesce($3, answers), version = version + 1,
       saved_at = clock_timestamp() where id = $1`,
    [id, json(change.about), json(change.answers)],
  );
}

function saysTheSame(page: FormPage, one: SavedAnswers, other: SavedAnswers): boolean {
  return page.questions.every(
    ({ question: { key } }) => canonicalJson(one[key]?.blocks ?? {}) === canonicalJson(other[key]?.blocks ?? {}),
  );
}

function tidy({ organisation, ...about }: SavedAbout): SavedAbout {
  const own = ofItsCapacity(about as About);
  return own.capacity === 'organisation' ? { ...own, organisation } : own;
}
