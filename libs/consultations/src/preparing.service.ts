import { type Actor, canonicalJson, hashOf, next, permit, refuse, refuseIf, Stale } from '@app/kernel';
import { Db, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { ConsultationDraft } from './consultation.entities';
import { announce } from './announcing';
import { type Around, type Draft, draftGaps, draftLifecycle, draftSchema } from './domain/draft';
import {
  consultationAnnounced,
  draftAgreed,
  draftAgreementAsked,
  draftChanged,
  draftGivenUp,
  draftSentBack,
  draftStarted,
} from './domain/events';
import { consultationPolicy } from './domain/policy';
import { overrideGaps, type PrincipleKey, principles, standardPrivacy } from './domain/principles';
import type { NamedSubject, Subject } from './domain/subject';
import { type TemplateKey, templates } from './domain/template';
import { overlapping } from './overlap.rows';
import { secondPeople } from './second.rows';
import { Subjects } from './subjects';

/** What a consultation is begun with; `key` makes the same form sent twice one draft, `from` is what an earlier one said and asked. */
export type Preparation = {
  template: TemplateKey;
  title: string;
  subjects: readonly Pick<Subject, 'kind' | 'ref'>[];
  key: string;
  from?: Pick<Draft, 'introduction' | 'audience' | 'formats' | 'privacy' | 'commentsAppear' | 'form' | 'equality'>;
};

/** Preparing a consultation: written by one or several, agreed by somebody else, announced then. */
@Injectable()
export class Preparing {
  constructor(
    private readonly db: Db,
    private readonly subjects: Subjects,
  ) {}

  /** Begins a draft from a template, about these subjects. @returns its id */
  async prepare(actor: Actor, { template, title, subjects, key, from }: Preparation): Promise<string> {
    return this.db.write(async (tx) => {
      permit(consultationPolicy, actor, 'prepare', null);
      const [before] = await tx.find(ConsultationDraft, { creationKey: key });
      if (before !== undefined) return before.id;
      const found: Subject[] = [];
      for (const subject of subjects) found.push(await this.subjects.subject(tx, actor, subject));
      const draft = Object.assign(new ConsultationDraft(), {
        version: 1,
        state: 'drafting',
        askedBy: null,
        askedOf: null,
        sentBack: null,
      });
      draft.content = draftSchema.parse({
        ...blank,
        form: templates[template].form,
        ...from,
        template,
        title,
        subjects: found,
      });
      draft.createdBy = personOf(actor);
      draft.authors = [draft.createdBy];
      draft.creationKey = key;
      await tx.insert(draft);
      await tx.record(actor, draftStarted(draft.id, { title, template, subjects: found.map(named) }));
      return draft.id;
    });
  }

  /** Changes what is prepared. `seen`: the version that was read. A question for agreement is taken back by it. @throws Stale */
  async change(actor: Actor, id: string, seen: number, change: (content: Draft, at: Date) => Draft): Promise<number> {
    return this.db.write(async (tx) => {
      permit(consultationPolicy, actor, 'prepare', null);
      const draft = await tx.lock(ConsultationDraft, id);
      if (draft.version !== seen) throw new Stale('Somebody else changed this draft after you opened the page');
      const content = draftSchema.parse(change(draft.content, await tx.now()));
      if (canonicalJson(content) === canonicalJson(draft.content)) return draft.version;
      draft.state = next(draftLifecycle, draft.state, 'change');
      Object.assign(draft, { content, version: seen + 1, askedBy: null, askedOf: null });
      draft.authors = [...new Set([...draft.authors, personOf(actor)])];
      await tx.save(draft);
      await tx.record(
        actor,
        draftChanged(id, { title: content.title, version: draft.version, contentHash: hashOf(content) }),
      );
      return draft.version;
    });
  }

  /** Puts other subjects in the place of those that were chosen. */
  async about(actor: Actor, id: string, seen: number, subjects: Preparation['subjects']): Promise<number> {
    const found = await this.db.write(async (tx) => {
      permit(consultationPolicy, actor, 'prepare', null);
      const all: Subject[] = [];
      for (const subject of subjects) all.push(await this.subjects.subject(tx, actor, subject));
      return all;
    });
    return this.change(actor, id, seen, (content) => ({ ...content, subjects: found }));
  }

  /** Gives the reason why a warning does not stop the consultation. */
  async override(actor: Actor, id: string, seen: number, key: PrincipleKey, why: string): Promise<number> {
    const around = await this.around(await this.db.read().get(ConsultationDraft, id));
    return this.change(actor, id, seen, (content, at) => {
      refuseIf(overrideGaps(principles[key](content, around), why));
      return {
        ...content,
        overridden: { ...content.overridden, [key]: { why, by: actor.name, at: at.toISOString() } },
      };
    });
  }

  /** Asks a second person to agree; of: whom, one of those who may. */
  async ask(actor: Actor, id: string, seen: number, of: string): Promise<void> {
    await this.step(actor, id, seen, 'prepare', async (tx, draft) => {
      refuseIf(draftGaps(draft.content, await this.around(draft, tx)));
      draft.state = next(draftLifecycle, draft.state, 'ask');
      Object.assign(draft, { askedBy: personOf(actor), sentBack: null });
      await this.askOf(tx, actor, draft, of);
    });
  }

  /** Asks somebody else in the place of who was asked, as where they are away. */
  async reassign(actor: Actor, id: string, seen: number, of: string): Promise<void> {
    await this.step(actor, id, seen, 'prepare', async (tx, draft) => {
      draft.state = next(draftLifecycle, draft.state, 'reassign');
      if (draft.askedOf === of) refuse('They are asked already: choose somebody else', 'of');
      await this.askOf(tx, actor, draft, of);
    });
  }

  /** The second person does not agree, and says what to change. */
  async sendBack(actor: Actor, id: string, seen: number, why: string): Promise<void> {
    await this.step(actor, id, seen, 'agree', async (tx, draft) => {
      if (why === '') refuse('Enter what has to change', 'why');
      draft.state = next(draftLifecycle, draft.state, 'send-back');
      const asker = draft.askedBy;
      Object.assign(draft, { askedBy: null, askedOf: null, sentBack: why });
      await tx.save(draft);
      await tx.record(
        actor,
        draftSentBack(id, { title: draft.content.title, why, authors: [...draft.authors, ...(asker ? [asker] : [])] }),
      );
    });
  }

  /** The second person agrees to this version: it is announced, and opens by the clock. @returns the reference */
  async agree(actor: Actor, id: string, seen: number): Promise<string> {
    return this.step(actor, id, seen, 'agree', async (tx, draft) => {
      // Two drafts about the same thing are agreed one after the other, so that the second sees the first.
      await tx.rows('select pg_advisory_xact_lock(52)');
      refuseIf(draftGaps(draft.content, await this.around(draft, tx)));
      for (const subject of draft.content.subjects) await this.refuseChanged(tx, actor, subject);
      draft.state = next(draftLifecycle, draft.state, 'agree');
      await tx.save(draft);
      const { consultation, facts } = await announce(tx, actor, draft);
      const { reference, title } = consultation;
      await tx.record(actor, draftAgreed(id, { title, version: draft.version, reference }));
      await tx.record(actor, consultationAnnounced(consultation.id, facts));
      return reference;
    });
  }

  /** Gives a draft up: nothing was asked. */
  async giveUp(actor: Actor, id: string, seen: number): Promise<void> {
    await this.step(actor, id, seen, 'prepare', async (tx, draft) => {
      draft.state = next(draftLifecycle, draft.state, 'give-up');
      Object.assign(draft, { askedBy: null, askedOf: null });
      await tx.save(draft);
      await tx.record(actor, draftGivenUp(id, { title: draft.content.title }));
    });
  }

  /** What the checks of a draft look at beside it. */
  async around({ content }: ConsultationDraft, reader: Pick<Tx, 'now' | 'rows'> = this.db.read()): Promise<Around> {
    return { now: await reader.now(), overlapping: await overlapping(reader, content.subjects) };
  }

  private async askOf(tx: Tx, actor: Actor, draft: ConsultationDraft, of: string): Promise<void> {
    const able = await secondPeople(tx, draft);
    if (!able.some(({ id }) => id === of)) refuse('Choose one of those who may agree', 'of');
    draft.askedOf = of;
    await tx.save(draft);
    const { id, version, authors, content } = draft;
    await tx.record(actor, draftAgreementAsked(id, { title: content.title, version, authors, of }));
  }

  private step<T>(
    actor: Actor,
    id: string,
    seen: number,
    action: 'prepare' | 'agree',
    does: (tx: Tx, draft: ConsultationDraft) => Promise<T>,
  ): Promise<T> {
    return this.db.write(async (tx) => {
      permit(consultationPolicy, actor, action, null);
      const draft = await tx.lock(ConsultationDraft, id);
      permit(consultationPolicy, actor, action, draft);
      if (draft.version !== seen) throw new Stale('This draft was changed after you opened the page: read it again');
      return does(tx, draft);
    });
  }

  /** What is asked about has to be what stands: who prepared it read an earlier text otherwise. */
  private async refuseChanged(tx: Tx, actor: Actor, { kind, ref, title, shown }: Subject): Promise<void> {
    const now = await this.subjects.subject(tx, actor, { kind, ref });
    if (hashOf(now.shown) !== hashOf(shown)) {
      refuse(`${title} was changed since this was prepared: send it back, and choose it again`);
    }
  }
}

const blank = {
  introduction: '',
  audience: '',
  whyThisLong: '',
  formats: '',
  privacy: standardPrivacy,
  opensAt: null,
  closesAt: null,
  commentsAppear: 'at-close',
  overridden: {},
};

const named = ({ kind, ref, title }: Subject): NamedSubject => ({ kind, ref, title });

function personOf({ id }: Actor): string {
  return id ?? refuse('Only a person does this');
}
