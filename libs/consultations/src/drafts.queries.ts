import { type Actor, may, NotFound, permit } from '@app/kernel';
import { Db } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { ConsultationDraft } from './consultation.entities';
import { type Check, checksOf, consultationPolicy, draftGaps, type DraftState, type TemplateKey } from './domain';
import { Preparing } from './preparing.service';
import { type SecondPerson, secondPeople } from './second.rows';

/** A draft as the list of what is prepared shows it. */
export type DraftRow = {
  id: string;
  title: string;
  template: TemplateKey;
  state: DraftState;
  version: number;
  createdAt: Date;
  authors: string[];
};

/** A draft with what its page shows: the checks, what is missing, and what this person may do. */
export type DraftDetail = {
  draft: ConsultationDraft;
  checks: Check[];
  gaps: string[];
  authors: string[];
  mayAgree: boolean;
  /** Who may be asked to agree; who is asked, by name. */
  able: SecondPerson[];
  askedOf: string | null;
};

/** What is prepared, for the people who prepare and agree. */
@Injectable()
export class DraftQueries {
  constructor(
    private readonly db: Db,
    private readonly preparing: Preparing,
  ) {}

  /** What is prepared and not yet announced, the newest first, at most 200. */
  async open(actor: Actor): Promise<DraftRow[]> {
    permit(consultationPolicy, actor, 'prepare', null);
    return this.db.read().rows<DraftRow>(
      `select d.id, d.content ->> 'title' as title, d.content ->> 'template' as template, d.state, d.version,
              d.created_at as "createdAt", array(select p.name from person p where p.id = any(d.authors) order by p.name) as authors
       from consultation_draft d where d.state in ('drafting','asked') order by d.created_at desc, d.id desc limit 200`,
    );
  }

  /** One draft. @throws NotFound */
  async draft(actor: Actor, id: string): Promise<DraftDetail> {
    permit(consultationPolicy, actor, 'prepare', null);
    const reader = this.db.read();
    const [draft] = await reader.find(ConsultationDraft, { id });
    if (draft === undefined) throw new NotFound('This draft');
    const around = await this.preparing.around(draft, reader);
    const people = await reader.rows<{ name: string; wrote: boolean; asked: boolean }>(
      'select name, id = any($1::uuid[]) as wrote, id is not distinct from $2 as asked from person where id = any($1::uuid[]) or id = $2 order by name',
      [draft.authors, draft.askedOf],
    );
    // Who asks now is no second person either.
    const able = (await secondPeople(reader, draft)).filter(({ id }) => id !== actor.id);
    return {
      draft,
      checks: checksOf(draft.content, around),
      gaps: draftGaps(draft.content, around).map(({ text }) => text),
      authors: people.filter(({ wrote }) => wrote).map(({ name }) => name),
      able,
      askedOf: people.find(({ asked }) => asked)?.name ?? null,
      mayAgree: draft.state === 'asked' && may(consultationPolicy, actor, 'agree', draft),
    };
  }
}
